import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SimulatorServer } from '../server/simulator-server.js';

let server: SimulatorServer;
beforeAll(async () => {
  server = await SimulatorServer.start({ keys: [], load: () => Promise.resolve(undefined) });
});
afterAll(() => server.close());

const headers = { 'x-api-key': 'any' };
async function answer(path: string, init: RequestInit = { headers }): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}${path}`, init);
  return { status: response.status, body: await response.json() };
}

it('leads from a phone number to a company and its score', async () => {
  expect((await answer('/phone?phone=%2B49%2030%20901820')).body).toMatchObject({ valid: true, identities: [{ firstName: 'Ada' }] });
  const phone = await answer('/phone?phone=%2B4930901821');
  expect(phone.body).toMatchObject({ identities: [{ lastName: 'Hopper', company: { domain: 'mark.example' } }] });
  const company = await answer('/company?domain=mark.example');
  expect(company.body).toMatchObject({ company: { id: 'co_2', name: 'Harvard Mark' } });
  expect((await answer('/score?company=co_2')).body).toMatchObject({ score: 82, grade: 'B' });
});

it.each([
  ['/phone?phone=12345', {}, 401],
  ['/phone', { method: 'POST', headers }, 405],
  ['/phone?phone=1', { headers }, 422],
  ['/company?domain=x', { headers }, 404],
  ['/score?company=x', { headers }, 404],
  ['/', { headers }, 404],
])('answers %s as a provider would when something is wrong: %j', async (path, init, status) => {
  expect((await answer(path, init)).status).toBe(status);
});
