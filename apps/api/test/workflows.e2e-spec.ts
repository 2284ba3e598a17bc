import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestApi, type TestApi } from './support/test-api.js';
import { nodeOf, nodesOf, WorkflowDesk, type Json } from './support/workflow-desk.js';

jest.setTimeout(60_000);

let api: TestApi;
let desk: WorkflowDesk;
beforeAll(async () => {
  api = await startTestApi();
  desk = await WorkflowDesk.open(api);
});
afterAll(async () => {
  await desk.world.close();
  await api.close();
});

describe('a run', () => {
  test('goes through branches, parallel nodes that meet again and a delay, and yields its output', async () => {
    const connector = await desk.poster('/flow', { status: 200, body: { id: 7 } });
    const ended = await desk.run(
      {
        start: 'find',
        nodes: [
          { id: 'find', type: 'action', connector, input: { name: '{{input.name}}' } },
          { id: 'size', type: 'condition', branches: [{ id: 'big', when: '{{find.id}} > 5' }] },
          { id: 'small', type: 'transform', value: 'small' },
          { id: 'fork', type: 'parallel' },
          { id: 'left', type: 'transform', value: { left: '{{find.id}}' } },
          { id: 'right', type: 'delay', seconds: 1 },
          { id: 'meet', type: 'join' },
          { id: 'sum', type: 'transform', value: { ids: ['{{find.id}}', '{{left.left}}'] }, expression: '{ "sum": $sum(ids) }' },
        ],
        edges: [
          { from: 'find', to: 'size' },
          { from: 'size', to: 'fork', on: 'big' },
          { from: 'size', to: 'small', on: 'otherwise' },
          { from: 'fork', to: 'left' },
          { from: 'fork', to: 'right' },
          { from: 'left', to: 'meet' },
          { from: 'right', to: 'meet' },
          { from: 'meet', to: 'sum' },
        ],
        output: { sum: '{{sum.sum}}', small: '{{small | default: "no"}}' },
      },
      { input: { name: 'Ada' } },
    );
    expect(ended.output).toEqual({ sum: 14, small: 'no' });
    expect(nodesOf(ended)).toEqual({
      find: 'succeeded',
      size: 'succeeded',
      small: 'skipped',
      fork: 'succeeded',
      left: 'succeeded',
      right: 'succeeded',
      meet: 'succeeded',
      sum: 'succeeded',
    });
    expect(desk.requestsTo('/flow')).toHaveLength(1);
    const find = nodeOf(ended, 'find');
    expect(find).toMatchObject({ input: { name: 'Ada' }, output: { id: 7 }, attempt: 1 });
    const execution = await desk.world.call('GET', `/api/v1/executions/${find.executionId}`);
    expect(execution.body).toMatchObject({ status: 'succeeded', trigger: 'workflow', effect: 'create' });
  });

  test('each node sees the contact as the one before left it', async () => {
    desk.world.provider.on('GET /enrich', { body: { phone: '+4930901820' } });
    const enrich = await desk.world.call<{ id: string }>('POST', '/api/v1/connectors', {
      body: {
        name: `E ${randomUUID()}`,
        category: 'enrichment',
        config: { method: 'GET', url: `${desk.world.provider.url}/enrich`, auth: { type: 'none' } },
        fieldMappings: [{ sourcePath: 'phone', targetField: 'phone_number' }],
      },
    });
    const sms = await desk.poster('/sms', { status: 200, body: { sent: true } });
    const contactId = await desk.world.contact();
    const ended = await desk.run(
      {
        start: 'enrich',
        nodes: [
          { id: 'enrich', type: 'action', connector: enrich.body.id },
          { id: 'sms', type: 'action', connector: sms, input: { to: '{{contact.phone_number}}' } },
        ],
        edges: [{ from: 'enrich', to: 'sms' }],
      },
      { contactId },
    );
    expect(nodeOf(ended, 'sms').input).toEqual({ to: '+4930901820' });
    expect(desk.requestsTo('/sms')[0]?.json()).toEqual({ sent: { to: '+4930901820' } });
  });

  test('is refused when its input does not fit, or its contact is another workspace’s', async () => {
    const workflow = await desk.save({
      start: 'a',
      inputSchema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
      nodes: [{ id: 'a', type: 'transform', value: '{{input.n}}' }],
    });
    const refuse = (body: Json) => desk.world.call('POST', `/api/v1/workflows/${workflow}/run`, { body });
    expect((await refuse({ input: { n: 'x' } })).body).toMatchObject({ code: 'input_invalid', errors: [{ path: 'input.n' }] });
    expect((await refuse({ input: { n: 1 }, contactId: randomUUID() })).body).toMatchObject({
      code: 'input_invalid',
      errors: [{ path: 'contactId' }],
    });
  });

  test('the same Idempotency-Key starts one run', async () => {
    const workflow = await desk.save({ start: 'a', nodes: [{ id: 'a', type: 'transform', value: 1 }] });
    const headers = { 'idempotency-key': randomUUID() };
    const ask = () =>
      desk.world.call<{ runId: string; started: boolean }>('POST', `/api/v1/workflows/${workflow}/run`, { body: {}, headers });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map(({ body }) => body.runId)).size).toBe(1);
    expect(answers.filter(({ body }) => body.started)).toHaveLength(1);
  });

  test('stays with the version it began with; a save that changes nothing makes no version', async () => {
    const workflow = await desk.save({ start: 'a', nodes: [{ id: 'a', type: 'transform', value: 'one' }], output: '{{a}}' });
    const { body } = await desk.world.call<{ definition: Json; version: number }>('GET', `/api/v1/workflows/${workflow}`);
    const put = (definition: Json) =>
      desk.world.call<{ version: number }>('PUT', `/api/v1/workflows/${workflow}`, { body: { definition } });
    expect((await put({ ...body.definition, layout: { a: { x: 1, y: 2 } } })).body.version).toBe(1);
    expect((await put({ ...body.definition, nodes: [{ id: 'a', type: 'transform', value: 'two' }] })).body.version).toBe(2);
    const [old, now] = await Promise.all([desk.start(workflow, { version: 1 }), desk.start(workflow)]);
    expect((await desk.world.untilRun(old, 'succeeded')).output).toBe('one');
    expect((await desk.world.untilRun(now, 'succeeded')).output).toBe('two');
    const again = await desk.act(old, 'rerun');
    expect((await desk.world.untilRun(again.body.runId, 'succeeded')).output).toBe('two');
  });
});

describe('a failure', () => {
  const failing = async (path: string, rest: Json = {}) => ({
    id: 'a',
    type: 'action',
    connector: await desk.poster(path, { status: 422, body: { error: 'no' } }),
    ...rest,
  });

  test('fails the run, names the node, and leaves nothing waiting', async () => {
    const ended = await desk.run(
      {
        start: 'fork',
        nodes: [
          { id: 'fork', type: 'parallel' },
          await failing('/f1'),
          { id: 'later', type: 'delay', seconds: 3_600 },
          { id: 'after', type: 'join' },
        ],
        edges: [
          { from: 'fork', to: 'a' },
          { from: 'fork', to: 'later' },
          { from: 'a', to: 'after' },
        ],
      },
      { status: 'failed' },
    );
    expect(ended.error).toMatchObject({ code: 'provider_rejected', nodeId: 'a' });
    expect(nodesOf(ended)).toEqual({ fork: 'succeeded', a: 'failed', later: 'cancelled' });
  });

  test('takes the error branch, which can read what went wrong', async () => {
    const ended = await desk.run({
      start: 'a',
      nodes: [await failing('/f2'), { id: 'fine', type: 'join' }, { id: 'told', type: 'transform', value: '{{a.error.code}}' }],
      edges: [
        { from: 'a', to: 'fine' },
        { from: 'a', to: 'told', on: 'error' },
      ],
      output: '{{told}}',
    });
    expect(ended.output).toBe('provider_rejected');
    expect(nodesOf(ended)).toEqual({ a: 'failed', fine: 'skipped', told: 'succeeded' });
  });

  test('is kept and passed over with continueOnError', async () => {
    const ended = await desk.run({
      start: 'a',
      nodes: [await failing('/f3', { continueOnError: true }), { id: 'b', type: 'transform', value: 'went on' }],
      edges: [{ from: 'a', to: 'b' }],
      output: '{{b}}',
    });
    expect(ended).toMatchObject({ output: 'went on' });
    expect(nodesOf(ended)).toEqual({ a: 'failed', b: 'succeeded' });
  });

  test('is tried again by the node’s policy when that cannot have a second effect', async () => {
    const throttled = await desk.poster('/f4', [{ status: 429 }, { status: 429 }, { status: 200, body: { ok: true } }]);
    const ended = await desk.run({
      start: 'a',
      nodes: [{ id: 'a', type: 'action', connector: throttled, retry: { maxAttempts: 3, delaySeconds: 0 } }],
    });
    expect(nodeOf(ended, 'a')).toMatchObject({
      attempt: 3,
      attempts: [{ attempt: 1, error: { code: 'provider_throttled' } }, { attempt: 2 }],
    });
    expect(new Set(nodeOf(ended, 'a').attempts.map(({ executionId }) => executionId)).size).toBe(2);
  });

  test('of a write that may have taken effect is not tried again, whatever the policy says', async () => {
    const broken = await desk.poster('/f5', { status: 500 });
    await desk.run(
      { start: 'a', nodes: [{ id: 'a', type: 'action', connector: broken, retry: { maxAttempts: 5, delaySeconds: 0 } }] },
      { status: 'failed' },
    );
    expect(desk.requestsTo('/f5')).toHaveLength(1);
  });

  test('is retried in the same run, with another input, and what succeeded is not repeated', async () => {
    const first = await desk.poster('/ok', { status: 200, body: { id: 1 } });
    const second = await desk.poster('/f6', [{ status: 422 }, { status: 200, body: { done: true } }]);
    const failed = await desk.run(
      {
        start: 'first',
        nodes: [
          { id: 'first', type: 'action', connector: first },
          { id: 'second', type: 'action', connector: second, input: { id: '{{first.id}}' } },
          { id: 'third', type: 'transform', value: '{{second.done}}' },
        ],
        edges: [
          { from: 'first', to: 'second' },
          { from: 'second', to: 'third' },
        ],
        output: '{{third}}',
      },
      { status: 'failed' },
    );
    expect((await desk.act(failed.id, 'retry', { nodeId: 'first', input: {} })).body.code).toBe('illegal_state');
    expect((await desk.act(failed.id, 'retry', { nodeId: 'second', input: { id: 99 } })).status).toBe(202);
    const ended = await desk.world.untilRun(failed.id, 'succeeded');
    expect(ended.output).toBe(true);
    expect(desk.requestsTo('/ok')).toHaveLength(1);
    expect(desk.requestsTo('/f6').map((request) => request.json())).toEqual([{ sent: { id: 1 } }, { sent: { id: 99 } }]);
    expect((await desk.act(failed.id, 'retry')).body.code).toBe('illegal_state');
  });

  test('a stop ends the run as it says, with its message', async () => {
    const ended = await desk.run(
      {
        start: 'a',
        nodes: [{ id: 'a', type: 'stop', outcome: 'failed', message: 'no budget for {{input.who}}' }],
      },
      { input: { who: 'Ada' }, status: 'failed' },
    );
    expect(ended.error).toEqual({ code: 'stopped', message: 'no budget for Ada', nodeId: 'a' });
    expect((await desk.act(ended.id, 'retry')).body.code).toBe('illegal_state');
  });
});

describe('a write whose effect is not known', () => {
  const parked = async (path: string, answers: Parameters<WorkflowDesk['poster']>[1]) => {
    const connector = await desk.poster(path, answers);
    return desk.run(
      {
        start: 'write',
        nodes: [
          { id: 'write', type: 'action', connector },
          { id: 'after', type: 'transform', value: '{{write.id}}' },
        ],
        edges: [{ from: 'write', to: 'after' }],
        output: '{{after}}',
      },
      { status: 'parked' },
    );
  };

  test('parks the run; a person lets it go on with an output', async () => {
    const { id } = await parked('/u1', { fault: 'before' });
    expect((await desk.act(id, 'decide', { nodeId: 'write', decision: 'continue', output: { id: 'found by hand' } })).status).toBe(200);
    expect((await desk.world.untilRun(id, 'succeeded')).output).toBe('found by hand');
    expect(desk.requestsTo('/u1')).toHaveLength(1);
    expect((await desk.act(id, 'decide', { nodeId: 'write', decision: 'repeat' })).body.code).toBe('illegal_state');
  });

  test('or repeats it', async () => {
    const { id } = await parked('/u2', [{ fault: 'before' }, { status: 200, body: { id: 2 } }]);
    await desk.act(id, 'decide', { nodeId: 'write', decision: 'repeat' });
    const ended = await desk.world.untilRun(id, 'succeeded');
    expect(ended.output).toBe(2);
    expect(nodeOf(ended, 'write').attempts).toMatchObject([{ error: { code: 'outcome_unknown' } }]);
  });

  test('or stops', async () => {
    const { id } = await parked('/u3', { fault: 'before' });
    await desk.act(id, 'decide', { nodeId: 'write', decision: 'stop' });
    expect((await desk.world.untilRun(id, 'failed')).error).toMatchObject({ code: 'outcome_unknown', nodeId: 'write' });
  });
});

describe('cancelling', () => {
  test('ends a waiting run at once', async () => {
    const id = await desk.world.workflowRun('running');
    expect(await desk.act(id, 'cancel')).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(nodesOf(await desk.world.untilRun(id, 'cancelled'))).toEqual({ wait: 'cancelled' });
    expect((await desk.act(id, 'cancel')).body.code).toBe('illegal_state');
  });

  test('stops a call under way, which says what became of it', async () => {
    const connector = await desk.poster('/hangs', { fault: 'hang' });
    const before = desk.world.provider.requests.length;
    const runId = await desk.start(await desk.save({ start: 'a', nodes: [{ id: 'a', type: 'action', connector }] }));
    await desk.world.provider.received(before + 1);
    await desk.act(runId, 'cancel');
    for (;;) {
      const run = await desk.world.untilRun(runId, 'cancelled');
      if (nodeOf(run, 'a').status === 'running') continue;
      expect(nodeOf(run, 'a')).toMatchObject({ status: 'unknown', error: { code: 'outcome_unknown' } });
      break;
    }
  });
});
