import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/kernel';
import { importDrafts } from './import-drafts.js';
import type { ImportedDraft } from './draft.js';

function draft(source: string): ImportedDraft {
  const [only, ...others] = importDrafts({ kind: 'curl', source }).drafts;
  expect(others).toEqual([]);
  if (!only) throw new Error('There is no draft.');
  return only;
}

const config = (source: string): JsonObject => draft(source).definition['config'] as JsonObject;

describe('a curl command', () => {
  test('a GET with a token becomes a draft that can be saved', () => {
    const made = draft(
      `curl https://api.example.com/v1/people?limit=5&page=2 -H 'Authorization: Bearer sk_live_123' -H "Accept: application/json" --compressed -s`.replace(
        '?limit=5&page=2',
        "'?limit=5&page=2'",
      ),
    );
    expect(made).toEqual({
      operation: 'request',
      problems: [],
      notes: [],
      secrets: [{ name: 'example_token', usedFor: 'bearer token' }],
      definition: {
        name: 'GET api.example.com/v1/people',
        type: 'single-step',
        inputSchema: { type: 'object' },
        config: {
          method: 'GET',
          url: 'https://api.example.com/v1/people',
          headers: [{ key: 'Accept', value: 'application/json' }],
          queryParams: [
            { key: 'limit', value: '5' },
            { key: 'page', value: '2' },
          ],
          auth: { type: 'bearer', token: '{{workspace.example_token}}' },
        },
      },
    });
  });

  test.each<[string, JsonObject]>([
    [
      "curl -X POST https://a.example/x -H 'Content-Type: application/json' -d '{\"a\": [1, \"it'\\''s\"]}'",
      { method: 'POST', url: 'https://a.example/x', body: { a: [1, "it's"] }, bodyType: 'json' },
    ],
    ['curl https://a.example/x -d \'{"a":1}\'', { method: 'POST', url: 'https://a.example/x', body: { a: 1 }, bodyType: 'json' }],
    ['curl https://a.example/x --json "{\\"a\\":1}"', { method: 'POST', url: 'https://a.example/x', body: { a: 1 }, bodyType: 'json' }],
    [
      "curl https://a.example/x -d a=1 -d 'b=x%20y' --data-urlencode 'c=p&q' -d a=2",
      { method: 'POST', url: 'https://a.example/x', body: { a: ['1', '2'], b: 'x y', c: 'p&q' }, bodyType: 'form' },
    ],
    [
      "curl -G https://a.example/x --data-urlencode 'q=a b' -d n=1",
      {
        method: 'GET',
        url: 'https://a.example/x',
        queryParams: [
          { key: 'q', value: 'a b' },
          { key: 'n', value: '1' },
        ],
      },
    ],
    [
      "curl -XPUT https://a.example/x -H 'Content-Type: application/xml' --data-binary '<a>1</a>'",
      {
        method: 'PUT',
        url: 'https://a.example/x',
        headers: [{ key: 'Content-Type', value: 'application/xml' }],
        body: '<a>1</a>',
        bodyType: 'xml',
      },
    ],
    [
      "curl https://a.example/x -H 'Content-Type: text/csv' --data-raw '@a,b'",
      { method: 'POST', url: 'https://a.example/x', headers: [{ key: 'Content-Type', value: 'text/csv' }], body: '@a,b', bodyType: 'raw' },
    ],
    ['curl -I a.example/x', { method: 'HEAD', url: 'https://a.example/x' }],
    ["curl --request DELETE --url 'http://a.example:8080/x#top'", { method: 'DELETE', url: 'http://a.example:8080/x' }],
    [
      "curl $'https://a.example/x?q=\\u0041\\n' \\\n  -A 'me/1'",
      {
        method: 'GET',
        url: 'https://a.example/x',
        headers: [{ key: 'User-Agent', value: 'me/1' }],
        queryParams: [{ key: 'q', value: 'A' }],
      },
    ],
    ['$ curl -sSLk "https://a.example/x" # a comment', { method: 'GET', url: 'https://a.example/x' }],
  ])('%s', (source, expected) => {
    expect(config(source)).toEqual(expected);
    expect(draft(source).problems).toEqual([]);
  });

  test.each<[string, JsonObject, string[]]>([
    [
      'curl -u ann:pa:ss https://a.example/',
      { auth: { type: 'basic', username: '{{workspace.a_username}}', password: '{{workspace.a_password}}' } },
      ['a_username', 'a_password'],
    ],
    [
      'curl -u sk_test_1: https://api.stripe.com/v1/x',
      { auth: { type: 'basic', username: '{{workspace.stripe_username}}', password: '' } },
      ['stripe_username'],
    ],
    [
      "curl https://api.acme.co.uk/ -H 'Authorization: Basic YW5uOnB3'",
      { auth: { type: 'basic', username: '{{workspace.acme_username}}', password: '{{workspace.acme_password}}' } },
      ['acme_username', 'acme_password'],
    ],
    [
      "curl https://a.example/ -H 'X-API-Key: k1' -H 'Cookie: s=1' -H 'X-Other-Token: k1'",
      {
        headers: [
          { key: 'X-API-Key', value: '{{workspace.a_x_api_key}}' },
          { key: 'Cookie', value: '{{workspace.a_cookie}}' },
          { key: 'X-Other-Token', value: '{{workspace.a_x_api_key}}' },
        ],
      },
      ['a_x_api_key', 'a_cookie'],
    ],
    [
      "curl 'https://a.example/x?api_key=k1&q=2'",
      {
        queryParams: [
          { key: 'api_key', value: '{{workspace.a_api_key}}' },
          { key: 'q', value: '2' },
        ],
      },
      ['a_api_key'],
    ],
    [
      "curl https://a.example/ -d 'client_secret=k1&grant_type=x'",
      { body: { client_secret: '{{workspace.a_client_secret}}', grant_type: 'x' } },
      ['a_client_secret'],
    ],
    [
      'curl https://ann:pw@a.example/x',
      { url: 'https://a.example/x', auth: { type: 'basic', username: '{{workspace.a_username}}', password: '{{workspace.a_password}}' } },
      ['a_username', 'a_password'],
    ],
    [
      'curl "https://a.example/$USER_ID/x?t=${Q}" -H "Authorization: Bearer $API_TOKEN" -d "{\\"v\\": \\"$VALUE\\"}"',
      {
        url: 'https://a.example/{{input.USER_ID}}/x',
        queryParams: [{ key: 't', value: '{{workspace.q}}' }],
        auth: { type: 'bearer', token: '{{workspace.api_token}}' },
        body: { v: '{{workspace.value}}' },
      },
      ['q', 'value', 'api_token'],
    ],
    ['curl --oauth2-bearer k1 https://a.example/', { auth: { type: 'bearer', token: '{{workspace.a_token}}' } }, ['a_token']],
  ])('%s: credentials become named secrets', (source, expected, secrets) => {
    const made = draft(source);
    expect(made.definition['config']).toMatchObject(expected);
    expect(made.secrets.map(({ name }) => name).sort()).toEqual([...secrets].sort());
    expect(made.problems).toEqual([]);
    expect(JSON.stringify(made)).not.toMatch(/k1|sk_test_1|pa:ss|YW5u/);
  });

  test('time limit and retries are taken over within our limits', () => {
    expect(draft('curl -m 5 --retry 9 https://a.example/').definition).toMatchObject({ timeoutMs: 5_000, maxRetries: 5 });
  });

  test('what has no counterpart is told', () => {
    expect(draft("curl -x http://proxy:1 --cacert x.pem -H 'Host: b.example' https://a.example/").notes).toEqual([
      expect.stringContaining('--proxy'),
      expect.stringContaining('--cacert'),
      expect.stringContaining('header Host'),
    ]);
  });

  test.each([
    ['', 'is empty'],
    ['wget https://a.example', 'begins with "wget"'],
    ['curl', 'has no URL'],
    ['curl https://a.example https://b.example', 'more than one URL'],
    ["curl 'https://a.example", 'not closed'],
    ['curl "https://a.example', 'not closed'],
    ["curl $'https://a.example", 'not closed'],
    ['curl https://a.example -H', 'needs a value'],
    ['curl https://a.example | jq .', 'outside quotes'],
    ['curl https://a.example/?a=1&b=2', 'outside quotes'],
    ['curl $(cat url)', 'another command'],
    ['curl `cat url`', 'another command'],
    ['curl https://a.example -d @file.json', 'sends the file'],
    ['curl https://a.example -F a=b', 'multipart'],
    ['curl -T x https://a.example', 'uploads a file'],
    ['curl -~ https://a.example', 'does not know'],
    ['curl -H nocolon https://a.example', 'without a value'],
  ])('%s is refused', (source, message) => {
    expect(() => draft(source)).toThrow(
      expect.objectContaining({
        code: 'input_invalid',
        detail: { errors: [{ path: 'source', message: expect.stringContaining(message) }] },
      }),
    );
  });
});
