import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from './support/test-api.js';

interface Made {
  readonly id: string;
}
interface MadeKey extends Made {
  readonly key: string;
  readonly prefix: string;
}
interface List<Item> {
  readonly data: Item[];
  readonly pagination: { limit: number; nextCursor: string | null };
}

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function newWorkspace(name = 'Acme'): Promise<string> {
  return (await api.call<Made>('POST', '/api/v1/workspaces', { body: { name } })).body.id;
}
async function newKey(body: object, key?: string): Promise<MadeKey> {
  const answer = await api.call<MadeKey>('POST', '/api/v1/api-keys', {
    body: { name: 'test', role: 'owner', ...body },
    ...(key === undefined ? {} : { key }),
  });
  if (answer.status !== 201) throw new Error(`no key: ${answer.text}`);
  return answer.body;
}

describe('API keys', () => {
  test('are shown once, listed without the key, and stored as a hash only', async () => {
    const made = await newKey({ name: 'nightly', role: 'member', scopes: ['execute', 'read'] });
    expect(made.key).toMatch(/^pb_[0-9a-f]{8}_[\w-]{43}$/);
    const list = await api.call<List<Record<string, unknown>>>('GET', '/api/v1/api-keys');
    expect(list.body.data.find((key) => key['id'] === made.id)).toMatchObject({
      name: 'nightly',
      role: 'member',
      scopes: ['read', 'execute'],
      prefix: made.prefix,
      createdBy: expect.stringMatching(/^api_key:/),
    });
    expect(list.text).not.toContain(made.key.slice(12));
    expect(api.log()).not.toContain(made.key.slice(12));
  });

  test('stop working within a second of being revoked', async () => {
    const made = await newKey({ role: 'viewer' });
    expect((await api.call('GET', '/api/v1/connectors', { key: made.key })).status).toBe(200);
    expect((await api.call('DELETE', `/api/v1/api-keys/${made.id}`)).status).toBe(204);
    const deadline = Date.now() + 1_000;
    let status = 200;
    while (status === 200 && Date.now() < deadline) status = (await api.call('GET', '/api/v1/connectors', { key: made.key })).status;
    expect(status).toBe(401);
    expect((await api.call('DELETE', `/api/v1/api-keys/${made.id}`)).status).toBe(404);
  });

  test('can do no more than their maker', async () => {
    const admin = await newKey({ role: 'admin' });
    const narrow = await newKey({ role: 'admin', scopes: ['admin', 'read'] });
    const refused = async (key: string, body: object): Promise<unknown> =>
      (await api.call('POST', '/api/v1/api-keys', { key, body: { name: 'x', role: 'viewer', ...body } })).body;
    expect(await refused(admin.key, { role: 'owner' })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await refused(narrow.key, { scopes: ['write'] })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await refused(narrow.key, {})).toMatchObject({ scopes: ['read', 'admin'] });
    expect(await refused((await newKey({ role: 'member' })).key, {})).toMatchObject({ status: 403 });
    expect(await refused((await newKey({ role: 'owner', scopes: ['read'] })).key, {})).toMatchObject({ status: 403 });
    expect(await refused(admin.key, { platformAdmin: true })).toMatchObject({ status: 400, errors: [{ path: 'platformAdmin' }] });
  });

  test('cannot be revoked by someone weaker', async () => {
    const owner = await newKey({ role: 'owner' });
    const admin = await newKey({ role: 'admin' });
    expect((await api.call('DELETE', `/api/v1/api-keys/${owner.id}`, { key: admin.key })).status).toBe(403);
    const bootstrap = (await api.call<List<{ id: string; name: string }>>('GET', '/api/v1/api-keys?limit=200')).body.data.find(
      (key) => key.name === 'bootstrap',
    );
    expect((await api.call('DELETE', `/api/v1/api-keys/${bootstrap?.id}`, { key: owner.key })).status).toBe(403);
  });

  test('for another workspace are made by platform admins, and by nobody else', async () => {
    const other = await newWorkspace();
    const foreign = await newKey({ workspaceId: other });
    expect((await api.call<List<Made>>('GET', '/api/v1/workspaces', { key: foreign.key })).body.data).toEqual([
      expect.objectContaining({ id: other }),
    ]);
    const owner = await newKey({ role: 'owner' });
    const refused = await api.call('POST', '/api/v1/api-keys', { key: owner.key, body: { name: 'x', role: 'viewer', workspaceId: other } });
    expect(refused).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(
      (
        await api.call('POST', '/api/v1/api-keys', {
          body: { name: 'x', role: 'viewer', workspaceId: '0199a2b0-0000-7000-8000-000000000000' },
        })
      ).status,
    ).toBe(404);
  });
});

describe('credentials', () => {
  test.each([
    ['none', {}],
    ['an empty one', { authorization: '' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['no token', { authorization: 'Bearer ' }],
    ['two tokens', { authorization: 'Bearer a b' }],
    ['an unknown key', { authorization: 'Bearer pb_00000000_nope' }],
    ['a very long one', { authorization: `Bearer ${'x'.repeat(9_000)}` }],
    ['a forged token', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.AAAA' }],
  ])('%s answers 401', async (_what, headers) => {
    const answer = await api.call('GET', '/api/v1/connectors', { key: null, headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated', status: 401 } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('a key works only in its own workspace, whatever the header says', async () => {
    const other = await newWorkspace();
    expect((await api.call('GET', '/api/v1/connectors', { headers: { 'x-workspace-id': other } })).status).toBe(404);
    expect((await api.call('GET', '/api/v1/connectors', { headers: { 'x-workspace-id': 'nonsense' } })).status).toBe(404);
  });

  test('guessing is slowed down per address without hurting known keys', async () => {
    const slow = await startTestApi();
    try {
      const began = performance.now();
      const guesses = await Promise.all(
        Array.from({ length: 600 }, (_, index) => slow.call('GET', '/api/v1/connectors', { key: `pb_guess_${index}` })),
      );
      const refused = guesses.filter((guess) => guess.status === 429);
      // 200 at once, and 20 more a second; and those that were being looked up when the 200th had failed.
      const allowed = 200 + (20 * (performance.now() - began)) / 1_000;
      expect(refused.length).toBeGreaterThan(600 - allowed - 100);
      expect(refused[0]?.headers.get('retry-after')).toBe('1');
      expect(new Set(guesses.map((guess) => guess.status))).toEqual(new Set([401, 429]));
    } finally {
      await slow.close();
    }
  });
});

describe('people', () => {
  test('create workspaces, own them, and make keys for them', async () => {
    const ada = await api.token('ada', { email: 'ada@example.com' });
    expect((await api.call('GET', '/api/v1/workspaces', { key: ada })).body).toMatchObject({ data: [] });
    expect((await api.call('GET', '/api/v1/connectors', { key: ada })).status).toBe(403);
    const { body: made } = await api.call<Made>('POST', '/api/v1/workspaces', { key: ada, body: { name: 'Analytical' } });
    expect((await api.call('GET', '/api/v1/workspaces', { key: ada })).body).toMatchObject({
      data: [{ id: made.id, name: 'Analytical', role: 'owner' }],
    });
    expect((await api.call('GET', `/api/v1/workspaces/${made.id}/members`, { key: ada })).body).toMatchObject({
      data: [{ subject: 'ada', email: 'ada@example.com', role: 'owner' }],
    });
    const key = await newKey({ workspaceId: made.id, role: 'owner' }, ada);
    expect((await api.call('GET', `/api/v1/workspaces/${made.id}`, { key: key.key })).status).toBe(200);
  });

  test('say which of several workspaces they mean', async () => {
    const bob = await api.token('bob');
    const [one, two] = [
      (await api.call<Made>('POST', '/api/v1/workspaces', { key: bob, body: { name: 'One' } })).body.id,
      (await api.call<Made>('POST', '/api/v1/workspaces', { key: bob, body: { name: 'Two' } })).body.id,
    ];
    expect((await api.call('GET', '/api/v1/connectors', { key: bob })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'X-Workspace-Id' }],
    });
    expect((await api.call('GET', '/api/v1/connectors', { key: bob, headers: { 'x-workspace-id': two } })).status).toBe(200);
    expect(
      (await api.call('POST', '/api/v1/contacts', { key: bob, headers: { 'x-workspace-id': one }, body: { firstname: 'A' } })).status,
    ).toBe(201);
    const foreign = await newWorkspace();
    expect((await api.call('GET', '/api/v1/connectors', { key: bob, headers: { 'x-workspace-id': foreign } })).status).toBe(404);
  });

  test('lose access at once when they are removed, and cannot leave a workspace without an owner', async () => {
    const carla = await api.token('carla');
    const { body: made } = await api.call<Made>('POST', '/api/v1/workspaces', { key: carla, body: { name: 'Shared' } });
    const members = `/api/v1/workspaces/${made.id}/members`;
    expect((await api.call('POST', members, { key: carla, body: { subject: 'dan', role: 'admin' } })).status).toBe(201);
    expect((await api.call('POST', members, { key: carla, body: { subject: 'dan', role: 'viewer' } })).body).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    const dan = await api.token('dan');
    expect((await api.call('GET', members, { key: dan })).status).toBe(200);
    expect((await api.call('PATCH', `${members}/carla`, { key: dan, body: { role: 'viewer' } })).status).toBe(403);
    expect((await api.call('DELETE', `${members}/carla`, { key: carla })).body).toMatchObject({ code: 'conflict' });
    expect((await api.call('PATCH', `${members}/carla`, { key: carla, body: { role: 'member' } })).body).toMatchObject({
      code: 'conflict',
    });
    expect((await api.call('PATCH', `${members}/dan`, { key: carla, body: { role: 'viewer' } })).body).toMatchObject({
      subject: 'dan',
      role: 'viewer',
    });
    expect((await api.call('DELETE', `${members}/dan`, { key: carla })).status).toBe(204);
    const deadline = Date.now() + 1_000;
    let status = 200;
    while (status === 200 && Date.now() < deadline) status = (await api.call('GET', members, { key: dan })).status;
    expect(status).toBe(404);
  });

  test.each([
    ['expired', { exp: 1_000 }],
    ['without an end', { exp: undefined }],
    ['not valid yet', { nbf: 4_000_000_000 }],
  ])('cannot use a token that is %s', async (_what, claims) => {
    expect((await api.call('GET', '/api/v1/workspaces', { key: await api.token('eve', claims) })).status).toBe(401);
  });
});

describe('acts on access', () => {
  test('are kept as events: what, to whom, by whom, and never a key', async () => {
    const fay = await api.token('fay');
    const { body: made } = await api.call<Made>('POST', '/api/v1/workspaces', { key: fay, body: { name: 'Audited' } });
    const key = await newKey({ workspaceId: made.id, role: 'viewer' }, fay);
    await api.call('POST', `/api/v1/workspaces/${made.id}/members`, { key: fay, body: { subject: 'gus', role: 'viewer' } });
    await api.call('PATCH', `/api/v1/workspaces/${made.id}/members/gus`, { key: fay, body: { role: 'member' } });
    await api.call('DELETE', `/api/v1/workspaces/${made.id}/members/gus`, { key: fay });
    await api.call('DELETE', `/api/v1/api-keys/${key.id}`, { key: fay });
    const events = await api.call<List<{ type: string; actor: string; subject: { id: string } }>>('GET', '/api/v1/events', { key: fay });
    expect(events.body.data.map((event) => event.type)).toEqual([
      'api_key.revoked',
      'member.removed',
      'member.changed',
      'member.added',
      'api_key.created',
      'workspace.created',
    ]);
    expect(new Set(events.body.data.map((event) => event.actor))).toEqual(new Set(['user:fay']));
    expect(events.body.data.at(-1)?.subject.id).toBe(made.id);
    expect(events.text).not.toContain(key.key.slice(12));
    const narrowed = await api.call<List<unknown>>('GET', `/api/v1/events?subjectType=member&subjectId=gus&limit=2`, { key: fay });
    expect(narrowed.body).toMatchObject({
      data: [{ type: 'member.removed' }, { type: 'member.changed' }],
      pagination: { nextCursor: expect.any(String) },
    });
  });
});

describe('workspaces', () => {
  test('are listed in pages, newest first, stable under inserts', async () => {
    const ids = [await newWorkspace('p1'), await newWorkspace('p2'), await newWorkspace('p3')].reverse();
    const first = (await api.call<List<Made>>('GET', '/api/v1/workspaces?limit=2')).body;
    await newWorkspace('in between');
    const second = (await api.call<List<Made>>('GET', `/api/v1/workspaces?limit=2&cursor=${first.pagination.nextCursor}`)).body;
    expect([...first.data, ...second.data].map((workspace) => workspace.id).slice(0, 3)).toEqual(ids);
    expect(first.pagination.limit).toBe(2);
  });

  test('are renamed by admins and deleted by owners; their keys die with them', async () => {
    const id = await newWorkspace('Doomed');
    const owner = await newKey({ workspaceId: id, role: 'owner' });
    const admin = await newKey({ role: 'admin' }, owner.key);
    expect((await api.call('PATCH', `/api/v1/workspaces/${id}`, { key: admin.key, body: { name: 'Renamed' } })).body).toMatchObject({
      name: 'Renamed',
    });
    expect((await api.call('DELETE', `/api/v1/workspaces/${id}`, { key: admin.key })).status).toBe(403);
    expect((await api.call('DELETE', `/api/v1/workspaces/${id}`, { key: owner.key })).status).toBe(204);
    const deadline = Date.now() + 1_000;
    let status = 200;
    while (status === 200 && Date.now() < deadline) status = (await api.call('GET', '/api/v1/connectors', { key: admin.key })).status;
    expect(status).toBe(401);
    expect((await api.call('GET', `/api/v1/workspaces/${id}`)).status).toBe(404);
    expect((await api.call('POST', '/api/v1/api-keys', { body: { name: 'x', role: 'viewer', workspaceId: id } })).status).toBe(404);
  });

  test('are created by people and platform admins only; the default one stays', async () => {
    const owner = await newKey({ role: 'owner' });
    expect((await api.call('POST', '/api/v1/workspaces', { key: owner.key, body: { name: 'x' } })).status).toBe(403);
    expect((await api.call('DELETE', '/api/v1/workspaces/00000000-0000-7000-8000-000000000001')).body).toMatchObject({
      code: 'illegal_state',
    });
  });
});
