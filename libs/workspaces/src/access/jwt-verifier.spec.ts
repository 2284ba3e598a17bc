import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { JwtVerifier, looksLikeJwt } from './jwt-verifier.js';

const SECRET = 'a secret of at least thirty-two characters';
const NOW = Date.parse('2026-01-31T12:00:00Z');
const seconds = (offset: number): number => NOW / 1000 + offset;

interface Claims {
  readonly sub?: string | undefined;
  readonly exp?: number | undefined;
  readonly nbf?: number;
  readonly iss?: string;
  readonly aud?: string;
  readonly email?: string;
}

const GOOD: Claims = { sub: 'ada', exp: seconds(300), iss: 'https://issuer.example', aud: 'patchbay', email: 'ada@example.com' };

function signed(claims: Claims, key: Uint8Array | CryptoKey, alg: string, kid?: string): Promise<string> {
  return new SignJWT(JSON.parse(JSON.stringify(claims)) as JWTPayload)
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
    .sign(key);
}

describe('with a shared secret', () => {
  const key = new TextEncoder().encode(SECRET);
  const verifier = new JwtVerifier({ secret: SECRET, issuer: 'https://issuer.example', audience: 'patchbay' }, () => NOW);

  test('takes a good token and tells until when it may be used', async () => {
    expect(await verifier.verified(await signed(GOOD, key, 'HS256'))).toEqual({
      subject: 'ada',
      email: 'ada@example.com',
      usableUntilMs: NOW + 330_000,
    });
  });

  test('bears with clocks that differ by half a minute', async () => {
    expect(await verifier.verified(await signed({ ...GOOD, exp: seconds(-29) }, key, 'HS256'))).toBeDefined();
    expect(await verifier.verified(await signed({ ...GOOD, nbf: seconds(29) }, key, 'HS256'))).toBeDefined();
  });

  test.each<[string, Claims]>([
    ['expired', { ...GOOD, exp: seconds(-31) }],
    ['not valid yet', { ...GOOD, nbf: seconds(60) }],
    ['of another issuer', { ...GOOD, iss: 'https://evil.example' }],
    ['for another audience', { ...GOOD, aud: 'else' }],
    ['without subject', { ...GOOD, sub: undefined }],
    ['with an empty subject', { ...GOOD, sub: '' }],
    ['that never expires', { ...GOOD, exp: undefined }],
  ])('refuses a token %s', async (_what, claims) => {
    expect(await verifier.verified(await signed(claims, key, 'HS256'))).toBeUndefined();
  });

  test('refuses a wrong signature, another algorithm and none', async () => {
    expect(await verifier.verified(await signed(GOOD, new TextEncoder().encode(`${SECRET}!`), 'HS256'))).toBeUndefined();
    expect(await verifier.verified(await signed(GOOD, key, 'HS384'))).toBeUndefined();
    expect(await verifier.verified(new UnsecuredJWT({ sub: 'ada', exp: seconds(300) }).encode())).toBeUndefined();
    expect(await verifier.verified('eyJhbGciOiJIUzI1NiJ9.e30.AAAA')).toBeUndefined();
  });
});

describe('with an issuer’s published keys', () => {
  let server: Server;
  let url: string;
  let answer: () => { status: number; body: string };
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] });
    answer = () => ({ status: 200, body: jwks });
    server = createServer((_request, response) => {
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('takes a token signed with one of them', async () => {
    const verifier = new JwtVerifier({ jwksUrl: url }, () => NOW);
    expect(await verifier.verified(await signed(GOOD, keys.privateKey, 'ES256', 'one'))).toMatchObject({ subject: 'ada' });
  });

  test('refuses another key, an unknown key id and the public key used as a secret', async () => {
    const verifier = new JwtVerifier({ jwksUrl: url }, () => NOW);
    const other = await generateKeyPair('ES256');
    expect(await verifier.verified(await signed(GOOD, other.privateKey, 'ES256', 'one'))).toBeUndefined();
    expect(await verifier.verified(await signed(GOOD, keys.privateKey, 'ES256', 'two'))).toBeUndefined();
    const asSecret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)));
    expect(await verifier.verified(await signed(GOOD, asSecret, 'HS256', 'one'))).toBeUndefined();
  });

  test('says so when the keys cannot be fetched, and recovers', async () => {
    const verifier = new JwtVerifier({ jwksUrl: url }, () => NOW);
    const token = await signed(GOOD, keys.privateKey, 'ES256', 'one');
    const good = answer;
    answer = () => ({ status: 500, body: '' });
    await expect(verifier.verified(token)).rejects.toMatchObject({ code: 'credential_source_unavailable' });
    answer = good;
    expect(await verifier.verified(token)).toMatchObject({ subject: 'ada' });
  });
});

test('tells tokens from API keys by their form', () => {
  expect(looksLikeJwt('eyJhbGciOiJIUzI1NiJ9.e30.AAAA')).toBe(true);
  expect(looksLikeJwt('pb_0123abcd_AAAA')).toBe(false);
  expect(looksLikeJwt('my.own.key')).toBe(false);
});
