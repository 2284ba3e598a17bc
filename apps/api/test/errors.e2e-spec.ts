import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApi, type Answer, type TestApi } from './support/test-api.js';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly traceId: string;
  readonly errors?: { path: string; message: string }[];
}

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const CONTACTS = '/api/v1/contacts';
const NOBODY = '0199a2b0-0000-7000-8000-000000000000';

function expectProblem(answer: Answer<unknown>, status: number, code: string): Problem {
  const problem = answer.body as Problem;
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(problem).toMatchObject({
    type: `/docs/errors#${code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code,
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('x-trace-id')).toBe(problem.traceId);
  return problem;
}

describe('what is wrong with a body', () => {
  test.each<[string, string, number, string, string | undefined]>([
    ['no JSON', '{"firstname": ', 400, 'malformed_json', undefined],
    ['an unknown field', '{"nickname":"x"}', 400, 'input_invalid', 'nickname'],
    ['a wrong type', '{"firstname":7}', 400, 'input_invalid', 'firstname'],
    ['a NUL character', '{"customFields":{"a":["\\u0000"]}}', 400, 'input_invalid', 'customFields.a[0]'],
    ['half a surrogate pair', '{"firstname":"\\ud800"}', 400, 'input_invalid', 'firstname'],
    ['a prototype key', '{"__proto__":{"a":1}}', 400, 'input_invalid', '__proto__'],
    ['deep nesting', `{"customFields":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`, 400, 'input_invalid', ''],
    ['an array', '[]', 400, 'input_invalid', ''],
    ['a number', '1e999', 400, 'input_invalid', ''],
    ['null', 'null', 400, 'input_invalid', ''],
  ])('is told: %s', async (_what, raw, status, code, path) => {
    const problem = expectProblem(await api.call('POST', CONTACTS, { raw }), status, code);
    if (path !== undefined) expect(problem.errors?.[0]?.path).toBe(path);
  });

  test('a body over 1 MB answers 413, one just below is read', async () => {
    const body = (bytes: number): string => `{"csv":"${'x'.repeat(bytes - 10)}"}`;
    expectProblem(await api.call('POST', `${CONTACTS}/import`, { raw: body(1_000_001) }), 413, 'payload_too_large');
    expectProblem(await api.call('POST', `${CONTACTS}/import`, { raw: body(1_000_000) }), 400, 'input_invalid');
  });

  test('a chunked body over 1 MB answers 413 as well', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let count = 0; count < 20; count += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(65_536)));
        controller.close();
      },
    });
    const response = await fetch(`${api.url}${CONTACTS}`, {
      method: 'POST',
      duplex: 'half',
      body: chunks,
      headers: { authorization: `Bearer ${api.adminKey}`, 'content-type': 'application/json' },
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense'])(
    'the content type %s answers 415',
    async (type) => {
      expectProblem(await api.call('POST', CONTACTS, { raw: 'a=b', headers: { 'content-type': type } }), 415, 'unsupported_media_type');
    },
  );

  test('a missing body answers 400', async () => {
    expectProblem(await api.call('POST', '/api/v1/api-keys'), 400, 'input_invalid');
    expectProblem(
      await api.call('POST', '/api/v1/api-keys', { raw: '', headers: { 'content-type': 'application/json' } }),
      400,
      'input_invalid',
    );
  });
});

describe('what is wrong with an address', () => {
  test.each([
    `${CONTACTS}/${NOBODY}`,
    `${CONTACTS}/x`,
    `${CONTACTS}/%00`,
    `${CONTACTS}/${'x'.repeat(250)}`,
    `${CONTACTS}/..%2f..%2fetc`,
    '/api/v1/executions/1',
    '/api/v1/nothing',
    '/api/v2/contacts',
    '/api/v1/connectors/nope',
    '/api/v1/workspaces/x/members',
  ])('%s answers 404', async (path) => {
    expectProblem(await api.call('GET', path), 404, 'not_found');
  });

  test('an over-long or badly encoded path is a problem, too', async () => {
    expectProblem(await api.call('GET', `${CONTACTS}/${'x'.repeat(2_000)}`), 404, 'not_found');
    expectProblem(await api.call('GET', `${CONTACTS}/%zz`), 400, 'input_invalid');
  });

  test('a member named ".." does not make a request about the workspace', async () => {
    const workspace = (await api.call<{ id: string }>('POST', '/api/v1/workspaces', { body: { name: 'Kept' } })).body.id;
    expectProblem(await api.call('DELETE', `/api/v1/workspaces/${workspace}/members/..`), 404, 'not_found');
    expect((await api.call('GET', `/api/v1/workspaces/${workspace}`)).status).toBe(200);
  });

  test('a method that is not there answers 405 with those that are', async () => {
    const answer = await api.call('PUT', CONTACTS);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    expectProblem(await api.call('DELETE', '/health'), 405, 'method_not_allowed');
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=x', 'cursor'],
    ['cursor=WyJ4Il0', 'cursor'],
    ['page=2', 'page'],
    ['q=%00', 'q'],
  ])('?%s answers 400 and names the parameter', async (query, path) => {
    expect(expectProblem(await api.call('GET', `${CONTACTS}?${query}`), 400, 'input_invalid').errors?.[0]?.path).toBe(path);
  });
});

describe('every answer', () => {
  test('carries the caller’s trace id, or a new one', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const given = await api.call('GET', CONTACTS, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    expect(given.headers.get('x-trace-id')).toBe(traceId);
    const made = await api.call('GET', CONTACTS, { headers: { traceparent: 'nonsense' } });
    expect(made.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(api.log()).toContain(`"traceId":"${traceId}"`);
  });

  test('is told not to be sniffed, framed or kept', async () => {
    const { headers } = await api.call('GET', CONTACTS);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is logged without path, query, header values or body', async () => {
    await api.call('POST', `${CONTACTS}?q=find-me-query`, { body: { firstname: 'find-me-body' }, headers: { 'x-find': 'find-me-header' } });
    await api.call('GET', `${CONTACTS}/find-me-path`, { key: 'find-me-credential' });
    expect(api.log()).not.toContain('find-me');
    expect(api.log()).toContain('"route":"/api/v1/contacts/:id"');
  });
});

describe('what is no HTTP', () => {
  async function speak(bytes: string): Promise<string> {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.end(bytes);
    return text(socket);
  }

  test('answers a problem and closes', async () => {
    const answer = await speak('NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'input_invalid', status: 400 });
  });

  test('headers beyond 16 KB answer 431', async () => {
    expect(await speak(`GET /health HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('a request that hides another in its lengths is refused', async () => {
    expect(
      await speak('POST /api/v1/contacts HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 400 /);
  });
});
