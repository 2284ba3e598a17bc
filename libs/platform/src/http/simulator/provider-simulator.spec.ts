import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { client, closeClients, get, verdictOf } from '../test/client.js';
import { createProviderSimulator } from './provider-simulator.js';
import type { ClosableOutboundHttp } from '../outbound-http.js';
import type { InsideHost } from '../inside-host.js';

let simulator: InsideHost;
let http: ClosableOutboundHttp;
beforeEach(() => {
  simulator = createProviderSimulator();
  http = client({ allow: [], inside: [simulator] });
});
afterEach(closeClients);

const headers = { 'x-api-key': 'any' };

async function answer(path: string): Promise<{ status: number; body: unknown }> {
  const { status, body } = await http.send(get(`http://simulator.localhost${path}`, { headers }));
  return { status, body: JSON.parse(Buffer.from(body).toString()) };
}

it('is called by its name although no private address is allowed', async () => {
  expect(await answer('/phone?phone=%2B49%2030%20901820')).toMatchObject({
    status: 200,
    body: { valid: true, identities: [{ firstName: 'Ada' }] },
  });
});

it('leads from a phone number to a company and its score', async () => {
  const phone = await answer('/phone?phone=%2B4930901821');
  expect(phone.body).toMatchObject({ identities: [{ lastName: 'Hopper', company: { domain: 'mark.example' } }] });
  const company = await answer('/company?domain=mark.example');
  expect(company.body).toMatchObject({ company: { id: 'co_2', name: 'Harvard Mark' } });
  expect((await answer('/score?company=co_2')).body).toMatchObject({ score: 82, grade: 'B' });
});

it('answers what a provider would when something is wrong', async () => {
  expect((await http.send(get('http://simulator.localhost/phone?phone=12345'))).status).toBe(401);
  expect((await http.send(get('http://simulator.localhost/phone', { method: 'POST', headers }))).status).toBe(405);
  expect([
    (await answer('/phone?phone=1')).status,
    (await answer('/company?domain=x')).status,
    (await answer('/score?company=x')).status,
    (await answer('/')).status,
  ]).toEqual([422, 404, 404, 404]);
});

it('opens nothing else: neither its port by address, nor other ports or schemes of its name', async () => {
  await answer('/phone?phone=12345');
  const port = await simulator.port();
  for (const url of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `http://simulator.localhost:${port}/`]) {
    expect(await verdictOf(http.send(get(url, { headers })))).toMatchObject({ sent: false });
  }
  expect(await verdictOf(http.send(get('https://simulator.localhost/', { headers })))).toMatchObject({ sent: false });
});

it('does not exist for a client that was not given it', async () => {
  expect(await verdictOf(client({ allow: [] }).send(get('http://simulator.localhost/', { headers })))).toMatchObject({ sent: false });
});

it('ends with the client', async () => {
  await answer('/phone?phone=12345');
  const port = await simulator.port();
  await http.close();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
