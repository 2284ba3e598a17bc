import { describe, expect, test } from '@jest/globals';
import { failureOf, testRun, type Answer } from '../../test/connector-run.js';
import { retryAfter } from './provider-answer.js';

const failure = async (answer: Answer) =>
  failureOf(
    testRun(
      { config: { url: 'https://a.example/', headers: [{ key: 'X-Key', value: '{{workspace.k}}' }] } },
      { secrets: { k: 'hunter22' }, answer: () => answer },
    ).run(),
  );

describe('an answer that is an error', () => {
  test.each([
    [400, 'provider_rejected'],
    [401, 'account_reauth'],
    [402, 'quota_exceeded'],
    [403, 'account_forbidden'],
    [404, 'provider_not_found'],
    [405, 'provider_rejected'],
    [408, 'provider_unavailable'],
    [409, 'provider_rejected'],
    [410, 'provider_not_found'],
    [418, 'provider_rejected'],
    [422, 'provider_rejected'],
    [429, 'provider_throttled'],
    [500, 'provider_unavailable'],
    [503, 'provider_unavailable'],
    [302, 'provider_drift'],
    [304, 'provider_drift'],
  ])('%i is %s', async (status, code) => {
    expect(await failure({ status })).toMatchObject({ code, detail: { providerStatus: status, stepId: 'request', sent: true } });
  });

  test.each<[unknown, string]>([
    [{ message: 'Phone is wrong' }, ': Phone is wrong'],
    [{ error: { message: 'Deep', code: 'E1' } }, ': Deep'],
    [{ error: 'invalid_grant', error_description: 'Expired' }, ': Expired'],
    [{ errors: [{ detail: 'First' }, { detail: 'Second' }] }, ': First'],
    [{ errors: ['plain'] }, ': plain'],
    [{ title: 'Bad', status: 400 }, ': Bad'],
    ['plain text', ': plain text'],
    ['<html><body>secret page</body></html>', ''],
    [{ other: 1 }, ''],
    [null, ''],
    [[{ message: 'in a list' }], ': in a list'],
    [{ message: 'two\nlines\u0000 of   it' }, ': two lines of it'],
    [{ message: 'bad key hunter22' }, ': bad key [redacted]'],
  ])('%j is told as "%s"', async (body, words) => {
    expect((await failure({ status: 400, body })).message).toBe(`The provider answered 400${words}`);
  });

  test('a long message is cut', async () => {
    expect((await failure({ status: 400, body: { message: 'x'.repeat(5_000) } })).message.length).toBeLessThan(350);
  });

  test('its code, request id and waiting time are kept', async () => {
    expect(
      (await failure({ status: 429, body: { error: { code: 'rate_limit' } }, headers: { 'retry-after': '7', 'x-request-id': 'r-1' } }))
        .detail,
    ).toMatchObject({ providerCode: 'rate_limit', providerRequestId: 'r-1', retryAfterMs: 7_000 });
  });

  test('a broken JSON body does not hide the error', async () => {
    expect(await failure({ status: 500, body: '{"broken', type: 'application/json' })).toMatchObject({ code: 'provider_unavailable' });
  });

  test('a success that is not the JSON it claims to be is drift', async () => {
    const { run, steps } = testRun(
      { config: { url: 'https://a.example/' } },
      { answer: () => ({ body: '<html>', type: 'application/json' }) },
    );
    expect(await failureOf(run())).toMatchObject({ code: 'provider_drift', detail: { providerStatus: 200 } });
    expect(steps[0]).toMatchObject({ status: 'failed', response: { status: 200, body: '<html>' } });
  });
});

test("Retry-After is read as seconds or as a date against the answer's own clock", () => {
  expect(retryAfter('3', undefined)).toBe(3_000);
  expect(retryAfter('Wed, 21 Oct 2026 07:28:10 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT')).toBe(10_000);
  expect(retryAfter('Wed, 21 Oct 2015 07:28:00 GMT', undefined)).toBe(0);
  expect(retryAfter('soon', undefined)).toBeUndefined();
  expect(retryAfter(undefined, undefined)).toBeUndefined();
});
