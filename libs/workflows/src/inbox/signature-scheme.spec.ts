import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isSigned, senderEventId, SIGNATURE_SCHEME_NAMES, type SchemeOptions, type SignatureSchemeName } from './signature-scheme.js';

const NOW_MS = 1_800_000_000_000;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY = Buffer.from('{"id":"evt_1","event_id":"Ev1","a":"é"}');
const now = String(NOW_MS / 1_000);

const mac = (parts: readonly (string | Buffer)[], encoding: 'hex' | 'base64', key: string | Buffer = SECRET): string => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest(encoding);
};

/** What a sender of each kind sends, written down from its documentation. */
const signed: Readonly<Record<SignatureSchemeName, (timestamp: string, body: Buffer) => Record<string, string>>> = {
  'standard-webhooks': (timestamp, body) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,old v1,${mac([`msg_1.${timestamp}.`, body], 'base64', Buffer.from(SECRET.slice(6), 'base64'))}`,
  }),
  github: (_timestamp, body) => ({ 'x-github-delivery': 'guid-1', 'x-hub-signature-256': `sha256=${mac([body], 'hex')}` }),
  stripe: (timestamp, body) => ({ 'stripe-signature': `t=${timestamp},v0=00,v1=${mac([`${timestamp}.`, body], 'hex')}` }),
  slack: (timestamp, body) => ({
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac([`v0:${timestamp}:`, body], 'hex')}`,
  }),
  shopify: (_timestamp, body) => ({ 'x-shopify-webhook-id': 'w-1', 'x-shopify-hmac-sha256': mac([body], 'base64') }),
  'hmac-sha256': (_timestamp, body) => ({ 'x-sign': `sha256=${mac([body], 'base64')}`, 'x-id': 'mine' }),
  token: () => ({ 'x-webhook-token': SECRET }),
};
const OPTIONS: Partial<Record<SignatureSchemeName, SchemeOptions>> = {
  'hmac-sha256': { header: 'X-Sign', encoding: 'base64', prefix: 'sha256=', eventIdHeader: 'X-Id' },
};
const IDS: Partial<Record<SignatureSchemeName, string>> = {
  'standard-webhooks': 'msg_1',
  github: 'guid-1',
  stripe: 'evt_1',
  slack: 'Ev1',
  shopify: 'w-1',
  'hmac-sha256': 'mine',
};
const DATED: readonly SignatureSchemeName[] = ['standard-webhooks', 'stripe', 'slack'];

const holds = (scheme: SignatureSchemeName, headers: Record<string, string>, change: { body?: Buffer; secret?: string } = {}): boolean =>
  isSigned(
    scheme,
    { headers, body: change.body ?? BODY, nowMs: NOW_MS },
    { secret: change.secret ?? SECRET, options: OPTIONS[scheme] ?? {} },
  );

describe.each(SIGNATURE_SCHEME_NAMES)('%s', (scheme) => {
  test('a delivery signed as documented is taken, and its event has the sender’s id', () => {
    const headers = signed[scheme](now, BODY);
    expect(holds(scheme, headers)).toBe(true);
    expect(senderEventId(scheme, { headers, body: BODY, nowMs: NOW_MS }, OPTIONS[scheme] ?? {})).toBe(IDS[scheme]);
  });

  test('another secret, no signature and nonsense are refused', () => {
    expect(holds(scheme, signed[scheme](now, BODY), { secret: 'whsec_c29tZXRoaW5nIGVsc2UgYWx0b2dldGhlcg==' })).toBe(false);
    expect(holds(scheme, {})).toBe(false);
    const nonsense = Object.fromEntries(Object.keys(signed[scheme](now, BODY)).map((name) => [name, 'v1,=é, t=,']));
    expect(holds(scheme, nonsense)).toBe(false);
  });

  if (scheme !== 'token')
    test('one changed byte of the body is refused', () => {
      expect(holds(scheme, signed[scheme](now, BODY), { body: Buffer.from(BODY.toString().replace('é', 'e')) })).toBe(false);
    });

  if (DATED.includes(scheme))
    test.each([-301, 301])('a signature that is %i seconds off is refused', (seconds) => {
      expect(holds(scheme, signed[scheme](String(NOW_MS / 1_000 + seconds), BODY))).toBe(false);
    });
});

test('an id that cannot be kept is no id', () => {
  const headers = { 'x-github-delivery': 'a b' };
  expect(senderEventId('github', { headers, body: BODY, nowMs: NOW_MS }, {})).toBeUndefined();
  expect(senderEventId('stripe', { headers: {}, body: Buffer.from('no json'), nowMs: NOW_MS }, {})).toBeUndefined();
});
