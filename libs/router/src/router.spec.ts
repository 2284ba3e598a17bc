import { afterEach, expect, test } from '@jest/globals';
import { PlatformError, ROUTER_STEPS, type RunContext } from '@patchbay/kernel';
import { customConnector, lastRow, runnableOf, startBench, type Bench, type BenchSetting } from '../test/router-bench.js';
import { type CallAnswer } from './index.js';

let bench: Bench;
afterEach(() => bench.close());
const start = async (setting: BenchSetting): Promise<void> => {
  bench = await startBench(setting);
};
const failure = (answer: CallAnswer): PlatformError => {
  if (answer.kind !== 'failed') throw new Error(`It did not fail: ${JSON.stringify(answer)}`);
  return answer.error;
};

const lookup = customConnector({
  type: 'single-step',
  config: {
    method: 'GET',
    url: '/phone?phone={{contact.phone_number}}',
    headers: [{ key: 'X-API-Key', value: '{{workspace.enrich_key}}' }],
    queryParams: [{ key: 'format', value: 'json' }],
  },
  fieldMappings: [
    { sourcePath: 'identities[0].firstName', targetField: 'firstname' },
    { sourcePath: 'score', targetField: 'customFields.score' },
  ],
});
const secrets = { enrich_key: 'sk-live-hunter22' };

test('a custom connector runs and leaves one row with twelve decisions, its step, its attempt, and no secret', async () => {
  await start({ runnable: lookup, secrets });
  bench.provider.on('/phone', {
    headers: { 'set-cookie': 'session=abc' },
    body: { identities: [{ firstName: 'Ada' }], score: 7, echo: 'sk-live-hunter22', token: 'for the caller' },
  });
  const answer = await bench.run({ contact: { phone_number: '+49 30' }, contactId: '018f0000-0000-7000-8000-00000000000a' });
  const output = { identities: [{ firstName: 'Ada' }], score: 7, echo: '[redacted]', token: 'for the caller' };
  expect(answer).toMatchObject({
    kind: 'succeeded',
    output,
    contactUpdates: { firstname: 'Ada', 'customFields.score': 7 },
    partial: false,
    replayed: false,
    traceId: 'f'.repeat(32),
  });
  expect(bench.provider.requests[0]).toMatchObject({
    url: '/phone?phone=%2B49%2030&format=json',
    headers: { 'x-api-key': 'sk-live-hunter22' },
  });
  expect(bench.rows).toHaveLength(1);
  expect(bench.ends).toHaveLength(0);

  const row = lastRow(bench);
  expect(row).toMatchObject({
    status: 'succeeded',
    connectorKey: 'c1',
    connectorName: 'Phone Lookup',
    connectorVersion: 2,
    effect: 'read',
    mode: 'sync',
    trigger: 'api',
    contactId: '018f0000-0000-7000-8000-00000000000a',
    output: { ...output, token: '[redacted]' },
    contactUpdates: { firstname: 'Ada', 'customFields.score': 7 },
    steps: [{ status: 'succeeded', response: { status: 200, body: { score: 7, echo: '[redacted]' } }, output: { score: 7 } }],
    attempts: [
      {
        number: 1,
        request: { method: 'GET', headers: { 'x-api-key': '[redacted]' } },
        response: { status: 200, headers: { 'set-cookie': '[redacted]' } },
      },
    ],
  });
  expect(row.decisions.map((decision) => decision.step)).toEqual([...ROUTER_STEPS]);
  for (const decision of row.decisions)
    expect(decision).toMatchObject({
      outcome: expect.stringMatching(/\w/),
      reason: expect.stringMatching(/\w/),
      durationMs: expect.any(Number),
    });
  expect(row.decisions.map((decision) => decision.outcome)).toEqual([
    'found',
    'allowed',
    'valid',
    'not-asked',
    'not-needed',
    'not-needed',
    'no-limit',
    'closed',
    'not-needed',
    'answered',
    'mapped',
    'recorded',
  ]);
  expect(row.durationMs).toBeGreaterThanOrEqual(row.decisions[9]?.durationMs ?? Infinity);
  expect(JSON.stringify(bench.rows)).not.toContain('hunter22');
  expect(bench.applied).toEqual([
    {
      workspaceId: bench.workspaceId,
      contactId: '018f0000-0000-7000-8000-00000000000a',
      updates: { firstname: 'Ada', 'customFields.score': 7 },
      response: {
        connector: 'Phone Lookup',
        executionId: answer.executionId,
        at: expect.stringMatching(/Z$/),
        response: { ...output, token: '[redacted]' },
      },
    },
  ]);
});

test('a write is committed as running before its request leaves, and brought to its end afterwards', async () => {
  let rowsWhenSent = -1;
  await start({
    runnable: customConnector({
      type: 'single-step',
      config: { method: 'POST', url: '/people', body: { name: '{{input.name}}' }, bodyType: 'json' },
    }),
  });
  bench.provider.on('/people', () => {
    rowsWhenSent = bench.rows.length;
    return { status: 201, body: { id: 7 } };
  });
  const answer = await bench.run({ input: { name: 'Ada' } });
  expect(rowsWhenSent).toBe(1);
  expect(bench.rows[0]).toMatchObject({ id: answer.executionId, status: 'running', effect: 'create', input: '{"name":"Ada"}' });
  expect(bench.rows[0]?.finishedAtMs).toBeUndefined();
  expect(bench.ends).toMatchObject([{ id: answer.executionId, status: 'succeeded', output: '{"id":7}' }]);
});

test('when the intent cannot be written nothing is sent', async () => {
  await start({
    runnable: customConnector({ type: 'single-step', config: { method: 'POST', url: '/people' } }),
    ports: { recorder: lostRecorder() },
  });
  expect(failure(await bench.run()).code).toBe('database_unavailable');
  expect(bench.provider.requests).toHaveLength(0);
});

test('a run whose record cannot be written is answered with that, not as done', async () => {
  await start({ runnable: runnableOf({}), ports: { recorder: lostRecorder() } });
  const answer = await bench.run();
  expect(failure(answer).code).toBe('database_unavailable');
  expect(answer.executionId).toBeUndefined();
});

function lostRecorder() {
  const lost = () => Promise.reject(new PlatformError('database_unavailable', 'The database cannot be reached.'));
  return { insert: lost, sending: () => Promise.resolve(), finish: lost, event: () => undefined, hasRoom: () => true };
}

test('a failed run is recorded with its steps, its error and what was not reached, and its answer names the execution', async () => {
  await start({ runnable: lookup, secrets });
  bench.provider.on('/phone', { status: 422, body: { error: 'no such phone', api_key: 'theirs' } });
  const answer = await bench.run({ contact: { phone_number: '1' } });
  expect(failure(answer)).toMatchObject({ code: 'provider_rejected', detail: { executionId: answer.executionId, providerStatus: 422 } });
  const row = lastRow(bench);
  expect(row).toMatchObject({
    status: 'failed',
    errorCode: 'provider_rejected',
    error: { code: 'provider_rejected', providerStatus: 422 },
    output: undefined,
  });
  expect(row.decisions.map((decision) => decision.outcome).slice(8)).toEqual(['not-needed', 'failed', 'not-reached', 'recorded']);
  expect(row.attempts).toMatchObject([{ response: { status: 422, body: { error: 'no such phone', api_key: '[redacted]' } } }]);
  expect(bench.events).toMatchObject([{ type: 'execution.failed', subjectId: answer.executionId, actor: 'api_key:key-1' }]);
});

test('a mapping that fails is told beside the output', async () => {
  await start({
    runnable: runnableOf({
      mappings: [{ sourcePath: 'a', targetField: 'firstname' }],
      mapContact: () => {
        throw new PlatformError('mapping_failed', 'a is an object');
      },
    }),
  });
  expect(await bench.run()).toMatchObject({
    kind: 'succeeded',
    output: { ok: true },
    partial: true,
    warnings: [{ code: 'mapping_failed', message: 'a is an object' }],
  });
  expect(lastRow(bench)).toMatchObject({ status: 'succeeded', errorCode: 'mapping_failed', output: { ok: true } });
});

test('a contact that cannot be written is told beside the output too', async () => {
  const contacts = {
    get: () => Promise.reject(new Error('not asked')),
    applyMapped: () => Promise.reject(new PlatformError('not_found', 'There is no contact 1.')),
  };
  await start({
    runnable: runnableOf({ mappings: [{ sourcePath: 'ok', targetField: 'firstname' }], mapContact: () => ({ firstname: true }) }),
    ports: { contacts },
  });
  const answer = await bench.run({ contact: {}, contactId: '018f0000-0000-7000-8000-00000000000a' });
  expect(answer).toMatchObject({
    kind: 'succeeded',
    warnings: [{ code: 'mapping_failed', message: expect.stringContaining('There is no contact 1.') }],
  });
});

test('with logResponseData off nothing the provider sent is stored, and the caller still gets it', async () => {
  await start({
    runnable: customConnector({
      type: 'single-step',
      logResponseData: false,
      config: { method: 'GET', url: '/x' },
      fieldMappings: [{ sourcePath: 'name', targetField: 'firstname' }],
    }),
  });
  bench.provider.on('/x', { body: { name: 'private-name' } });
  const answer = await bench.run({ contact: {}, contactId: '018f0000-0000-7000-8000-00000000000a' });
  expect(answer).toMatchObject({ output: { name: 'private-name' }, contactUpdates: { firstname: 'private-name' } });
  expect(JSON.stringify(bench.rows)).not.toContain('private-name');
  expect(lastRow(bench)).toMatchObject({
    status: 'succeeded',
    output: undefined,
    contactUpdates: { firstname: '[not logged]' },
    attempts: [{ response: { status: 200, bytes: 23 } }],
  });
  expect(bench.applied[0]?.response).toBeUndefined();
});

test('large inputs and outputs are stored as markers; the caller gets the whole output', async () => {
  await start({
    runnable: runnableOf({ run: (context) => Promise.resolve({ output: { big: 'x'.repeat(100_000), input: context.input } }) }),
  });
  const answer = await bench.run({ input: { big: 'y'.repeat(100_000) } });
  expect(answer.kind === 'succeeded' && JSON.stringify(answer.output).length).toBeGreaterThan(200_000);
  expect(lastRow(bench)).toMatchObject({
    input: { truncated: true, bytes: 100_010 },
    output: { truncated: true, preview: expect.stringMatching(/^\{"big":"x{100}/) },
  });
});

test('a secret that is missing fails the run naming it', async () => {
  await start({ runnable: lookup });
  expect(failure(await bench.run({ contact: { phone_number: '1' } }))).toMatchObject({
    code: 'template_invalid',
    message: expect.stringContaining('enrich_key'),
  });
});

test('costs a run reports are recorded', async () => {
  const cost = { provider: 'openai', model: 'm', inputTokens: 1, outputTokens: 2, cachedTokens: 0, usd: null };
  await start({
    runnable: runnableOf({
      run: async (context: RunContext) => {
        context.onCost(cost);
        return { output: null };
      },
    }),
  });
  await bench.run();
  expect(lastRow(bench).costs).toEqual([cost]);
});

test('an unknown throw becomes bug, and its message goes neither to the caller nor into the record', async () => {
  await start({ runnable: runnableOf({ run: () => Promise.reject(new TypeError('cannot read secretThing of undefined')) }) });
  const error = failure(await bench.run());
  expect(error).toMatchObject({ code: 'bug', cause: expect.any(TypeError) });
  expect(error.message + JSON.stringify(bench.rows)).not.toContain('secretThing');
});
