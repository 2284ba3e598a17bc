import { expect, test } from '@jest/globals';
import { patchDefinition } from './definition-patch.js';

const stored = {
  name: 'A',
  type: 'single-step',
  description: 'old',
  inputSchema: { type: 'object', required: ['a'] },
  config: {
    method: 'POST',
    url: 'https://a.example',
    body: { a: 1, b: 2 },
    auth: { type: 'bearer', token: 'x' },
    rateLimiting: { enabled: true, maxRequestsPerMinute: 5 },
  },
};

test('config and its rate limit are merged, everything else is replaced whole', () => {
  const patched = patchDefinition(stored, {
    name: 'B',
    inputSchema: { type: 'string' },
    config: { url: 'https://b.example', body: { c: 3 }, auth: { type: 'none' }, rateLimiting: { maxRequestsPerMinute: 9 } },
  });
  expect(patched).toEqual({
    name: 'B',
    type: 'single-step',
    description: 'old',
    inputSchema: { type: 'string' },
    config: {
      method: 'POST',
      url: 'https://b.example',
      body: { c: 3 },
      auth: { type: 'none' },
      rateLimiting: { enabled: true, maxRequestsPerMinute: 9 },
    },
  });
});

test('null removes a member', () => {
  const patched = patchDefinition(stored, { description: null, config: { body: null, rateLimiting: null } });
  expect(patched).not.toHaveProperty('description');
  expect(patched['config']).toEqual({ method: 'POST', url: 'https://a.example', auth: { type: 'bearer', token: 'x' } });
});

test('a new type brings its own config', () => {
  expect(patchDefinition(stored, { type: 'multi-step', config: { steps: [] } })['config']).toEqual({ steps: [] });
  expect(patchDefinition(stored, { type: 'single-step', config: { url: 'https://b.example' } })['config']).toMatchObject({
    method: 'POST',
  });
});
