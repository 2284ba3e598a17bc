import { describe, expect, test } from '@jest/globals';
import { PlatformError, type OutboundResponse, type ProviderRequest, type RunContext, type StepRecord } from '@patchbay/kernel';
import { compileConnector, parseDefinition } from '../index.js';

interface Answer { status?: number; body?: unknown; type?: string }

function answer({ status = 200, body, type = 'application/json' }: Answer): OutboundResponse {
  const text = body === undefined ? '' : typeof body === 'string' && type !== 'application/json' ? body : typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': type }, body: Buffer.from(text), url: '' };
}

export function setUp(json: Record<string, unknown>, options: Partial<RunContext> & { answers?: (request: ProviderRequest) => Answer } = {}) {
  const definition = parseDefinition({ name: 'Test', ...json }, { maxSteps: 10 });
  const runnable = compileConnector({ id: 'c1', version: 1, enabled: true, definition });
  const requests: ProviderRequest[] = [];
  const steps: StepRecord[] = [];
  const secrets: Record<string, string> = { key: 's3cret&key', user: 'ann', password: 'pass word' };
  const context: RunContext = {
    input: {}, contact: { email: 'a@b.co', phone_number: '+1 (555) 010' },
    workspaceSecret: async (name) => {
      const value = secrets[name];
      if (value === undefined) throw new PlatformError('template_invalid', `There is no workspace secret "${name}".`);
      return value;
    },
    credential: { credential: { type: 'none' }, metadata: {}, source: 'none' },
    send: async (request) => {
      requests.push(request);
      return answer(options.answers?.(request) ?? { body: {} });
    },
    signal: new AbortController().signal, deadlineAt: Date.now() + 60_000, now: new Date('2026-01-31T12:00:00Z'),
    onStep: (step) => steps.push(step), onCost: () => undefined,
    redact: (text) => Object.values(secrets).reduce((clean, secret) => clean.replaceAll(secret, '[redacted]').replaceAll(encodeURIComponent(secret), '[redacted]'), text),
    ...options,
  };
  return { runnable, requests, steps, context, run: () => runnable.run(context) };
}

describe('single-step', () => {
  test('sends the documented example and answers with the response', async () => {
    const { run, requests, steps, runnable } = setUp({
      config: {
        method: 'GET', url: 'https://api.example.com/phone?phone={{contact.phone_number}}',
        headers: [{ key: 'X-API-Key', value: '{{workspace.key}}' }], queryParams: [{ key: 'format', value: 'json' }],
        body: { email: '{{contact.email}}' }, bodyType: 'json', auth: { type: 'bearer', token: '{{workspace.key}}' },
        rateLimiting: { enabled: true, maxRequestsPerMinute: 60, maxRequestsPerHour: 1000, strategy: 'queue' },
      },
      fieldMappings: [{ sourcePath: 'identities[0].firstName', targetField: 'firstname' }],
    }, { answers: () => ({ body: { identities: [{ firstName: 'Ann' }], echo: 's3cret&key' } }) });
    const result = await run();
    expect(requests[0]).toMatchObject({
      method: 'GET', url: 'https://api.example.com/phone?phone=%2B1%20(555)%20010&format=json', effect: 'read', timeoutMs: 30_000, maxRetries: 3,
      headers: { 'X-API-Key': 's3cret&key', Authorization: 'Bearer s3cret&key' },
    });
    expect(requests[0]).not.toHaveProperty('body');
    expect(runnable.mapContact(result.output)).toEqual({ firstname: 'Ann' });
    expect(JSON.stringify(steps)).not.toContain('s3cret');
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ id: 'request', status: 'succeeded', request: { headers: { 'x-api-key': '[redacted]', authorization: '[redacted]' } }, response: { status: 200, body: { echo: '[redacted]' } } });
  });
});

describe('multi-step', () => {
  test('runs steps in order, skips by condition, runs groups at once and keeps outputs by step id', async () => {
    const { run, requests, steps } = setUp({
      type: 'multi-step',
      config: { steps: [
        { id: 'step_1', method: 'GET', url: 'https://a.example/company', output: { companyId: 'data.company.id', none: 'x.y' } },
        { id: 'group_1', type: 'parallel', condition: { expression: '{{step_1.companyId}} !== null' }, steps: [
          { id: 'p1', method: 'POST', url: 'https://a.example/p1', body: { id: '{{step_1.companyId}}', t: 'n {{step_1.companyId}}' } },
          { id: 'p2', method: 'GET', url: 'https://a.example/p2/{{step_1.companyId}}' },
        ] },
        { id: 'last', method: 'GET', url: 'https://a.example/last', condition: { enabled: true, expression: '{{step_1.none}} !== null' } },
      ] },
    }, { answers: ({ url }) => ({ body: url.endsWith('company') ? { data: { company: { id: 7 } } } : { at: url } }) });
    const result = await run();
    expect(requests.map(({ url }) => url)).toEqual(['https://a.example/company', 'https://a.example/p1', 'https://a.example/p2/7']);
    expect(requests[1]).toMatchObject({ body: '{"id":7,"t":"n 7"}', stepId: 'p1', effect: 'create', headers: { 'Content-Type': 'application/json' } });
    expect(result).toEqual({ output: { step_1: { companyId: 7, none: null }, p1: { at: 'https://a.example/p1' }, p2: { at: 'https://a.example/p2/7' } } });
    expect(steps.map(({ id, status, groupId }) => [id, status, groupId])).toEqual([['step_1', 'succeeded', undefined], ['p1', 'succeeded', 'group_1'], ['p2', 'succeeded', 'group_1'], ['last', 'skipped', undefined]]);
    expect(steps[3]).toMatchObject({ reason: 'The condition is false: {{step_1.none}} !== null' });
  });
});
