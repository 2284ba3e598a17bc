import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { isPlatformError, type JsonValue, type ProviderRequest } from '@patchbay/kernel';
import { testRun } from '../../test/connector-run.js';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.jsonValue().map((value) => value as JsonValue),
  fc.constantFrom(
    '..',
    '.',
    '',
    '/',
    '%2e%2e',
    '{{input.a}}',
    '{{workspace.k}}',
    '\r\nX: 1',
    '\u0000',
    ']]>',
    '--><x>',
    '"}',
    "'",
    '</a><b>',
    '&#0;',
    '__proto__',
    'constructor',
    '\ud800',
    '#x',
    '?x',
    '@evil.example',
    '\\',
    '😀',
    '-1',
    '1e999',
  ),
);
const hostile = fc.record({
  a: nasty,
  b: nasty,
  o: fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '@_x', '#text', '?xml')), nasty, {
    maxKeys: 3,
  }),
});

const DEFINITIONS: Readonly<Record<string, Record<string, unknown>>> = {
  json: { body: { a: '{{input.a}}', t: 'x {{input.b}}', o: '{{input.o}}' } },
  jsonText: { body: '{"a": {{input.a}}, "t": "x {{input.b}}"}' },
  form: { bodyType: 'form', body: { a: '{{input.a}}', o: '{{input.o}}', t: 'x{{input.b}}' } },
  xml: { bodyType: 'xml', body: '<a n="{{input.a}}"><b>{{input.b}}</b></a>' },
  xmlObject: { bodyType: 'xml', body: { a: { b: '{{input.b}}', o: '{{input.o}}' } } },
};

/** What must be true of every request that leaves, whatever it was filled with. */
function checkRequest(kind: string, { url, headers, body }: ProviderRequest): void {
  const parsed = new URL(url);
  expect([parsed.origin, parsed.username, parsed.hash, parsed.pathname.split('/').length]).toEqual(['https://api.example.com', '', '', 4]);
  expect(parsed.pathname.startsWith('/v1/')).toBe(true);
  expect([...parsed.searchParams.keys()].every((name) => ['q', 'last'].includes(name))).toBe(true);
  for (const [name, value] of Object.entries(headers)) expect([name, /^[\t\x20-\x7e\x80-\xff]*$/.test(value)]).toEqual([name, true]);
  if (kind.startsWith('json')) expect(Object.keys(JSON.parse(String(body)) as object)).toEqual(expect.arrayContaining(['a', 't']));
  if (kind === 'xml') expect([XMLValidator.validate(String(body)), String(body).match(/<[a-z]/g)]).toEqual([true, ['<a', '<b']]);
  if (kind === 'xmlObject') expect(XMLValidator.validate(String(body))).toBe(true);
  if (kind === 'form')
    for (const pair of String(body).split('&')) expect(pair).toMatch(/^(?:[\w.*+-]|%[0-9A-F]{2})+=(?:[\w.*+-]|%[0-9A-F]{2})*$/);
}

test.each(Object.keys(DEFINITIONS))('whatever values fill a request with a %s body, it keeps its shape or is refused', async (kind) => {
  const { runnable } = testRun({
    config: {
      method: 'POST',
      url: 'https://api.example.com/v1/{{input.a}}/end',
      queryParams: [
        { key: 'q', value: '{{input.b}}' },
        { key: 'last', value: '1' },
      ],
      headers: [{ key: 'X-A', value: 'v{{input.a}}' }],
      auth: { type: 'bearer', token: 'x{{input.b}}' },
      output: { all: '@', some: 'a.b[0] || keys(@)' },
      ...DEFINITIONS[kind],
    },
    fieldMappings: [
      { sourcePath: 'all.a', targetField: 'email' },
      { sourcePath: 'all.o', targetField: 'customFields.o' },
    ],
  });
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(hostile, async (input) => {
      try {
        const { output } = await runnable.run({
          input: input as JsonValue,
          workspaceSecret: async () => 'secret',
          credential: { credential: { type: 'none' }, metadata: {}, source: 'none' },
          signal: new AbortController().signal,
          deadlineAt: Date.now() + 60_000,
          now: new Date(0),
          onStep: (step) => void JSON.stringify(step),
          onCost: () => undefined,
          redact: (text) => text,
          send: async (request) => {
            sent++;
            checkRequest(kind, request);
            return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(input)), url: '' };
          },
        });
        runnable.mapContact(output);
      } catch (thrown) {
        if (!isPlatformError(thrown)) throw thrown;
        expect(['template_invalid', 'mapping_failed']).toContain(thrown.code);
      }
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(sent).toBeGreaterThan(20);
});

test('whatever a provider answers, the run ends with a result or an error of the catalogue', async () => {
  const type = fc.constantFrom(
    'application/json',
    'application/xml',
    'text/plain',
    'application/x-www-form-urlencoded',
    'image/png',
    '',
    'text/plain; charset=utf-16',
    'application/json; charset="x',
  );
  const body = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .constantFrom('<a><b x="1"/>', '<a>&x;</a>', '{"message":{}}', '[[[', 'a=1&__proto__=2', '<!doctype html>')
      .map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 200, max: 599 }), type, body, async (status, contentType, bytes) => {
      const { run, steps } = testRun(
        { config: { url: 'https://a.example/', output: { a: 'a', b: '[*].b', c: 'length(@)' } } },
        { answer: () => ({ status, type: contentType, body: bytes }) },
      );
      try {
        await run();
      } catch (thrown) {
        if (!isPlatformError(thrown)) throw thrown;
        expect(thrown.code).not.toBe('bug');
      }
      expect(steps).toHaveLength(1);
      expect(JSON.parse(JSON.stringify(steps[0]))).toMatchObject({ id: 'request' });
    }),
    { numRuns: 300 },
  );
});
