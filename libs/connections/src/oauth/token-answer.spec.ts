import { describe, expect, test } from '@jest/globals';
import { normalisedAnswer } from './token-answer.js';

const answer = (body: string, more: { status?: number; type?: string } = {}): Parameters<typeof normalisedAnswer>[0] => ({
  status: more.status ?? 200,
  headers: { 'content-type': more.type ?? 'application/json' },
  body: Buffer.from(body),
  url: 'https://provider.example/token',
});
const read = (body: object, tokenResponse?: Parameters<typeof normalisedAnswer>[1]['tokenResponse']): ReturnType<typeof normalisedAnswer> =>
  normalisedAnswer(answer(JSON.stringify(body)), tokenResponse ? { tokenResponse } : {});

describe('a good answer', () => {
  test.each([
    [{ access_token: 'a' }, { token_type: 'bearer' }],
    [{ access_token: 'a', token_type: 'bot' }, { token_type: 'bearer' }],
    [{ access_token: 'a', token_type: 'DPoP' }, { token_type: 'dpop' }],
    [{ access_token: 'a', expires_in: '3600' }, { expires_in: 3600 }],
    [{ access_token: 'a', expires_in: 3599.6 }, { expires_in: 3599 }],
    [{ access_token: 'a', scope: 'a,b c' }, { scope: 'a b c' }],
    [{ access_token: 'a', scope: ['a', 'b'] }, { scope: 'a b' }],
  ])('%j is read as %j', (body, expected) => {
    expect(read(body)).toMatchObject({ status: 200, body: expected });
  });

  test.each([
    [{ expires_in: 0 }],
    [{ expires_in: -1 }],
    [{ expires_in: 'soon' }],
    [{ expires_in: null }],
    [{ scope: '' }],
    [{ refresh_token: '' }],
    [{ refresh_token: null }],
    [{ id_token: 'x.y.z' }],
  ])('%j counts as not said', (member) => {
    expect(Object.keys(read({ access_token: 'a', ...member }).body)).toEqual(expect.not.arrayContaining(Object.keys(member)));
  });

  test('may be form-encoded, and nested as the connector says', () => {
    expect(
      normalisedAnswer(answer('access_token=a&scope=repo%2Cuser&token_type=bearer', { type: 'application/x-www-form-urlencoded' }), {}),
    ).toMatchObject({
      status: 200,
      body: { access_token: 'a', scope: 'repo user' },
    });
    expect(read({ authed_user: { access_token: 'u' } }, (body) => ({ ...(body['authed_user'] as object) }))).toMatchObject({
      body: { access_token: 'u' },
    });
  });
});

describe('a refusal', () => {
  test.each([
    [200, { error: 'bad_verification_code', error_description: 'no' }, { error: 'bad_verification_code', error_description: 'no' }],
    [200, { ok: false, error: 'invalid_code' }, { error: 'invalid_code' }],
    [400, { status: 'BAD_REFRESH_TOKEN', message: 'gone' }, { error: 'BAD_REFRESH_TOKEN', error_description: 'gone' }],
    [400, { error: { code: 'expired', message: 'gone' } }, { error: 'expired', error_description: 'gone' }],
    [403, { weird: true }, { error: 'token_request_refused' }],
    [400, { error: '<script>' }, { error: 'token_request_refused' }],
  ])('%i %j is read as %j', (status, body, expected) => {
    const read = normalisedAnswer(answer(JSON.stringify(body), { status }), {});
    expect(read.status).toBe(status === 200 ? 400 : status);
    expect(read.body).toEqual(expected);
  });
});

test.each([
  [answer('<html></html>', { type: 'text/html' }), 'provider_drift'],
  [answer('[1]'), 'provider_drift'],
  [answer(''), 'provider_drift'],
  [answer('', { status: 302 }), 'provider_drift'],
  [answer('{}', { status: 429 }), 'provider_throttled'],
  [answer('{"error":"x"}', { status: 502 }), 'provider_unavailable'],
])('what is no token answer is told as what it is (%#)', (given, code) => {
  expect(() => normalisedAnswer(given, {})).toThrow(expect.objectContaining({ code }));
});
