import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

// Sentences of the outside contract that belong to no single route.

interface List {
  readonly data: readonly Record<string, unknown>[];
  readonly pagination: { readonly limit: number; readonly nextCursor: string | null };
}

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
});
afterAll(async () => {
  await world.close();
  await api.close();
});

describe('a list', () => {
  const short = ['feature-flags', 'admin/feature-flags', 'oauth/apps', 'webhook-endpoints'];

  test.each(short)('of %s has pages like every other, however short it is', async (name) => {
    const path = `/api/v1/${name}`;
    const all = await api.call<List>('GET', path);
    expect(all).toMatchObject({ status: 200, body: { data: expect.any(Array), pagination: { limit: 50, nextCursor: null } } });
    expect((await api.call<List>('GET', `${path}?limit=1`)).body.pagination.limit).toBe(1);
    for (const wrong of ['limit=0', 'limit=201', 'cursor=nonsense', 'nonsense=1'])
      expect(await api.call('GET', `${path}?${wrong}`)).toMatchObject({
        status: 400,
        body: { errors: [{ path: wrong.slice(0, wrong.indexOf('=')) }] },
      });
  });

  test('that is whole in memory gives each of its items once, page after page', async () => {
    for (const key of ['zebra', 'beta', 'gamma']) await api.call('PUT', `/api/v1/admin/feature-flags/${key}`, { body: { enabled: true } });
    const keys: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: List = (await api.call<List>('GET', `/api/v1/feature-flags?limit=1&cursor=${cursor}`)).body;
      keys.push(...page.data.map(({ key }) => key));
      cursor = page.pagination.nextCursor;
    }
    expect(keys).toEqual(['advanced_steps', 'beta', 'gamma', 'zebra']);
  });
});

describe('a request without a body', () => {
  test('runs an execution again', async () => {
    world.provider.on('GET /gone', { status: 404 });
    const connector = await world.connectorTo('/gone', 'GET');
    const { body } = await world.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`);
    expect(await world.call('POST', `/api/v1/executions/${body.executionId}/retry`)).toMatchObject({
      status: 202,
      body: { status: 'queued' },
    });
  });

  test('starts a workflow, also when it says that it is JSON', async () => {
    const workflow = await world.workflow();
    expect((await world.call('POST', `/api/v1/workflows/${workflow}/run`)).status).toBe(202);
    const headers = { 'content-type': 'application/json' };
    expect((await world.call('POST', `/api/v1/workflows/${workflow}/run`, { raw: '', headers })).status).toBe(202);
  });

  test('is told which fields are missing where some are needed', async () => {
    expect(await world.call('POST', '/api/v1/connectors/bulk')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'ids', message: 'is required' }, { path: 'enabled' }] },
    });
  });
});

describe('connectors', () => {
  test('that are built in show their pictures', async () => {
    const { data } = (await world.call<List>('GET', '/api/v1/connectors?source=builtin&limit=200')).body;
    for (const { icon } of data) expect(icon).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  test('are cloned under a wanted name, which must be free', async () => {
    const path = `/api/v1/connectors/${await world.connector()}/clone`;
    const name = 'Sandbox';
    expect(await world.call('POST', path, { body: { name } })).toMatchObject({ status: 201, body: { name, version: 1 } });
    expect(await world.call('POST', path, { body: { name } })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await world.call('POST', path, { body: { title: name } })).toMatchObject({ status: 400, body: { errors: [{ path: 'title' }] } });
  });

  test('are drafted from a document that stands in the request as JSON', async () => {
    const source = {
      openapi: '3.1.0',
      info: { title: 'People', version: '1' },
      servers: [{ url: 'https://api.example.com' }],
      paths: { '/people': { get: { operationId: 'listPeople', responses: {} } } },
    };
    const asObject = await world.call<{ drafts: unknown[] }>('POST', '/api/v1/connectors/import', { body: { kind: 'openapi', source } });
    expect(asObject.body.drafts).toHaveLength(1);
    const asText = await world.call('POST', '/api/v1/connectors/import', { body: { kind: 'openapi', source: JSON.stringify(source) } });
    expect(asText.body).toEqual(asObject.body);
    expect(await world.call('POST', '/api/v1/connectors/import', { body: { kind: 'openapi', source: [] } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'source' }] },
    });
  });

  test('are tested with every member of a step there, whatever became of it', async () => {
    world.provider.on('GET /gone', { status: 404 });
    const tested = await world.call<{ steps: object[] }>('POST', '/api/v1/connectors/test', {
      body: { config: { method: 'GET', url: `${world.provider.url}/gone` } },
    });
    expect(tested.body).toMatchObject({ status: 'failed', steps: [{ status: 'failed', request: { method: 'GET' }, output: null }] });
  });
});

describe('a connection', () => {
  test('runs actions as executing the connector does: once per Idempotency-Key, and later when that is asked for', async () => {
    world.provider.on('POST /api/v2/persons', { status: 201, body: { data: { id: 1, name: 'Ada' } } });
    const path = `/api/v1/connections/${await world.connection()}/actions`;
    const body = { action: 'person.create', input: { name: 'Ada' } };
    const headers = { 'idempotency-key': 'person-1' };
    const before = world.provider.requests.length;
    const first = await world.call<{ executionId: string }>('POST', path, { body, headers });
    expect(first).toMatchObject({ status: 200, body: { status: 'succeeded', output: { name: 'Ada' } } });
    const second = await world.call('POST', path, { body, headers });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(world.provider.requests).toHaveLength(before + 1);
    expect(await world.call('POST', `${path}?mode=async`, { body })).toMatchObject({ status: 202, body: { status: 'queued' } });
    expect(await world.call('POST', `${path}?mode=later`, { body })).toMatchObject({ status: 400, body: { errors: [{ path: 'mode' }] } });
  });

  test.each(['https://elsewhere.example', '//elsewhere.example', 'users', '/../x', '/a//b', '/%zz', ''])(
    'refuses the path %j by the name it was given under',
    async (resourcePath) => {
      const path = `/api/v1/connections/${await world.connection()}/data?resourcePath=${encodeURIComponent(resourcePath)}`;
      expect(await world.call('GET', path)).toMatchObject({ status: 400, body: { errors: [{ path: 'resourcePath' }] } });
    },
  );
});

test('a workspace without an owner of its own still changes and ends its members', async () => {
  const { body } = await api.call<{ id: string }>('POST', '/api/v1/workspaces', { body: { name: 'No owner yet' } });
  const members = `/api/v1/workspaces/${body.id}/members`;
  await api.call('POST', members, { body: { subject: 'ada', role: 'member' } });
  expect((await api.call('PATCH', `${members}/ada`, { body: { role: 'viewer' } })).status).toBe(200);
  expect((await api.call('DELETE', `${members}/ada`)).status).toBe(204);
});
