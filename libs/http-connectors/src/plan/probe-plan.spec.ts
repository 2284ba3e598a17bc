import { describe, expect, test } from '@jest/globals';
import type { Runnable } from '@patchbay/kernel';
import { failureOf, testRun } from '../../test/connector-run.js';
import { validateDefinition } from '../definition/validate-definition.js';

type Json = Record<string, unknown>;
const PROBE = { url: 'https://api.example.com/me', account: 'user.name' };
const connector = (config: Json): Json => ({
  name: 'Own',
  config: { ...('steps' in config ? {} : { url: 'https://api.example.com/x' }), auth: { type: 'connection' }, probe: PROBE, ...config },
});
const problems = (config: Json): Record<string, string> =>
  Object.fromEntries(validateDefinition(connector(config), { maxSteps: 5 }).map(({ path, message }) => [path, message]));

function compiled(config: Json): { runnable: Runnable; probe: Runnable } {
  const { runnable } = testRun(connector(config));
  if (!runnable.probe) throw new Error('there is no probe');
  return { runnable, probe: runnable.probe };
}
const runProbe = (of: Runnable, answer: { status?: number; body?: unknown }) => {
  const requests: Json[] = [];
  const result = of.run({
    input: {},
    workspaceSecret: () => Promise.resolve('eu'),
    credential: { credential: { type: 'bearer', token: 'tok-4711' }, metadata: {}, source: 'stored' },
    send: (request) => {
      requests.push(request as unknown as Json);
      const body = Buffer.from(JSON.stringify(answer.body ?? {}));
      return Promise.resolve({
        status: answer.status ?? 200,
        headers: { 'content-type': 'application/json' },
        body,
        url: 'https://api.example.com/me',
      });
    },
    signal: new AbortController().signal,
    deadlineAt: Date.now() + 30_000,
    now: new Date(),
    onStep: () => undefined,
    onCost: () => undefined,
    redact: (text) => text,
  });
  return { result, requests };
};

describe('the probe of a definition', () => {
  test('is one request with the connection’s credential, never repeated, under the connector’s own limits', async () => {
    const rateLimiting = { maxRequestsPerMinute: 5 };
    const { probe, runnable } = compiled({
      method: 'POST',
      rateLimiting,
      probe: { ...PROBE, queryParams: [{ key: 'region', value: '{{workspace.region}}' }] },
    });
    const { result, requests } = runProbe(probe, { body: { user: { name: 'Ada' } } });
    expect(await result).toEqual({ output: { account: 'Ada' } });
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://api.example.com/me?region=eu',
        headers: { Authorization: 'Bearer tok-4711' },
        maxRetries: 0,
        effect: 'read',
      },
    ]);
    expect([runnable.effect, probe.effect]).toEqual(['create', 'read']);
    expect(probe.rateLimits).toEqual(runnable.rateLimits);
    expect(probe.connectorKey).toBe(runnable.connectorKey);
  });

  test('fails as a run would when the service refuses, and needs no account name', async () => {
    const { probe } = compiled({ probe: { url: 'https://api.example.com/me', method: 'head' } });
    expect(await failureOf(runProbe(probe, { status: 401 }).result)).toMatchObject({ code: 'account_reauth' });
    const { result, requests } = runProbe(probe, {});
    expect(await result).toEqual({ output: {} });
    expect(requests).toMatchObject([{ method: 'HEAD' }]);
  });

  test('may stand beside steps, with the auth they share', () => {
    const { probe } = compiled({ steps: [{ id: 'a', url: 'https://api.example.com/a' }] });
    const { requests } = runProbe(probe, {});
    expect(requests).toMatchObject([{ headers: { Authorization: 'Bearer tok-4711' } }]);
  });

  test('of another shape is refused by name', () => {
    expect(problems({ probe: { url: 'https://api.example.com/{{input.id}}' } })).toEqual({
      'config.probe.url': expect.stringContaining('without input'),
    });
    expect(problems({ probe: { url: 'https://api.example.com/', method: 'POST' } })).toEqual({
      'config.probe.method': 'must be one of "GET", "HEAD"',
    });
    expect(problems({ probe: { url: 'https://api.example.com/', body: {} } })).toEqual({ 'config.probe.body': 'is not a known field' });
    expect(problems({ auth: { type: 'none' } })).toEqual({ 'config.probe': expect.stringContaining('uses none') });
    expect(problems({ auth: { type: 'connection', connector: 'slack' } })).toEqual({
      'config.probe': expect.stringContaining('"slack"'),
    });
    expect(problems({ probe: { ...PROBE, account: 'a b [' } })).toEqual({ 'config.probe.account': expect.any(String) });
  });
});
