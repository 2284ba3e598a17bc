import { expect, test } from '@jest/globals';
import { hashApiKey, newApiKey, shownPrefix } from './api-key-secret.js';

test('a key tells its prefix and hides 256 random bits', () => {
  const made = newApiKey();
  expect(made.key).toMatch(/^pb_[0-9a-f]{8}_[\w-]{43}$/);
  expect(made.key.startsWith(`${made.prefix}_`)).toBe(true);
  expect(made.hash).toEqual(hashApiKey(made.key));
  expect(newApiKey().key).not.toBe(made.key);
});

test('only the beginning of a key is ever shown', () => {
  const made = newApiKey();
  expect(shownPrefix(made.key)).toBe(made.prefix);
  expect(shownPrefix('my-very-own-key-of-mine')).toBe('my-ver');
});
