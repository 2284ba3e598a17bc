import { describe, expect, test } from '@jest/globals';
import type { Credential, JsonValue, ProviderRequest } from '@patchbay/kernel';
import { failureOf, testRun, type Setting } from '../../test/connector-run.js';

async function sent(config: Record<string, unknown>, setting: Setting = {}): Promise<ProviderRequest> {
  const { run, requests } = testRun({ config: { method: 'POST', url: 'https://a.example/x', ...config } }, setting);
  await run();
  const [request] = requests;
  if (!request) throw new Error('Nothing was sent.');
  return request;
}

const refused = async (config: Record<string, unknown>, input: JsonValue, message: string): Promise<void> => {
  const error = await failureOf(testRun({ config: { method: 'POST', url: 'https://a.example/x', ...config } }, { input }).run());
  expect(error).toMatchObject({ code: 'template_invalid', message: expect.stringContaining(message) });
};

describe('a body', () => {
  const input = { id: 7, name: 'Ann "A" <b> & \'c\'', list: [1, 'x y'], o: { a: null }, z: null };

  test.each<[string, Record<string, unknown>, string | undefined, string | undefined]>([
    [
      'json keeps types',
      { body: { id: '{{input.id}}', all: '{{input}}', text: '#{{input.id}} {{input.name}}', fixed: [1, true, null, 'é'] } },
      `{"id":7,"all":${JSON.stringify(input)},"text":"#7 Ann \\"A\\" <b> & 'c'","fixed":[1,true,null,"é"]}`,
      'application/json',
    ],
    ['json from one placeholder', { body: '{{input.o}}' }, '{"a":null}', 'application/json'],
    [
      'json from text',
      { body: '{"id": {{input.id}}, "n": "{{input.name}}", "l": [{{input.list}}], "d": {{input.q | default: {"x": 1}}}}' },
      '{"id":7,"n":"Ann \\"A\\" <b> & \'c\'","l":[[1,"x y"]],"d":{"x":1}}',
      'application/json',
    ],
    ['json from constant text', { body: '[1, 2]' }, '[1,2]', 'application/json'],
    [
      'form repeats lists and leaves null out',
      {
        bodyType: 'form',
        body: {
          'a b': '{{input.name}}',
          l: '{{input.list}}',
          o: '{{input.o}}',
          n: '{{input.q | default: null}}',
          f: 5,
          t: 'x {{input.id}}',
        },
      },
      'a+b=Ann+%22A%22+%3Cb%3E+%26+%27c%27&l=1&l=x+y&o=%7B%22a%22%3Anull%7D&f=5&t=x+7',
      'application/x-www-form-urlencoded',
    ],
    [
      'form from text',
      { bodyType: 'form', body: 'a=1&n={{input.name}}' },
      'a=1&n=Ann+%22A%22+%3Cb%3E+%26+%27c%27',
      'application/x-www-form-urlencoded',
    ],
    [
      'xml from text',
      { bodyType: 'xml', body: '<?xml version="1.0"?><a n="{{input.name}}"><!-- x > y --><b>{{input.name}}</b>{{input.id}}</a>' },
      '<?xml version="1.0"?><a n="Ann &quot;A&quot; &lt;b&gt; &amp; &apos;c&apos;"><!-- x > y --><b>Ann &quot;A&quot; &lt;b&gt; &amp; &apos;c&apos;</b>7</a>',
      'application/xml; charset=utf-8',
    ],
    [
      'xml from an object',
      { bodyType: 'xml', body: { order: { '@_id': '{{input.id}}', item: '{{input.list}}', note: '{{input.name}}', '#text': 'hi' } } },
      '<order id="7"><item>1</item><item>x y</item><note>Ann &quot;A&quot; &lt;b&gt; &amp; &apos;c&apos;</note>hi</order>',
      'application/xml; charset=utf-8',
    ],
    ['raw as it is', { bodyType: 'raw', body: 'say {{input.name}}' }, 'say Ann "A" <b> & \'c\'', 'text/plain; charset=utf-8'],
    ['json left out by default: null', { body: '{{input.none | default: null}}' }, undefined, undefined],
    ['none', {}, undefined, undefined],
    ['none with GET', { method: 'GET', body: { a: 1 } }, undefined, undefined],
    ['none with HEAD', { method: 'head', body: { a: 1 } }, undefined, undefined],
    ['with DELETE', { method: 'DELETE', body: { a: 1 } }, '{"a":1}', 'application/json'],
  ])('%s', async (_name, config, body, contentType) => {
    const request = await sent(config, { input });
    expect(request.body).toBe(body);
    expect(request.headers['Content-Type']).toBe(contentType);
  });

  test("the author's content type wins", async () => {
    expect((await sent({ body: { a: 1 }, headers: [{ key: 'content-type', value: 'application/vnd.api+json' }] })).headers).toEqual({
      'content-type': 'application/vnd.api+json',
    });
  });

  test('values cannot break out of XML', async () => {
    await refused({ bodyType: 'xml', body: { a: '{{input.o}}' } }, { o: { 'b><c': 1 } }, 'cannot be the name of an XML element');
    await refused({ bodyType: 'xml', body: { a: '{{input.o}}' } }, { o: { '@_x': { y: 1 } } }, 'must be a text, a number or a boolean');
    await refused({ bodyType: 'xml', body: { a: '{{input.o}}' } }, { o: { '?xml': 'x', '!DOCTYPE': 'y' } }, 'cannot be the name');
    await refused({ bodyType: 'xml', body: '<a>{{input.t}}</a>' }, { t: 'a\u0000b' }, 'XML cannot carry');
  });

  test('null where a text is needed is told', async () => {
    await refused({ bodyType: 'form', body: { a: '{{input.z}}' } }, { z: null }, 'default: null');
    await refused({ body: { a: 'x {{input.z}}' } }, { z: null }, '{{input.z}} is null');
  });
});

describe('headers and query', () => {
  test('a header or parameter is left out by default: null', async () => {
    const maybe = '{{input.q | default: null}}';
    const request = await sent(
      {
        method: 'GET',
        headers: [
          { key: 'X-A', value: maybe },
          { key: 'X-B', value: ' {{input.b}} ' },
        ],
        queryParams: [
          { key: 'q', value: maybe },
          { key: 'l', value: '{{input.l}}' },
          { key: 'a&b', value: 'c d' },
        ],
      },
      { input: { b: 'x', l: [1, 'a/b'] } },
    );
    expect(request).toMatchObject({ url: 'https://a.example/x?l=1&l=a%2Fb&a%26b=c%20d', headers: { 'X-B': 'x' } });
    expect(request.headers).not.toHaveProperty('X-A');
  });

  test('parameters join a query that is already there', async () => {
    const url = async (start: string): Promise<string> =>
      (await sent({ method: 'GET', url: start, queryParams: [{ key: 'a', value: '1' }] })).url;
    expect(await url('https://a.example/x?b=2')).toBe('https://a.example/x?b=2&a=1');
    expect(await url('https://a.example/x?')).toBe('https://a.example/x?a=1');
    expect(await url('https://a.example')).toBe('https://a.example/?a=1');
  });

  test.each(['a\r\nX-Evil: 1', 'a\nb', 'a\u0000b', 'snow ☃', 'a\u007fb'])('the header value %j is refused', async (v) => {
    await refused({ headers: [{ key: 'X', value: 'p {{input.v}}' }] }, { v }, 'config.headers[0].value: holds a line break');
  });

  test('a header has a bounded length', async () => {
    await refused({ headers: [{ key: 'X', value: '{{input.v}}' }] }, { v: 'x'.repeat(9_000) }, 'longer than 8192');
  });
});

describe('auth', () => {
  const secrets = { t: 'to/ken', u: 'ann', p: 'pass:ü' };
  const withCredential = (credential: Credential): Setting => ({ credential: { credential, metadata: {}, source: 'stored' } });

  test.each<[Record<string, unknown>, Record<string, string>, string]>([
    [{ type: 'none' }, {}, ''],
    [{ type: 'bearer', token: '{{workspace.t}}' }, { Authorization: 'Bearer to/ken' }, ''],
    [
      { type: 'basic', username: '{{workspace.u}}', password: '{{workspace.p}}' },
      { Authorization: `Basic ${Buffer.from('ann:pass:ü').toString('base64')}` },
      '',
    ],
    [{ type: 'api_key', name: 'X-Key', value: 'v {{workspace.t}}' }, { 'X-Key': 'v to/ken' }, ''],
    [{ type: 'api_key', in: 'query', name: 'api key', value: '{{workspace.t}}' }, {}, '?api%20key=to%2Fken'],
  ])('%j', async (auth, headers, query) => {
    expect(await sent({ method: 'GET', auth }, { secrets })).toMatchObject({ headers, url: `https://a.example/x${query}` });
  });

  test.each<[Credential, Record<string, unknown>, Record<string, string>, string]>([
    [{ type: 'bearer', token: 'b' }, {}, { Authorization: 'Bearer b' }, ''],
    [{ type: 'oauth2', accessToken: 'o' }, {}, { Authorization: 'Bearer o' }, ''],
    [{ type: 'oauth2', accessToken: 'o' }, { name: 'X-Token' }, { 'X-Token': 'o' }, ''],
    [{ type: 'oauth2', accessToken: 'o' }, { prefix: 'Zoho-oauthtoken ' }, { Authorization: 'Zoho-oauthtoken o' }, ''],
    [{ type: 'api_key', apiKey: 'k' }, {}, { Authorization: 'k' }, ''],
    [{ type: 'api_key', apiKey: 'k' }, { prefix: 'Key ' }, { Authorization: 'Key k' }, ''],
    [{ type: 'api_key', apiKey: 'k' }, { name: 'X-Api-Key' }, { 'X-Api-Key': 'k' }, ''],
    [{ type: 'api_key', apiKey: 'k&' }, { in: 'query', name: 'key' }, {}, '?key=k%26'],
    [{ type: 'basic', username: 'u', password: 'p' }, {}, { Authorization: 'Basic dTpw' }, ''],
  ])('a connection with %j and %j', async (credential, config, headers, query) => {
    const request = await sent({ method: 'GET', auth: { type: 'connection', ...config } }, withCredential(credential));
    expect(request).toMatchObject({ headers, url: `https://a.example/x${query}` });
  });

  test('a request with a connection is signed afresh with the credential of the moment', async () => {
    const credential = { credential: { type: 'bearer' as const, token: 'old' }, metadata: {}, source: 'stored' };
    const request = await sent({ auth: { type: 'connection' } }, { credential });
    credential.credential.token = 'new';
    expect(request.resign?.()).toMatchObject({ url: 'https://a.example/x', headers: { Authorization: 'Bearer new' } });
    expect(await sent({ auth: { type: 'bearer', token: 'x' } })).not.toHaveProperty('resign');
  });

  test.each<[Credential, string]>([
    [{ type: 'none' }, 'connection_required'],
    [{ type: 'database', dsn: 'x' }, 'connection_required'],
    [{ type: 'bearer', token: 'a\r\nb' }, 'account_reauth'],
  ])('%j cannot be used', async (credential, code) => {
    expect(
      await failureOf(testRun({ config: { url: 'https://a.example/', auth: { type: 'connection' } } }, withCredential(credential)).run()),
    ).toMatchObject({ code });
  });

  test('a credential that turns out empty is an error', async () => {
    await refused({ auth: { type: 'bearer', token: '{{input.t}}' } }, { t: '' }, 'config.auth.token: is empty');
    await refused({ auth: { type: 'basic', username: '{{input.t}}', password: 'x' } }, { t: 'a:b' }, 'must not hold a colon');
  });

  test('the auth of a multi-step connector serves every step without its own', async () => {
    const { run, requests } = testRun({
      config: {
        auth: { type: 'bearer', token: 'shared' },
        steps: [
          { id: 'a', url: 'https://a.example/' },
          { id: 'b', url: 'https://a.example/', auth: { type: 'none' } },
        ],
      },
    });
    await run();
    expect(requests.map(({ headers }) => headers)).toEqual([{ Authorization: 'Bearer shared' }, {}]);
  });
});
