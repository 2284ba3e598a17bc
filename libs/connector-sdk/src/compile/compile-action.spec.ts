import { describe, expect, it } from '@jest/globals';
import {
  isPlatformError,
  type Credential,
  type JsonValue,
  type OutboundResponse,
  type ProviderRequest,
  type RunContext,
} from '@patchbay/kernel';
import { z } from 'zod';
import {
  apiKey,
  basic,
  byLinkHeader,
  byOffset,
  byPage,
  compileAction,
  compileProbe,
  connectorProblems,
  customFields,
  defineAction,
  defineConnector,
  describeAction,
  oauth2,
  path,
  type HttpAction,
  type HttpConnector,
} from '../index.js';

type Reply = { status?: number; headers?: Record<string, string>; body?: unknown };

const facts = {
  key: 'acme',
  title: 'Acme',
  category: 'other',
  probe: { path: '/me', account: 'email' },
  baseUrl: 'https://api.acme.test/v1',
} as const;
const key = apiKey({ in: 'header', name: 'x-key' });
const read = (run: HttpAction['run']): HttpAction =>
  defineAction({
    key: 'thing.get',
    title: 'Get',
    effect: 'read',
    input: z.object({ id: z.string().optional(), max: z.int().default(3) }),
    output: z.unknown(),
    run,
  }) as HttpAction;
const connectorWith = (action: HttpAction, more: Partial<HttpConnector> = {}): HttpConnector => ({
  ...defineConnector({ ...facts, auth: key, actions: [action] }),
  ...more,
});

/** Runs an action against scripted answers; nothing leaves the process. */
async function run(
  connector: HttpConnector,
  replies: Reply[],
  options: { credential?: Credential; metadata?: Record<string, JsonValue>; baseUrl?: string; input?: unknown } = {},
) {
  const sent: ProviderRequest[] = [];
  const [action] = connector.actions;
  if (!action) throw new Error('no action');
  const runnable = compileAction(connector, action, {
    version: 1,
    ...(options.baseUrl === undefined ? {} : { overrides: { baseUrl: options.baseUrl } }),
  });
  const context: RunContext = {
    input: runnable.validateInput(options.input ?? {}),
    now: new Date(0),
    signal: new AbortController().signal,
    deadlineAt: 0,
    credential: {
      credential: options.credential ?? { type: 'api_key', apiKey: 'SECRET' },
      metadata: options.metadata ?? {},
      source: 'stored',
    },
    workspaceSecret: () => Promise.reject(new Error('none')),
    onStep: () => {},
    onCost: () => {},
    redact: (text) => text.replaceAll('SECRET', '[redacted]'),
    send: (request): Promise<OutboundResponse> => {
      sent.push(request);
      const { status = 200, headers = {}, body } = replies[sent.length - 1] ?? {};
      return Promise.resolve({
        status,
        headers,
        url: request.url,
        body: body === undefined ? new Uint8Array() : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      });
    },
  };
  const outcome = await runnable.run(context).then(
    ({ output }) => ({ output, error: undefined }),
    (error: unknown) => ({ output: undefined, error }),
  );
  return { sent, ...outcome, code: isPlatformError(outcome.error) ? outcome.error.code : undefined };
}

const Thing = z.object({ id: z.number() });

describe('requests of a compiled action', () => {
  it('carry the credential, the base URL and the connector headers', async () => {
    const connector = connectorWith(
      read(({ http }) => http.get(path`/things/${'a b'}`, { expect: Thing, query: { q: 'x&y', none: undefined } })),
      { headers: { 'X-Version': '2' } },
    );
    const { sent, output } = await run(connector, [{ body: { id: 1, other: true } }]);
    expect(output).toEqual({ id: 1 });
    expect(sent[0]?.url).toBe('https://api.acme.test/v1/things/a%20b?q=x%26y');
    expect(sent[0]?.headers).toMatchObject({ 'x-key': 'SECRET', 'x-version': '2', accept: 'application/json' });
  });

  it('go to the override with the connector path kept', async () => {
    const connector = connectorWith(read(({ http }) => http.get('/me')));
    expect((await run(connector, [], { baseUrl: 'http://127.0.0.1:9' })).sent[0]?.url).toBe('http://127.0.0.1:9/v1/me');
    expect((await run(connector, [], { baseUrl: 'http://127.0.0.1:9/acme/' })).sent[0]?.url).toBe('http://127.0.0.1:9/acme/v1/me');
  });

  it('are signed afresh with the credential of the moment', async () => {
    const connector = connectorWith(read(({ http }) => http.get('/me')));
    const { sent } = await run(connector, []);
    expect(sent[0]?.resign?.()).toEqual({ url: sent[0]?.url, headers: sent[0]?.headers });
  });

  it('may not set headers of the transport or with line breaks', async () => {
    const withHeader = (headers: Record<string, string>) => run(connectorWith(read(({ http }) => http.get('/me', { headers }))), []);
    expect((await withHeader({ Authorization: 'x' })).code).toBe('bug');
    expect((await withHeader({ 'x-a': 'b\r\nx-evil: 1' })).code).toBe('input_invalid');
  });

  it('say what they do: reads by POST in a read action, writes by the action word', async () => {
    const byPost = read(({ http }) => http.post('/search', { json: {} }));
    const idempotency = { header: 'idempotency-key' };
    const asRead = await run(connectorWith(byPost, { idempotency }), []);
    expect(asRead.sent[0]).toMatchObject({ effect: 'read' });
    expect(asRead.sent[0]?.idempotency).toBeUndefined();
    const asUpdate = await run(connectorWith({ ...byPost, effect: 'update' }, { idempotency }), []);
    expect(asUpdate.sent[0]).toMatchObject({ effect: 'update', idempotency });
  });
});

describe('answers', () => {
  it('that changed their shape are drift with the path and without the value', async () => {
    const { error } = await run(connectorWith(read(({ http }) => http.get('/x', { expect: z.object({ list: z.array(Thing) }) }))), [
      { body: { list: [{ id: 'private' }] } },
    ]);
    expect(error).toMatchObject({ code: 'provider_drift', detail: { path: 'list[0].id' } });
    expect(JSON.stringify(error)).not.toContain('private');
  });

  it.each([
    [204, undefined],
    [200, ''],
    [200, '  '],
  ])('may be empty (%s, %j) where the schema says so', async (status, body) => {
    const action = read(async ({ http }) => ({ seen: (await http.get('/x', { expect: z.object({}).optional() })) ?? null }));
    expect((await run(connectorWith(action), [{ status, body }])).output).toEqual({ seen: null });
  });

  it('of 200 that mean no are failures, with the code mapped and secrets removed', async () => {
    const errors = {
      failed: (body: JsonValue) => JSON.stringify(body).includes('"ok":false'),
      code: 'error',
      message: 'why',
      codes: { gone: 'provider_not_found' },
    } as const;
    const { error } = await run(
      connectorWith(
        read(({ http }) => http.get('/x')),
        { errors },
      ),
      [{ body: { ok: false, error: 'gone', why: 'no SECRET here' } }],
    );
    expect(error).toMatchObject({ code: 'provider_not_found', detail: { providerCode: 'gone' } });
    expect((error as Error).message).toContain('no [redacted] here');
  });

  it('tell a refusal in plain text, but no page of HTML', async () => {
    const action = read(({ http }) => http.get('/me', { expect: z.object({}) }));
    const refusal = { status: 400, body: 'invalid id of a thing' };
    const plain = await run(connectorWith(action), [{ ...refusal, headers: { 'content-type': 'text/plain; charset=utf-8' } }]);
    expect(plain.error).toMatchObject({ code: 'provider_rejected', message: expect.stringContaining('invalid id of a thing') });
    const page = await run(connectorWith(action), [{ ...refusal, headers: { 'content-type': 'text/html' } }]);
    expect(page.error).toMatchObject({ message: expect.stringContaining('HTTP 400') });
  });

  it('of GraphQL: data is read, errors are failures', async () => {
    const action = read(({ http }) => http.post('/graphql', { graphql: { query: '{ a }' }, expect: z.object({ a: z.number() }) }));
    expect((await run(connectorWith(action), [{ body: { data: { a: 1 } } }])).output).toEqual({ a: 1 });
    expect((await run(connectorWith(action), [{ body: { data: null, errors: [{ message: 'bad field' }] } }])).error).toMatchObject({
      code: 'provider_rejected',
    });
  });

  it('that throttle say how long, by header, date or bucket reset', async () => {
    const connector = connectorWith(
      read(({ http }) => http.get('/x')),
      { rateLimitHeaders: { reset: 'x-reset', resetIn: 'epoch-seconds' } },
    );
    const after = async (headers: Record<string, string>) => {
      const { error } = await run(connector, [{ status: 429, headers }]);
      return isPlatformError(error) ? error.detail.retryAfterMs : undefined;
    };
    expect(await after({ 'retry-after': '3' })).toBe(3_000);
    expect(await after({ 'retry-after': new Date(9_000).toUTCString() })).toBe(9_000);
    expect(await after({ 'x-reset': '12' })).toBe(12_000);
  });
});

describe('paging', () => {
  const Page = z.object({ items: z.array(z.number()), next: z.string().nullish() });
  const pages = (next: Parameters<typeof byPage>[0] | object, replies: Reply[], max = 3) => {
    const action = read(({ http, input }) =>
      http.all('/list', {
        expect: Page,
        items: (page) => page.items,
        max: (input as { max: number }).max,
        pageSize: { param: 'limit', max: 2 },
        ...(next as { next: ReturnType<typeof byPage> }),
      }),
    );
    return run(connectorWith(action), replies, { input: { max } });
  };
  const queries = (sent: readonly ProviderRequest[]) => sent.map(({ url }) => new URL(url).search);

  it('stops at max without asking again', async () => {
    const { output, sent } = await pages({ next: byOffset('offset') }, [
      { body: { items: [1, 2] } },
      { body: { items: [3, 4] } },
      { body: { items: [5, 6] } },
    ]);
    expect(output).toEqual([1, 2, 3]);
    expect(queries(sent)).toEqual(['?limit=2', '?limit=2&offset=2']);
  });

  it('ends with a page that is not full', async () => {
    const { sent } = await pages({ next: byPage('page') }, [{ body: { items: [1, 2] } }, { body: { items: [3] } }], 100);
    expect(queries(sent)).toEqual(['?limit=2', '?limit=2&page=2']);
  });

  it('follows the Link header and next addresses of its own host only', async () => {
    const link = '<https://api.acme.test/v1/list?page=1>; rel="prev", <https://api.acme.test/v1/list?page=3>; rel="next"';
    expect(
      queries((await pages({ next: byLinkHeader() }, [{ headers: { link }, body: { items: [1] } }, { body: { items: [2] } }])).sent),
    ).toEqual(['?limit=2', '?page=3']);
    const away = await pages({ next: (page: { next?: string }) => page.next }, [{ body: { items: [1], next: 'https://evil.test/x' } }]);
    expect(away.code).toBe('provider_drift');
    expect(away.sent).toHaveLength(1);
  });

  it('does not circle', async () => {
    const same = { body: { items: [], next: 'c1' } };
    expect((await pages({ next: (page: { next?: string }) => page.next && { cursor: page.next } }, [same, same, same])).code).toBe(
      'provider_drift',
    );
  });
});

describe('accounts', () => {
  const me = read(({ http, account }) => http.get('/me').then(() => account));

  it('give their facts to the base URL, secrets excepted', async () => {
    const auth = customFields({
      fields: { site: { title: 'Site', secret: false }, token: { title: 'Token' } },
      apply: { headers: { authorization: 'Token {{token}}' } },
    });
    const connector = defineConnector({ ...facts, auth, baseUrl: ({ site }) => `https://${site}.acme.test`, actions: [me] });
    const { sent, output } = await run(connector, [], { credential: { type: 'custom', fields: { site: 'one', token: 'SECRET' } } });
    expect(sent[0]).toMatchObject({ url: 'https://one.acme.test/me', headers: { authorization: 'Token SECRET' } });
    expect(output).toEqual({ site: 'one' });
  });

  it('give a user name where it is a fact', async () => {
    const connector = defineConnector({
      ...facts,
      auth: basic({ usernameAs: 'sid' }),
      baseUrl: ({ sid }) => `https://api.acme.test/${sid}`,
      actions: [me],
    });
    expect((await run(connector, [], { credential: { type: 'basic', username: 'AC1', password: 'SECRET' } })).sent[0]?.url).toBe(
      'https://api.acme.test/AC1/me',
    );
  });

  it('that lack a declared fact have to be reconnected', async () => {
    const auth = oauth2({
      provider: 'acme',
      authorizeUrl: 'https://a.test',
      tokenUrl: 'https://b.test',
      scopes: [],
      metadata: z.object({ domain: z.url() }),
    });
    const connector = defineConnector({ ...facts, auth, baseUrl: ({ domain }) => domain, actions: [me] });
    const credential: Credential = { type: 'oauth2', accessToken: 'SECRET' };
    expect((await run(connector, [], { credential })).code).toBe('account_reauth');
    expect((await run(connector, [], { credential, metadata: { domain: 'https://user:pw@evil.test' } })).code).toBe('account_reauth');
  });

  it('of another kind are refused before anything is sent', async () => {
    const { code, sent } = await run(connectorWith(me), [], { credential: { type: 'database', dsn: 'x' } });
    expect([code, sent.length]).toEqual(['connection_required', 0]);
  });
});

describe('descriptions', () => {
  const thing = (input: z.ZodType): HttpAction => ({ ...read(() => Promise.resolve(null)), input });

  it('refuse what has no JSON form', () => {
    for (const bad of [z.date(), z.bigint(), z.string().transform(Number), z.coerce.number()]) {
      expect(connectorProblems(connectorWith(thing(z.object({ bad })))).join()).toMatch(/cannot be written as JSON Schema/);
    }
  });

  it('close inputs, and name a field nobody knows', () => {
    const action = thing(z.object({ name: z.string().default('x') }));
    expect(describeAction(connectorWith(action), action).inputSchema).toMatchObject({
      additionalProperties: false,
      properties: { name: { default: 'x' } },
    });
    const { validateInput } = compileAction(connectorWith(action), action, { version: 1 });
    expect(validateInput({})).toEqual({ name: 'x' });
    expect(() => validateInput({ nme: 1 })).toThrow(
      expect.objectContaining({ code: 'input_invalid', detail: { errors: [{ path: 'nme', message: 'Unknown field' }] } }),
    );
  });

  it('include a probe that tells the account name', () => {
    expect(compileProbe(connectorWith(read(() => Promise.resolve(null))), { version: 1 })).toMatchObject({
      action: 'connection.test',
      effect: 'read',
    });
  });
});
