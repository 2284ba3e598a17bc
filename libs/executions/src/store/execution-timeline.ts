import type { ExecutionView } from './execution-view.js';

export const TIMELINE_KINDS = ['queue', 'limit', 'retry', 'step', 'attempt'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Something that took time. All entries of an execution share one axis: milliseconds since it was created. */
export interface TimelineEntry {
  readonly kind: TimelineKind;
  readonly label: string;
  readonly startMs: number;
  readonly durationMs: number;
  /** The step an attempt or a wait belongs to. */
  readonly stepId?: string;
}

export interface Timeline {
  /** What the execution waited for, in sum: in the queue, for room under a rate limit, between tries. */
  readonly waits: { readonly queueMs: number; readonly limitMs: number; readonly retryMs: number };
  /** Sum of the requests; those that ran side by side count each. */
  readonly providerMs: number;
  readonly entries: readonly TimelineEntry[];
}

type Parts = Pick<ExecutionView, 'createdAt' | 'startedAt' | 'finishedAt' | 'mode' | 'decisions' | 'steps' | 'attempts' | 'parkedOn'>;

/** Puts everything an execution's record tells of times on one axis, in the order it began. */
export function timelineOf(execution: Parts, nowMs = Date.now()): Timeline {
  const createdMs = Date.parse(execution.createdAt);
  const since = (iso: string): number => Math.max(0, Date.parse(iso) - createdMs);
  const entries: TimelineEntry[] = [];
  const { startedAt, finishedAt, mode } = execution;
  // A run that was put off by a rate limit goes back to the queue and counts as waiting there until its last start.
  if (mode === 'async') {
    const until = startedAt ?? finishedAt ?? new Date(nowMs).toISOString();
    const label = execution.parkedOn === null ? 'Waited in the queue' : 'Waits for its account to be connected again';
    entries.push({ kind: 'queue', label, startMs: 0, durationMs: since(until) });
  }
  const startMs = startedAt === null ? 0 : since(startedAt);
  for (const { step, outcome, atMs, durationMs, reason } of execution.decisions) {
    if (step === 'rate-limit' && outcome === 'waited') entries.push({ kind: 'limit', label: reason, startMs: startMs + atMs, durationMs });
  }
  for (const step of execution.steps) {
    if (step.status === 'skipped') continue;
    entries.push({
      kind: 'step',
      label: step.name ?? step.id,
      startMs: since(step.startedAt),
      durationMs: step.durationMs,
      stepId: step.id,
    });
  }
  for (const attempt of execution.attempts) entries.push(...attemptEntries(attempt, since(attempt.startedAt)));
  const sumOf = (kind: TimelineKind): number =>
    rounded(entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.durationMs, 0));
  return {
    waits: { queueMs: sumOf('queue'), limitMs: sumOf('limit'), retryMs: sumOf('retry') },
    providerMs: sumOf('attempt'),
    entries: entries
      .map((entry) => ({ ...entry, startMs: rounded(entry.startMs), durationMs: rounded(entry.durationMs) }))
      .sort((a, b) => a.startMs - b.startMs || b.durationMs - a.durationMs),
  };
}

function attemptEntries(attempt: ExecutionView['attempts'][number], startMs: number): TimelineEntry[] {
  const { number, durationMs, limitWaitMs = 0, request, response, error, retry, stepId } = attempt;
  const of = stepId === undefined ? {} : { stepId };
  const what = request ? `${request.method} ${request.url}` : 'Request';
  const result = response ? `answered ${response.status}` : (error?.code ?? 'no answer');
  const entries: TimelineEntry[] = [{ kind: 'attempt', label: `${what}, try ${number}: ${result}`, startMs, durationMs, ...of }];
  if (limitWaitMs > 0) {
    const label = 'Waited for room under a rate limit';
    entries.push({ kind: 'limit', label, startMs: Math.max(0, startMs - limitWaitMs), durationMs: limitWaitMs, ...of });
  }
  if (retry && retry.afterMs > 0)
    entries.push({
      kind: 'retry',
      label: `Waited to try again: ${retry.reason}`,
      startMs: startMs + durationMs,
      durationMs: retry.afterMs,
      ...of,
    });
  return entries;
}

const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
