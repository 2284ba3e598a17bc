import { expect, test } from '@jest/globals';
import { Redactor } from '@patchbay/kernel';
import { hideWireSecrets } from './wire-secrets.js';

const hidden = (request: { url?: string; headers?: Record<string, string> }, text: string): string => {
  const redactor = new Redactor();
  hideWireSecrets({ url: 'https://a.example/', headers: {}, ...request }, redactor);
  return redactor.text(text);
};

test('what authenticates a request is hidden wherever the provider echoes it', () => {
  expect(hidden({ headers: { Authorization: 'Bearer abcdefgh' } }, 'you sent abcdefgh')).toBe('you sent [redacted]');
  expect(hidden({ headers: { 'x-api-key': 'abcdefgh' } }, 'you sent abcdefgh')).toBe('you sent [redacted]');
  expect(hidden({ url: 'https://a.example/?api_key=ab%20cdefgh&q=visible-word' }, 'ab cdefgh visible-word')).toBe(
    '[redacted] visible-word',
  );
});

test('the password inside basic authentication is hidden by itself', () => {
  const basic = `Basic ${Buffer.from('user:pass:word1').toString('base64')}`;
  expect(hidden({ headers: { authorization: basic } }, `user / pass:word1 / ${basic}`)).toBe('user / [redacted] / Basic [redacted]');
});

test('short values and other headers are left alone: they are words, not credentials', () => {
  expect(
    hidden({ headers: { 'x-api-key': 'demo', 'x-routing': 'customers', accept: 'application/json' } }, 'demo customers application/json'),
  ).toBe('demo customers application/json');
});
