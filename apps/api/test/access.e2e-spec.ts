import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES, SCOPES, type Role, type Scope } from '@patchbay/kernel';
import type { AccessRule } from '../src/access/access.decorator.js';
import { executeFacts } from '../src/execute/execute.facts.js';
import { mcpFacts } from '../src/mcp/mcp.facts.js';
import { nestRoutes } from '../src/openapi/route-facts.js';
import { GOOD_REQUESTS, type GoodRequest } from './support/good-requests.js';
import { addressOf, operationsOf, publishedDocument, type PublishedOperation } from './support/published.js';
import { startTestApi, type Answer, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

let api: TestApi;
let world: World;
let other: World;
let operations: Map<string, PublishedOperation>;
let rules: Map<string, AccessRule | 'public'>;
beforeAll(async () => {
  api = await startTestApi();
  operations = new Map(operationsOf(await publishedDocument(api)).map((operation) => [operation.id, operation]));
  rules = new Map([...nestRoutes(api.app.app), executeFacts, mcpFacts].map((route) => [route.id, route.access]));
  world = await World.create(api);
  other = await World.create(api);
});
afterAll(async () => {
  await world.close();
  await other.close();
  await api.close();
});

const guarded = Object.keys(GOOD_REQUESTS).filter((id) => !/Health\d?$/.test(id));

function publishedOf(id: string): PublishedOperation {
  const published = operations.get(id);
  if (!published) throw new Error(`${id} is not published`);
  return published;
}

function ruleOf(id: string): AccessRule {
  const rule = rules.get(id);
  if (rule === undefined || rule === 'public') throw new Error(`${id} asks for no credential`);
  return rule;
}

function good(id: string): Promise<GoodRequest> {
  return Promise.resolve((GOOD_REQUESTS[id] as (typeof GOOD_REQUESTS)[string])(world));
}

function ask(id: string, request: GoodRequest, key: string | null): Promise<Answer<unknown>> {
  const published = publishedOf(id);
  return api.call(published.method, addressOf(published, request), { key, ...(request.body === undefined ? {} : { body: request.body }) });
}

async function keyOf(role: Role, scopes?: readonly Scope[]): Promise<string> {
  return (await world.call<{ key: string }>('POST', '/api/v1/api-keys', { body: { name: 'narrow', role, ...(scopes ? { scopes } : {}) } }))
    .body.key;
}

describe('every operation but health', () => {
  test('is known to the suite with its rule', () => {
    expect(
      [...rules]
        .filter(([, rule]) => rule !== 'public')
        .map(([id]) => id)
        .sort(),
    ).toEqual([...guarded].sort());
  });

  test.each(guarded)('%s answers 401 without a credential and with a wrong one', async (id) => {
    const request = {
      path: { id: world.workspaceId, key: 'x', name: 'x', subject: 'x', version: '1', connector: 'slack', runId: 'x' },
      body: publishedOf(id).operation.requestBody ? {} : undefined,
    };
    expect((await ask(id, request, null)).status).toBe(401);
    expect((await ask(id, request, 'pb_00000000_wrong')).status).toBe(401);
  });

  test.each(guarded)('%s answers 403 to a role or scope that does not reach', async (id) => {
    const rule = ruleOf(id);
    // Deleting is asked for the keys' own workspace: in another one they would be nobody.
    const request = id === 'removeWorkspaces' ? { path: { id: world.workspaceId } } : await good(id);
    const weaker = ROLES[ROLES.indexOf(rule.role) - 1];
    if (weaker !== undefined) expect((await ask(id, request, await keyOf(weaker))).body).toMatchObject({ code: 'forbidden' });
    const lacking = await keyOf(
      'owner',
      SCOPES.filter((scope) => scope !== rule.scope),
    );
    expect((await ask(id, request, lacking)).body).toMatchObject({ code: 'forbidden' });
  });

  test.each(guarded.filter((id) => id !== 'removeWorkspaces' && id !== 'createWorkspaces'))(
    '%s is allowed to exactly its role and scope',
    async (id) => {
      const rule = ruleOf(id);
      if (rule.platformAdmin === true) return;
      const request = await good(id);
      const answer = await ask(id, request, await keyOf(rule.role, [rule.scope]));
      // Making keys and members needs more than the role that may call it when what is given away is more; the requests here give little.
      expect({ id, status: answer.status, body: answer.status < 300 ? '' : answer.text }).toMatchObject({ body: '' });
    },
  );
});

// A name is one's own in every workspace, and the marketplace is everybody's; an id is not.
const SHARED = new Set(['putCredentials', 'saveOauth', 'readTemplates', 'rateTemplates', 'installTemplates']);

describe('a second workspace', () => {
  test.each(guarded)('%s shows and changes nothing of the first one', async (id) => {
    const request = await good(id);
    if (request.asPlatformAdmin === true) {
      expect([403, 404]).toContain((await ask(id, request, other.key)).status);
      return;
    }
    const before = await everythingOf(world);
    const body: unknown =
      request.body === undefined ? undefined : JSON.parse(JSON.stringify(request.body).replaceAll(world.marker, other.marker));
    const answer = await ask(id, { ...request, body }, other.key);
    const names = publishedOf(id).path.match(/\{\w+\}/g) ?? [];
    const fromBody = id === 'publishTemplates' || id === 'createWebhookEndpoints';
    if ((names.length > 0 && !SHARED.has(id)) || fromBody) expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
    else expect(answer.status).toBeLessThan(300);
    expect(answer.text).not.toContain(world.marker);
    expect(answer.text).not.toContain(world.workspaceId);
    expect(await everythingOf(world)).toBe(before);
  });

  test('answers for another workspace’s thing as for one that does not exist', async () => {
    const ghost = '0199a2b0-0000-7000-8000-000000000000';
    const theirs = [
      `/api/v1/contacts/${await world.contact()}`,
      `/api/v1/connectors/${await world.connector()}`,
      `/api/v1/executions/${await world.execution()}`,
      `/api/v1/workspaces/${world.workspaceId}`,
    ];
    for (const path of theirs) {
      const nobody = path.replace(/[^/]+$/, ghost);
      const [real, missing] = [
        await other.call<Record<string, unknown>>('GET', path),
        await other.call<Record<string, unknown>>('GET', nobody),
      ];
      const plain = (answer: Answer<Record<string, unknown>>, id: string): string =>
        JSON.stringify({ ...answer.body, traceId: '' }).replaceAll(id, '<id>');
      expect(plain(real, path.split('/').at(-1) ?? '')).toBe(plain(missing, ghost));
    }
  });
});

/** Everything readable of a workspace, as text, without what changes by itself. */
async function everythingOf(of: World): Promise<string> {
  const lists = [
    'connectors?limit=200&source=custom',
    'contacts?limit=200',
    'credentials?limit=200',
    'api-keys?limit=200',
    `workspaces/${of.workspaceId}`,
    `workspaces/${of.workspaceId}/members`,
    'executions?limit=200',
  ];
  const texts = await Promise.all(lists.map(async (path) => (await of.call('GET', `/api/v1/${path}`)).text));
  return texts.join('\n').replace(/"lastUsedAt":("[^"]*"|null)/g, '');
}
