import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase } from '@patchbay/testing';
import { DatabaseLine } from './support/database-line.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

let api: TestApi;
let line: DatabaseLine;
let world: World;
beforeAll(async () => {
  const database = await createTestDatabase();
  line = await DatabaseLine.to(database.ownerUrl);
  api = await startTestApi({ DATABASE_URL: line.url }, { database });
  world = await World.create(api);
});
afterAll(async () => {
  line.mend();
  await world.close();
  await api.close();
  await line.close();
});

test('without the database callers are told to come back, health says why, and all recovers by itself', async () => {
  const connector = await world.connector();
  const calls: [string, string, object?][] = [
    ['GET', '/api/v1/contacts'],
    ['POST', '/api/v1/contacts', { firstname: 'Ada' }],
    ['POST', `/api/v1/connectors/${connector}/execute`, {}],
    ['GET', '/api/v1/workspaces'],
  ];
  const ask = ([method, path, body]: [string, string, object?]) => world.call(method, path, body === undefined ? {} : { body });
  for (const call of calls) expect((await ask(call)).status).toBeLessThan(300);

  line.cut();
  for (const call of calls) {
    const answer = await ask(call);
    expect({ call, status: answer.status, body: answer.body }).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|pg|stack/);
  }
  const health = await api.call('GET', '/health/ready', { key: null });
  expect(health).toMatchObject({ status: 503, body: { status: 'unavailable', checks: { database: 'down' } } });
  expect((await api.call('GET', '/health/live', { key: null })).status).toBe(200);

  line.mend();
  const deadline = Date.now() + 15_000;
  let status = 503;
  while (status !== 200 && Date.now() < deadline) status = (await api.call('GET', '/health/ready', { key: null })).status;
  expect(status).toBe(200);
  for (const call of calls) expect((await ask(call)).status).toBeLessThan(300);

  // Key changes are followed again, too.
  const made = await world.call<{ id: string; key: string }>('POST', '/api/v1/api-keys', { body: { name: 'after', role: 'viewer' } });
  expect((await api.call('GET', '/api/v1/contacts', { key: made.body.key })).status).toBe(200);
  await world.call('DELETE', `/api/v1/api-keys/${made.body.id}`);
  const soon = Date.now() + 4_000;
  while ((await api.call('GET', '/api/v1/contacts', { key: made.body.key })).status === 200 && Date.now() < soon);
  expect((await api.call('GET', '/api/v1/contacts', { key: made.body.key })).status).toBe(401);
}, 60_000);
