import { expect, test } from '@jest/globals';
import { MAX_STORED_JSON_BYTES, Redactor } from './redactor.js';
import { isSensitiveHeader, isSensitiveMember } from './sensitive-names.js';

const redactor = (...secrets: string[]): Redactor => {
  const made = new Redactor();
  for (const secret of secrets) made.add(secret);
  return made;
};

test('a registered secret disappears from text in every form it can take on the wire', () => {
  const secret = 'p@ss w/rd"+é';
  const hide = redactor(secret);
  const base64 = Buffer.from(secret).toString('base64');
  for (const form of [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    encodeURIComponent(secret).toLowerCase(),
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ]) {
    expect(hide.text(`before ${form} after`)).toBe('before [redacted] after');
  }
});

test('a secret that contains another one is replaced as a whole', () => {
  expect(redactor('abcd', 'abcdefgh').text('x abcdefgh y abcd')).toBe('x [redacted] y [redacted]');
});

test('values below four characters are not secrets', () => {
  expect(redactor('abc').text('abc')).toBe('abc');
});

test('JSON loses registered values and the values of sensitive members at any depth', () => {
  const value = {
    a: [{ Client_Secret: 'x1', note: 'has hunter22 inside' }],
    'api-key': 5,
    password: null,
    token: { nested: true },
    max_tokens: 7,
    nextPageToken: 'p2',
  };
  expect(redactor('hunter22').json(value)).toEqual({
    a: [{ Client_Secret: '[redacted]', note: 'has [redacted] inside' }],
    'api-key': '[redacted]',
    password: null,
    token: '[redacted]',
    max_tokens: 7,
    nextPageToken: 'p2',
  });
});

test('a secret that the provider sends back as a number or a member name is hidden too', () => {
  expect(redactor('123456').json({ pin: 123456, n: { '123456': 1 } })).toEqual({ pin: '[redacted]', n: { '[redacted]': 1 } });
});

test('a value with nothing to hide is handed back as it is', () => {
  const value = { id: 1, name: 'Ada' };
  expect(redactor('hunter22').json(value)).toBe(value);
  expect(redactor('hunter22').values(value).value).toBe(value);
});

test('answers to the caller keep their sensitive members but not the registered secrets', () => {
  expect(redactor('hunter22').values({ token: 'made for you', echo: 'hunter22' })).toEqual({
    value: { token: 'made for you', echo: '[redacted]' },
    text: '{"token":"made for you","echo":"[redacted]"}',
  });
});

test('a member called __proto__ stays an ordinary member', () => {
  const value = JSON.parse('{"__proto__":{"password":"x"},"secret":"y"}') as never;
  expect(JSON.stringify(redactor().json(value))).toBe('{"__proto__":{"password":"[redacted]"},"secret":"[redacted]"}');
});

test('sensitive headers are replaced by name, others only lose secrets', () => {
  expect(
    redactor('hunter22').headers({
      Authorization: 'Bearer x',
      'X-Api-Key': 'k',
      Cookie: 'a=b',
      'X-Note': 'hunter22',
      'Idempotency-Key': 'i1',
    }),
  ).toEqual({
    authorization: '[redacted]',
    'x-api-key': '[redacted]',
    cookie: '[redacted]',
    'x-note': '[redacted]',
    'idempotency-key': 'i1',
  });
  expect(isSensitiveHeader('content-type')).toBe(false);
  expect(isSensitiveMember('keyboard')).toBe(false);
});

test('a URL loses credentials, sensitive parameters and secrets, and keeps the rest as it was', () => {
  expect(redactor('hunter22').url('https://u:p@example.com/x/hunter22?api%5Fkey=1&q=a%20b&key=2#frag')).toBe(
    'https://[redacted]@example.com/x/[redacted]?api%5Fkey=[redacted]&q=a%20b&key=[redacted]#frag',
  );
});

test('a large value is stored as a marker with its size and a redacted beginning', () => {
  const value = { password: 'open sesame', secretAt: `${'x'.repeat(4_050)}hunter22`, rest: 'é'.repeat(40_000) };
  const marker = JSON.parse(redactor('hunter22').jsonText(value)) as { truncated: boolean; bytes: number; preview: string };
  expect(marker).toMatchObject({ truncated: true, bytes: Buffer.byteLength(JSON.stringify(value)) });
  expect(marker.preview).toHaveLength(4_096);
  expect(marker.preview).toContain('"password":"[redacted]"');
  expect(marker.preview).not.toContain('hunter');
});

test('a value of exactly the allowed size is stored whole', () => {
  const value = 'a'.repeat(MAX_STORED_JSON_BYTES - 2);
  expect(redactor().jsonText(value)).toHaveLength(MAX_STORED_JSON_BYTES);
  expect(redactor().jsonText(`${value}a`)).toContain('"truncated":true');
});

test('text made to be slow is read in linear time', () => {
  const started = performance.now();
  redactor('hunter22').jsonText({ a: 'key'.repeat(20_000), b: 'token_'.repeat(500_000) }, { maxBytes: 64_000_000 });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('what a caller sent under a secret name is hidden where it is shown, and stays in the caller’s own answer', () => {
  const hide = redactor('hunter22');
  hide.addNamed({ list: [{ apiKey: 'sent-by-caller' }], password: 'short', note: 'kept words', token: '[redacted]' });
  const echo = { said: 'you sent sent-by-caller and hunter22, and short' };
  expect(hide.text(echo.said)).toBe('you sent [redacted] and [redacted], and short');
  expect(hide.json(echo)).toEqual({ said: 'you sent [redacted] and [redacted], and short' });
  expect(hide.jsonText(echo)).toBe('{"said":"you sent [redacted] and [redacted], and short"}');
  expect(hide.values(echo).value).toEqual({ said: 'you sent sent-by-caller and [redacted], and short' });
  expect(hide.text('kept words')).toBe('kept words');
});
