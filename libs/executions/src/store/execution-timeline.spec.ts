import { expect, test } from '@jest/globals';
import type { AttemptRecord, Decision } from '@patchbay/kernel';
import { timelineOf } from './execution-timeline.js';

const at = (ms: number): string => new Date(Date.UTC(2026, 5, 1) + ms).toISOString();
const empty = {
  createdAt: at(0),
  startedAt: at(0),
  finishedAt: at(10),
  mode: 'sync',
  decisions: [],
  steps: [],
  attempts: [],
  parkedOn: null,
} as const;
const attempt = (change: Partial<AttemptRecord>): AttemptRecord => ({
  number: 1,
  startedAt: at(0),
  durationMs: 1,
  request: { method: 'GET', url: 'https://api.example.com/x', headers: {} },
  response: { status: 200, headers: {}, bytes: 1 },
  ...change,
});

test('a call that waited for nothing has its request and no waits', () => {
  expect(timelineOf({ ...empty, attempts: [attempt({ startedAt: at(3), durationMs: 5.5 })] })).toEqual({
    waits: { queueMs: 0, limitMs: 0, retryMs: 0 },
    providerMs: 5.5,
    entries: [{ kind: 'attempt', label: 'GET https://api.example.com/x, try 1: answered 200', startMs: 3, durationMs: 5.5 }],
  });
});

test('queue, limit, tries and the waits between them stand on one axis that begins when it was accepted', () => {
  const limited: Decision = { step: 'rate-limit', outcome: 'waited', reason: 'Waited 50 ms.', atMs: 2, durationMs: 50 };
  const timeline = timelineOf({
    ...empty,
    mode: 'async',
    startedAt: at(1_000),
    decisions: [limited],
    steps: [
      { id: 's1', name: 'Look up', status: 'succeeded', startedAt: at(1_060), durationMs: 400 },
      { id: 's2', status: 'skipped', startedAt: at(1_460), durationMs: 0 },
    ],
    attempts: [
      attempt({
        stepId: 's1',
        startedAt: at(1_060),
        durationMs: 100,
        response: { status: 503, headers: {}, bytes: 0 },
        retry: { afterMs: 200, reason: 'HTTP 503' },
      }),
      attempt({ stepId: 's1', number: 2, startedAt: at(1_400), durationMs: 60, limitWaitMs: 40 }),
    ],
  });
  expect(timeline.waits).toEqual({ queueMs: 1_000, limitMs: 90, retryMs: 200 });
  expect(timeline.providerMs).toBe(160);
  expect(timeline.entries.map(({ kind, startMs, durationMs, stepId }) => [kind, startMs, durationMs, stepId])).toEqual([
    ['queue', 0, 1_000, undefined],
    ['limit', 1_002, 50, undefined],
    ['step', 1_060, 400, 's1'],
    ['attempt', 1_060, 100, 's1'],
    ['retry', 1_160, 200, 's1'],
    ['limit', 1_360, 40, 's1'],
    ['attempt', 1_400, 60, 's1'],
  ]);
});

test('one that is still queued has waited until now; one that was cancelled there until then', () => {
  const queued = { ...empty, mode: 'async', startedAt: null } as const;
  expect(timelineOf({ ...queued, finishedAt: null }, Date.parse(at(500))).waits.queueMs).toBe(500);
  expect(timelineOf({ ...queued, finishedAt: at(70) }).waits.queueMs).toBe(70);
});

test('one that waits for an account says so', () => {
  const waiting = { ...empty, mode: 'async', startedAt: null, finishedAt: null, parkedOn: 'c1' } as const;
  expect(timelineOf(waiting, Date.parse(at(500))).entries[0]).toMatchObject({ label: expect.stringContaining('account'), durationMs: 500 });
});

test('a request without an answer says why', () => {
  const { response: _none, ...lost } = attempt({ error: { code: 'provider_timeout', message: 'late' } });
  expect(timelineOf({ ...empty, attempts: [lost] }).entries[0]?.label).toContain('provider_timeout');
});
