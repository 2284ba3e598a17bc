import { describe, expect, test } from '@jest/globals';
import type { ExecutionView } from '@patchbay/executions';
import { newId, PlatformError, type JsonValue, type Runnable } from '@patchbay/kernel';
import type { CallRequest, Outcome } from '@patchbay/router';
import type { ClaimedNode, NodeResult } from '../engine/node-run.js';
import { ActionStep, type ActionAsk } from './action.step.js';

const EXECUTION = newId();

function claimOf(change: Partial<ClaimedNode>): ClaimedNode {
  const ids = { workspaceId: newId(), runId: newId(), claimId: newId(), executionId: EXECUTION };
  const run = {
    workflowId: newId(),
    version: 1,
    contactId: null,
    traceId: 't',
    trigger: { type: 'api', id: null },
    principal: {} as never,
  };
  return {
    ...ids,
    nodeId: 'send',
    item: -1,
    type: 'action',
    attempt: 1,
    crashes: 0,
    recovered: false,
    sent: false,
    inputOverride: undefined,
    run,
    ...change,
  };
}

interface Setting {
  readonly poison?: PlatformError;
  readonly claim?: Partial<ClaimedNode>;
  readonly runnable?: Partial<Runnable>;
  /** The execution that an earlier claim began. */
  readonly row?: Partial<ExecutionView>;
  readonly answer?: Partial<Outcome['answer']>;
}

/** Out: what the step makes of it, and the calls it made. */
async function act({
  claim = {},
  runnable = {},
  row,
  answer = {},
  poison,
}: Setting): Promise<{ result: NodeResult; calls: CallRequest[] }> {
  const calls: CallRequest[] = [];
  const kept = { attempts: [], errorCode: null, error: null, output: null as JsonValue, ...row } as unknown as ExecutionView;
  const step = new ActionStep({
    db: { inWorkspace: (_: unknown, work: (tx: never) => Promise<unknown>) => work(undefined as never) } as never,
    registry: { resolve: () => Promise.resolve({ effect: 'create', logResponseData: true, ...runnable } as Runnable) },
    executions: { get: () => Promise.resolve(row && kept) } as never,
    nodes: { renewExecution: () => Promise.resolve(true) },
    mayLeave: () => Promise.resolve(),
    route: (request) => {
      calls.push(request);
      const whole = { kind: 'succeeded', output: { fresh: true }, warnings: [], ...answer };
      return Promise.resolve({ kind: whole.kind === 'failed' ? 'failed' : 'done', answer: whole } as Outcome);
    },
  });
  const node = { id: 'send', type: 'action', connector: 'c', input: {}, continueOnError: false };
  const ask = { claim: claimOf(claim), step: { kind: 'action', node, input: () => ({}), roots: new Set() }, handled: false };
  const result = await step.run({ ...ask, poison, scope: {}, signal: new AbortController().signal } as unknown as ActionAsk);
  return { result, calls };
}

const SENT = { recovered: true, sent: true };
const KEYED = { idempotency: { header: 'Idempotency-Key' } };

describe('after a crash, a write', () => {
  test.each<[string, Setting, Partial<NodeResult>, number]>([
    ['that was not about to be sent is called', { claim: { recovered: true }, row: { status: 'running' } }, { kind: 'succeeded' }, 1],
    ['of which there is no row is called', { claim: SENT }, { kind: 'succeeded' }, 1],
    ['that is still under way is looked at again', { claim: SENT, row: { status: 'running' } }, { kind: 'again', keepExecution: true }, 0],
    [
      'that succeeded is not called; its answer is the record’s',
      { claim: SENT, row: { status: 'succeeded', output: { id: 7 } } },
      { kind: 'succeeded', output: '{"id":7}' },
      0,
    ],
    [
      'that succeeded with an answer that is not whole waits for a person',
      { claim: SENT, row: { status: 'succeeded', output: { truncated: true, bytes: 1, preview: '' } } },
      { kind: 'unknown' },
      0,
    ],
    [
      'that may have had its effect waits for a person',
      { claim: SENT, row: { status: 'unknown', errorCode: 'outcome_unknown' } },
      { kind: 'unknown' },
      0,
    ],
    [
      'that its provider recognises is repeated',
      { claim: SENT, runnable: KEYED, row: { status: 'unknown', errorCode: 'outcome_unknown' } },
      { kind: 'succeeded' },
      1,
    ],
    [
      'that failed because the server stopped is called',
      { claim: SENT, row: { status: 'failed', errorCode: 'shutting_down' } },
      { kind: 'succeeded' },
      1,
    ],
    [
      'that failed by a lost database before any request is called',
      { claim: SENT, row: { status: 'failed', errorCode: 'database_unavailable' } },
      { kind: 'succeeded' },
      1,
    ],
    [
      'that failed by a lost database after a request is not called',
      { claim: SENT, row: { status: 'failed', errorCode: 'database_unavailable', attempts: [{}] as never } },
      { kind: 'failed' },
      0,
    ],
    [
      'that the provider refused is not called',
      { claim: SENT, row: { status: 'failed', errorCode: 'provider_rejected', attempts: [{}] as never } },
      { kind: 'failed' },
      0,
    ],
  ])('%s', async (_, setting, expected, calls) => {
    const done = await act(setting);
    expect(done.result).toMatchObject(expected);
    expect(done.calls).toHaveLength(calls);
  });
});

test('a repeat after a crash has another execution and the same provider key', async () => {
  const claim = claimOf({});
  const [first, second] = [await act({ claim }), await act({ claim: { ...claim, ...SENT }, runnable: KEYED, row: { status: 'unknown' } })];
  expect(second.calls[0]?.reserved?.executionId).not.toBe(first.calls[0]?.reserved?.executionId);
  expect(second.calls[0]?.reserved?.keySeed).toBe(first.calls[0]?.reserved?.keySeed);
});

test.each(['database_unavailable', 'illegal_state'] as const)(
  'a call whose end could not be written is no failure: what became of it is looked up (%s)',
  async (code) => {
    const error = new PlatformError(code, 'Not written.');
    const { result } = await act({ answer: { kind: 'failed', error } as Outcome['answer'] });
    expect(result).toMatchObject({ kind: 'again', counted: false, keepExecution: true });
  },
);

describe('a node that took many processes with it', () => {
  const poison = new PlatformError('bug', 'It is not run again.');

  test('is not called again', async () => {
    await expect(act({ claim: SENT, poison })).rejects.toBe(poison);
  });

  test.each<[string, Partial<ExecutionView>, NodeResult['kind']]>([
    ['its write took effect', { status: 'succeeded', output: { id: 7 } }, 'succeeded'],
    ['its write may have taken effect', { status: 'unknown', errorCode: 'outcome_unknown' }, 'unknown'],
    ['its write is still under way', { status: 'running' }, 'again'],
  ])('is no failure when %s', async (_, row, kind) => {
    const { result, calls } = await act({ claim: SENT, poison, row });
    expect(result.kind).toBe(kind);
    expect(calls).toEqual([]);
  });
});
