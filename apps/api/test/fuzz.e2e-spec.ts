import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ERROR_CATALOG, type ErrorCode } from '@patchbay/kernel';
import fc from 'fast-check';
import { GOOD_REQUESTS, type GoodRequest } from './support/good-requests.js';
import { hostileBytes, hostileHeader, hostileJson, hostileText, mutated } from './support/hostile-values.js';
import { operationsOf, publishedDocument, type PublishedOperation } from './support/published.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

// `npm run test:fuzz` asks for many more; the same suite with few runs with every test.
const CASES = Number(process.env['FUZZ_CASES'] ?? 1_500);
const SEED = process.env['FUZZ_SEED'];
const HANG_MS = 8_000;

/** Operations that call a provider may answer its failures, which are not ours: 502, 503 and 504 of those codes only. */
const CALLS_PROVIDER = new Set(['retryExecutionControl', 'executeConnector', 'testConnectorTest', 'testDraftConnectorTest']);
/** What must be in no answer and no log line: the seeded secrets, and what only the inside knows. */
const SECRET = 'the-seeded-secret-of-the-suite';
const INSIDE =
  /\bat [\w.<>]+ \(|node_modules|\.[jt]s:\d+|syntax error|relation "|violates |invalid input syntax|select .+ from |insert into/i;

let api: TestApi;
let world: World;
let stranger: World;
let operations: PublishedOperation[];
let good: Map<string, GoodRequest>;
let ids: string[];
/** How often each status was answered. */
const answered = new Map<number, number>();

beforeAll(async () => {
  api = await startTestApi();
  operations = operationsOf(await publishedDocument(api));
  world = await World.create(api);
  stranger = await World.create(api);
  await world.call('PUT', '/api/v1/credentials/secret_of_the_suite', { body: { value: SECRET } });
  good = new Map(
    await Promise.all(operations.map(async ({ id }) => [id, await (GOOD_REQUESTS[id] as (typeof GOOD_REQUESTS)[string])(world)] as const)),
  );
  ids = [
    await world.contact(),
    await world.connector(),
    await world.execution(),
    await stranger.contact(),
    await stranger.connector(),
    await stranger.execution(),
    stranger.workspaceId,
  ];
}, 60_000);
afterAll(async () => {
  await world.close();
  await stranger.close();
  await api.close();
});

/** Whoever runs the server sees the workspaces by name and in counts, and nothing of what is in them. */
const NAMES_ALL_WORKSPACES: ReadonlySet<string> = new Set(['workspacesAdminMetrics']);

interface Case {
  readonly id: string;
  readonly method: string;
  readonly address: string;
  readonly payload: string | Uint8Array<ArrayBuffer> | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Anything a caller could send to one operation. */
function caseOf(published: PublishedOperation): fc.Arbitrary<Case> {
  const { path, operation } = published;
  const request = good.get(published.id) ?? {};
  const anyId = fc.oneof(
    fc.constantFrom(...ids),
    hostileText.filter((text) => text.length < 500),
  );
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const pathValues = fc.tuple(...names.map((name) => fc.oneof(fc.constant(request.path?.[name] ?? 'x'), anyId)));
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
  const pairs = fc.array(
    fc.tuple(known.length > 0 ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, hostileText) : hostileText, hostileText),
    { maxLength: 3 },
  );
  const body =
    operation.requestBody === undefined
      ? fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, hostileJson.map(asText))
      : fc.oneof(
          { weight: 6, arbitrary: mutated(request.body ?? {}).map(asText) },
          hostileJson.map(asText),
          hostileBytes,
          fc.constant(undefined),
        );
  const type = fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    fc.constantFrom('application/json; charset=utf-16', 'text/plain', 'application/xml', ''),
    hostileHeader,
  );
  const extra = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc.dictionary(
      fc.constantFrom(
        'x-workspace-id',
        'traceparent',
        'idempotency-key',
        'if-match',
        'accept',
        'content-encoding',
        'range',
        'x-http-method-override',
      ),
      hostileHeader,
      { maxKeys: 2 },
    ),
  );
  return fc.record({ pathValues, pairs, body, type, extra }).map((drawn) => ({
    id: published.id,
    method: published.method,
    address: address(path, names, drawn.pathValues, drawn.pairs),
    payload: drawn.body,
    headers: {
      ...drawn.extra,
      ...(drawn.body === undefined ? {} : { 'content-type': drawn.type }),
      authorization: `Bearer ${request.asPlatformAdmin === true ? api.adminKey : world.key}`,
    },
  }));
}

const asText = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** Percent-encoded as a client would, or left as it is where a URL bears it. */
function encoded(text: string): string {
  const wellFormed = text.toWellFormed();
  return /^[\w.%*'()!~-]*$/.test(wellFormed) && wellFormed !== '.' && wellFormed !== '..' ? wellFormed : encodeURIComponent(wellFormed);
}

function address(path: string, names: readonly string[], values: readonly string[], pairs: readonly (readonly [string, string])[]): string {
  const filled = names.reduce((text, name, index) => text.replace(`{${name}}`, () => encoded(values[index] ?? '') || '%20'), path);
  const query = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value).slice(0, 4_000)}`).join('&');
  return `${filled}${query === '' ? '' : `?${query}`}`;
}

async function expectCivil({ id, method, address: path, payload, headers }: Case): Promise<void> {
  const bodyless = method === 'GET';
  const response = await fetch(`${api.url}${path}`, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(HANG_MS),
    headers,
    ...(payload === undefined || bodyless ? {} : { body: payload }),
  });
  const text = await textOf(response);
  answered.set(response.status, (answered.get(response.status) ?? 0) + 1);
  const told = { operation: id, path: path.slice(0, 300), status: response.status, text: text.slice(0, 600) };
  if (response.status >= 400) expectHonestProblem(id, response, text, told);
  const strange = !NAMES_ALL_WORKSPACES.has(id) && text.includes(stranger.marker);
  if (text.includes(SECRET) || strange) throw new Error(`a leak: ${JSON.stringify(told)}`);
}

/** A stream has no end of its own: only its beginning is read. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
}

function expectHonestProblem(id: string, response: Response, text: string, told: object): void {
  const problem = JSON.parse(text) as { code: ErrorCode; status: number; detail: string; errors?: { path: string; message: string }[] };
  const { fault, status } = ERROR_CATALOG[problem.code];
  const allowed = response.status < 500 || (CALLS_PROVIDER.has(id) && fault === 'provider');
  if (!allowed) throw new Error(`not a caller's error: ${JSON.stringify(told)}`);
  // 431 has no code of its own: it is found before there is a request.
  const honest = response.status === status || response.status === 431;
  if (response.headers.get('content-type') !== 'application/problem+json; charset=utf-8' || !honest)
    throw new Error(`no problem document: ${JSON.stringify(told)}`);
  if (INSIDE.test(problem.detail)) throw new Error(`tells of the inside: ${JSON.stringify(told)}`);
}

test(
  `${CASES} hostile requests over all operations are answered without a 5xx, a hang or a leak`,
  async () => {
    const risky = operations.filter(({ path }) => !path.includes('health'));
    const any = fc.constantFrom(...risky).chain(caseOf);
    await fc.assert(fc.asyncProperty(any, expectCivil), {
      numRuns: CASES,
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      endOnFailure: true,
    });
    expect(api.log()).not.toContain(SECRET);
    // The suite has to get past the door, and to be stopped at each of these.
    expect([...answered.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404, 413, 415]));
    expect(answered.get(200)).toBeGreaterThan(CASES / 20);
    expect((await world.call('GET', '/api/v1/contacts')).status).toBe(200);
    expect((await api.call('GET', '/health/ready', { key: null })).status).toBe(200);
  },
  60_000 + CASES * 100,
);
