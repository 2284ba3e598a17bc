import { expect, test } from '@jest/globals';
import { shownBody } from './shown-body.js';

test('members and fields that are secret by their names are hidden; everything else stays as it came', () => {
  expect(shownBody('application/json', '{ "user": {"name": "Ada", "access_token": "abc"} }')).toBe(
    '{"user":{"name":"Ada","access_token":"[redacted]"}}',
  );
  expect(shownBody('application/json', '{ "order": 7 }')).toBe('{ "order": 7 }');
  expect(shownBody('application/x-www-form-urlencoded', 'a=1&password=abc&b=2')).toBe('a=1&password=%5Bredacted%5D&b=2');
  expect(shownBody('application/x-www-form-urlencoded', 'a=1&b=+2')).toBe('a=1&b=+2');
  expect(shownBody('text/plain', 'password=abc')).toBe('password=abc');
});
