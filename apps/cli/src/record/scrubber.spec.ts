import { describe, expect, it } from '@jest/globals';
import { Scrubber } from './scrubber.js';

const SECRETS = new Map([['sk/live+key', 'SECRETtoken0123']]);

function scrubbed(value: Parameters<Scrubber['learn']>[0]): unknown {
  const scrubber = new Scrubber(SECRETS);
  scrubber.learn(value);
  return scrubber.clean(value);
}

describe('what is recorded of a live account', () => {
  it('has stand-ins for personal members, the same one wherever the value comes again', () => {
    expect(
      scrubbed({
        user: { id: 'u_1', first_name: 'Ada', lastName: 'Byron', email: 'ada@byron.org', phone: '+44 20 7946 0123' },
        text: 'Ada wrote from ada@byron.org, call +44 20 7946 0123',
        other: { email: 'charles@babbage.org' },
      }),
    ).toEqual({
      user: { id: 'u_1', first_name: 'First1', lastName: 'Last1', email: 'person1@example.com', phone: '+15550100001' },
      text: 'First1 wrote from person1@example.com, call +15550100001',
      other: { email: 'person2@example.com' },
    });
  });

  it('has no secret, however it is written', () => {
    const text = JSON.stringify(
      scrubbed({
        echo: 'key sk/live+key and sk%2Flive%2Bkey',
        client_secret: 'a b c',
        nested: [{ accessToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl' }],
        log: 'token ghp_0123456789abcdefghij from 203.0.113.9',
      }),
    );
    for (const secret of ['sk/live', 'sk%2F', 'a b c', 'eyJhb', 'ghp_', '203.0.113']) expect(text).not.toContain(secret);
    expect(text).toContain('key SECRETtoken0123 and SECRETtoken0123');
  });

  it('keeps what is neither: ids, numbers, flags, paging tokens, empty texts', () => {
    const value = { id: 'cus_123', amount: 12, ok: true, next_page_token: 'abc', email: '', name: 'Difference engine', none: null };
    expect(scrubbed(value)).toEqual(value);
  });
});
