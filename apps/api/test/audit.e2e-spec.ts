import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GOOD_REQUESTS } from './support/good-requests.js';
import { addressOf, operationsOf, publishedDocument, type PublishedOperation } from './support/published.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface Entry {
  readonly act: string;
  readonly actor: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly traceId: string;
  readonly outcome: { readonly status: number; readonly code: string | null } | null;
}

let api: TestApi;
let world: World;
let operations: readonly PublishedOperation[];
beforeAll(async () => {
  api = await startTestApi();
  operations = operationsOf(await publishedDocument(api));
  world = await World.create(api);
}, 30_000);
afterAll(async () => {
  await world.close();
  await api.close();
});

const newest = async (query = '', key = world.key): Promise<Entry | undefined> =>
  (await api.call<{ data: Entry[] }>('GET', `/api/v1/audit?limit=1${query}`, { key })).body.data[0];

// One of each kind of administrative thing: keys, members, workspaces, credentials, connectors, connections, apps, templates, flags, quotas.
test.each([
  'createApiKeys',
  'revokeApiKeys',
  'addMembers',
  'setRoleMembers',
  'removeMembers',
  'renameWorkspaces',
  'createWorkspaces',
  'putCredentials',
  'removeCredentials',
  'createConnectors',
  'removeConnectors',
  'bulkConnectors',
  'createConnections',
  'removeConnections',
  'saveOauth',
  'publishTemplates',
  'installTemplates',
  'createTemplatesAdmin',
  'moderateTemplatesAdmin',
  'putFeatureFlags',
  'setQuotasUsage',
])('%s leaves one entry that says who, what and how it ended, without values', async (id) => {
  const published = operations.find((operation) => operation.id === id);
  if (!published) throw new Error(`${id} is not published`);
  const request = await (GOOD_REQUESTS[id] as (typeof GOOD_REQUESTS)[string])(world);
  const key = request.asPlatformAdmin === true ? api.adminKey : world.key;
  const body = request.body as Record<string, unknown> | undefined;
  const answer = await api.call(published.method, addressOf(published, request), { key, ...(body === undefined ? {} : { body }) });
  const entry = await newest('', key);
  expect(entry).toMatchObject({ act: id, traceId: answer.headers.get('x-trace-id'), outcome: { status: answer.status, code: null } });
  expect(entry?.fields).toEqual(Object.keys(body ?? {}));
  expect(entry?.actor).toMatch(/^api_key:/);
});

test('a refused act is there with its code; everyday work is not', async () => {
  await world.call('DELETE', '/api/v1/api-keys/01a1fecb-0000-7000-8000-000000000000');
  const refused = await newest();
  expect(refused).toMatchObject({ act: 'revokeApiKeys', outcome: { status: 404, code: 'not_found' } });
  await world.contact();
  await world.call('POST', '/api/v1/connectors/none/execute', { body: {} });
  expect(await newest()).toEqual(refused);
});

test('a person who makes a workspace is its first entry', async () => {
  const key = await api.token('ada');
  const { body } = await api.call<{ id: string }>('POST', '/api/v1/workspaces', { key, body: { name: 'Mine' } });
  const { body: list } = await api.call<{ data: Entry[] }>('GET', '/api/v1/audit', { key, headers: { 'x-workspace-id': body.id } });
  expect(list.data).toMatchObject([{ act: 'createWorkspaces', actor: 'user:ada', fields: ['name'], outcome: { status: 201 } }]);
});

test('only admins read it', async () => {
  const { body } = await world.call<{ key: string }>('POST', '/api/v1/api-keys', { body: { name: 'm', role: 'member' } });
  expect((await api.call('GET', '/api/v1/audit', { key: body.key })).status).toBe(403);
});
