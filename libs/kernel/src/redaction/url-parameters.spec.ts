import { expect, test } from '@jest/globals';
import { mapSensitiveParameters } from './url-parameters.js';

const hide = (url: string): string => mapSensitiveParameters(url, () => 'X');

test.each([
  ['https://a.example/x?api_key=abc&page=2', 'https://a.example/x?api_key=X&page=2'],
  ['https://a.example/x?page=2&access_token=a%20b#part', 'https://a.example/x?page=2&access_token=X#part'],
  ['{{input.base}}/x?token={{workspace.token}}&sig=abc', '{{input.base}}/x?token={{workspace.token}}&sig=X'],
  ['https://a.example/{{input.key | default: "a?token=b"}}', 'https://a.example/{{input.key | default: "a?token=b"}}'],
  ['https://a.example/x?api_key=', 'https://a.example/x?api_key='],
  ['https://a.example/token=abc', 'https://a.example/token=abc'],
])('%s', (url, hidden) => {
  expect(hide(url)).toBe(hidden);
});
