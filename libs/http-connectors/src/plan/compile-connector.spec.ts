import { expect, test } from '@jest/globals';
import { testRun } from '../../test/connector-run.js';

const steps = (...methods: string[]): Record<string, unknown> => ({
  config: { steps: methods.map((method, i) => ({ id: `s${i}`, method, url: 'https://a.example/' })) },
});

test('a runnable tells what the router needs to know', () => {
  const { runnable } = testRun({
    name: 'Enhance',
    config: {
      method: 'PUT',
      url: 'https://a.example/',
      auth: { type: 'connection', connector: 'hubspot' },
      rateLimiting: { maxRequestsPerMinute: 60, maxRequestsPerHour: 1000, strategy: 'fail' },
    },
    logResponseData: false,
    fieldMappings: [{ sourcePath: 'a', targetField: 'email' }],
  });
  expect(runnable).toMatchObject({
    connectorKey: 'c1',
    connectorName: 'Enhance',
    source: 'custom',
    version: 1,
    enabled: true,
    effect: 'update',
    flags: [],
    totalTimeoutMs: 60_000,
    logResponseData: false,
    mappings: [{ sourcePath: 'a', targetField: 'email' }],
    auth: { kind: 'connection', connector: 'hubspot', required: true },
    rateLimits: [
      { bucket: 'connector-minute', requests: 60, perMs: 60_000, strategy: 'fail' },
      { bucket: 'connector-hour', requests: 1000, perMs: 3_600_000, strategy: 'fail' },
    ],
  });
  expect(runnable).not.toHaveProperty('action');
  expect(Object.isFrozen(runnable)).toBe(true);
});

test('the strongest step decides the effect', () => {
  expect(testRun(steps('GET', 'POST', 'GET')).runnable.effect).toBe('create');
  expect(testRun(steps('GET', 'DELETE', 'PATCH')).runnable.effect).toBe('delete');
  expect(testRun(steps('GET', 'HEAD')).runnable.effect).toBe('read');
});

test('more than five steps need the flag', () => {
  expect(testRun(steps('GET', 'GET', 'GET', 'GET', 'GET')).runnable.flags).toEqual([]);
  expect(testRun(steps('GET', 'GET', 'GET', 'GET', 'GET', 'GET')).runnable.flags).toEqual(['advanced_steps']);
});

test('without connections and limits there are none', () => {
  const { runnable } = testRun({
    config: {
      url: 'https://a.example/',
      auth: { type: 'bearer', token: '{{workspace.t}}' },
      rateLimiting: { enabled: false, maxRequestsPerMinute: 5 },
    },
  });
  expect(runnable).toMatchObject({ auth: { kind: 'none' }, rateLimits: [], literalSecrets: [] });
});

test('a connection of one step is a connection of the connector', () => {
  expect(
    testRun({
      config: {
        steps: [
          { id: 'a', url: 'https://a.example/' },
          { id: 'g', type: 'parallel', steps: [{ id: 'b', url: 'https://a.example/', auth: { type: 'connection' } }] },
        ],
      },
    }).runnable.auth,
  ).toEqual({ kind: 'connection', connector: 'c1', required: true });
});

test('input is checked against the schema', () => {
  const { runnable } = testRun({
    inputSchema: { type: 'object', required: ['phone'], properties: { phone: { type: 'string' }, page: { default: 1 } } },
    config: { url: 'https://a.example/' },
  });
  expect(runnable.validateInput({ phone: '1' })).toEqual({ phone: '1', page: 1 });
  expect(() => runnable.validateInput({})).toThrow(
    expect.objectContaining({ code: 'input_invalid', detail: { errors: [{ path: 'input.phone', message: 'is required' }] } }),
  );
});
