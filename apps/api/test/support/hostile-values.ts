import fc from 'fast-check';

/** What strangers send: odd text of every kind, injections of every language we speak, numbers at every edge. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff',
  '\u202e',
  '\ufeff',
  '﷽',
  '😀'.repeat(50),
  'ı',
  '\r\nX-Injected: 1',
  '%00',
  '%',
  '%zz',
  '..',
  '../../etc/passwd',
  '..%2f..%2f',
  '/',
  '//',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-1',
  '1e400',
  '0x10',
  '1'.repeat(400),
  "' or 1=1 --",
  "'; drop table contacts; --",
  '" union select null--',
  "\\'; select pg_sleep(10)--",
  '$1',
  '%s%n',
  "E'\\\\x00'",
  '{}',
  '[]',
  '"',
  "'",
  '\\',
  '`',
  '{{constructor.constructor("return process")()}}',
  '{{workspace.secret_of_the_suite}}',
  '{{input.__proto__}}',
  '{{',
  '}}',
  '{{'.repeat(3_000),
  '${process.env}',
  '#{7*7}',
  '<%= 7*7 %>',
  '<script>alert(1)</script>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  '(a+)+$',
  `${'a'.repeat(3_000)}!`,
  '[?',
  '[?a==`',
  'a.b[*].c | d',
  '@',
  '*'.repeat(500),
  'x'.repeat(70_000),
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data',
  'http://[::ffff:127.0.0.1]/',
  'http://0x7f000001/',
  'http://user:pass@127.0.0.1/',
  'gopher://x',
  'javascript:alert(1)',
  'http://127.0.0.1:1/',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0199a2b0-0000-7000-8000-00000000000',
  '{0199a2b0-0000-7000-8000-000000000000}',
  '2026-02-30T00:00:00Z',
  '9999999999-01-01',
  '+275760-09-13T00:00:00Z',
  'W10',
  'WyIiXQ',
  'WyInIl0',
  'bnVsbA',
  Buffer.from('["\0"]').toString('base64url'),
  Buffer.from('["0199a2b0-0000-7000-8000-000000000000"]').toString('base64url'),
  Buffer.from('["custom","x"]').toString('base64url'),
];
const HOSTILE_NUMBERS = [0, -0, -1, 1, 0.1, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 2 ** 64, 1e21, Number.MAX_VALUE];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
  fc.uuid(),
);

export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) },
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: null }),
  fc.array(hostileText, { maxLength: 5 }),
  fc.dictionary(
    hostileText.filter((text) => text.length < 200),
    fc.constantFrom<unknown>(1, 'x', null, [], {}),
    { maxKeys: 4 },
  ),
  fc.integer({ min: 1, max: 200 }).map(nested),
  fc.jsonValue({ maxDepth: 4 }),
);

/** `{"a":{"a":…}}` of the given depth. */
function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

/** A good value with one to three places made hostile: replaced, removed, or given an unknown neighbour. */
export function mutated(good: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('replace', 'replace', 'remove', 'add'),
    value: hostileJson,
    name: hostileText.filter((text) => text.length < 200),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((value, { at, kind, value: evil, name }) => {
      const copy = structuredClone(value);
      const places = placesIn(copy);
      const place = places[at % Math.max(1, places.length)];
      if (!place) return evil;
      const holder = place.holder as Record<string, unknown>;
      if (kind === 'replace') holder[place.key] = evil;
      else if (kind === 'remove') Reflect.deleteProperty(holder, place.key);
      else Object.defineProperty(holder, name, { value: evil, enumerable: true, configurable: true, writable: true });
      return copy;
    }, good),
  );
}

function placesIn(value: unknown): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [{ holder: value, key }, ...placesIn(member)]);
}

/** Bytes that are hardly JSON. */
export const hostileBytes: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
  fc
    .constantFrom(
      '{',
      '[',
      '{"a":',
      '{"a":1,}',
      '"\\ud800"',
      '"\\u0000"',
      '\ufeff{}',
      '{"a":1}{"b":2}',
      'NaN',
      '[1e999]',
      '-',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"a":1,"a":2}',
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      ' '.repeat(100_000),
      `"${'x'.repeat(200_000)}"`,
      'x'.repeat(1_000_001),
    )
    .map((text) => new TextEncoder().encode(text)),
);

/** Header values as they may stand on the wire (RFC 9110 §5.5). */
export const hostileHeader: fc.Arbitrary<string> = fc.oneof(
  hostileText.map((text) =>
    Buffer.from(text.slice(0, 300), 'utf8')
      .toString('latin1')
      .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
      .trim(),
  ),
  fc.constantFrom('', 'null', '*', '"1"', 'W/"1"', '-1', '00-00000000000000000000000000000000-0000000000000000-00'),
);
