import { describeConnector, describeSimulator } from '@patchbay/testing';
import zerobounce from './zerobounce.connector.js';
import simulator from './zerobounce.simulator.js';

describeConnector(zerobounce, import.meta.dirname);

describeSimulator(zerobounce, simulator, {
  story: async ({ ok, refused, expect }) => {
    const { credits } = await ok('credits.get');
    expect(await ok('email.validate', { email: 'ada@engines.example' })).toMatchObject({ status: 'valid', mxFound: true });
    expect(await ok('email.validate', { email: 'invalid@engines.example' })).toMatchObject({ status: 'invalid' });
    expect(await ok('credits.get')).toEqual({ credits: Number(credits) - 2 });
    expect(await ok('email.activity', { email: 'ada@engines.example' })).toMatchObject({ found: true });
    expect(await refused('request.send', { path: '/v2/nothing' })).toBe('provider_not_found');
  },
});
