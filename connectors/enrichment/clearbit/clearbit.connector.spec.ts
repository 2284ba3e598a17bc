import { describeConnector, describeSimulator } from '@patchbay/testing';
import clearbit from './clearbit.connector.js';
import simulator from './clearbit.simulator.js';

// The description here is hand-written and lists only a few of the members that answers have.
describeConnector(clearbit, import.meta.dirname, { unlistedAnswerMembers: [/is not a member the vendor describes$/] });

describeSimulator(clearbit, simulator, {
  story: async ({ ok, refused, expect }) => {
    expect(await ok('person.find', { email: 'ada@engines.example' })).toMatchObject({ pending: false, person: { lastName: 'Lovelace' } });
    expect(await ok('company.find', { domain: 'engines.example' })).toMatchObject({ company: { name: 'Analytical Engines' } });
    expect(await ok('person.find_with_company', { email: 'grace@mark.example' })).toMatchObject({ company: { domain: 'mark.example' } });
    expect(await refused('person.find', { email: 'nobody@engines.example' })).toBe('provider_not_found');
  },
});
