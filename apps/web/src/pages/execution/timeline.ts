import type { Answer } from '../../api/client.ts';

export type Execution = Answer<'readExecutions'>;
export type Step = Execution['steps'][number];
export type Attempt = Execution['attempts'][number];

/** A bar on the time axis; milliseconds from the axis' beginning. */
export interface Bar {
  readonly id: string;
  readonly kind: 'queue' | 'step' | 'attempt' | 'wait';
  readonly depth: 0 | 1;
  readonly fromMs: number;
  readonly tookMs: number;
  readonly status: string;
  readonly step?: Step;
  readonly attempt?: Attempt;
  /** Of a wait: why. */
  readonly reason?: string;
}
export interface Timeline {
  readonly bars: readonly Bar[];
  readonly spanMs: number;
}

/** Waits shorter than this are not worth a line. */
const SHORT_MS = 5;
const timeOf = (text: string): number => new Date(text).getTime();

/** Steps with their attempts below them, attempts without a step, and the waits between, all on one axis that begins when the call was accepted. */
export function timelineOf(run: Execution): Timeline {
  const origin = timeOf(run.createdAt);
  const bars: Bar[] = [];
  const queuedMs = run.startedAt ? timeOf(run.startedAt) - origin : 0;
  if (queuedMs > SHORT_MS) bars.push({ id: 'queue', kind: 'queue', depth: 0, fromMs: 0, tookMs: queuedMs, status: 'queued' });
  const ofStep = new Map<string, Attempt[]>();
  for (const attempt of run.attempts) ofStep.set(attempt.stepId ?? '', [...(ofStep.get(attempt.stepId ?? '') ?? []), attempt]);
  const steps = [...run.steps].sort((a, b) => timeOf(a.startedAt) - timeOf(b.startedAt));
  for (const step of steps) {
    bars.push({
      id: `step ${step.id}`,
      kind: 'step',
      depth: 0,
      fromMs: timeOf(step.startedAt) - origin,
      tookMs: step.durationMs,
      status: step.status,
      step,
    });
    const attempts = ofStep.get(step.id) ?? (run.steps.length === 1 ? (ofStep.get('') ?? []) : []);
    // One request that went well says nothing beyond its step.
    if (attempts.length > 1) bars.push(...attemptBars(attempts, origin, 1));
  }
  if (run.steps.length === 0) bars.push(...attemptBars(run.attempts, origin, 0));
  const ends = bars.map((bar) => bar.fromMs + bar.tookMs);
  return { bars, spanMs: Math.max(1, queuedMs + (run.durationMs ?? 0), ...ends) };
}

function attemptBars(attempts: readonly Attempt[], origin: number, depth: 0 | 1): Bar[] {
  return attempts.flatMap((attempt, i): Bar[] => {
    const fromMs = timeOf(attempt.startedAt) - origin;
    const failed = attempt.error !== undefined || (attempt.response?.status ?? 0) >= 400;
    const id = `${depth} ${attempt.stepId ?? ''} ${i}`;
    const bar: Bar = { id, kind: 'attempt', depth, fromMs, tookMs: attempt.durationMs, status: failed ? 'failed' : 'succeeded', attempt };
    if (!attempt.retry) return [bar];
    const { afterMs, reason } = attempt.retry;
    return [
      bar,
      { id: `${id} wait`, kind: 'wait', depth, fromMs: fromMs + attempt.durationMs, tookMs: afterMs, status: 'waiting', reason },
    ];
  });
}

/** Round marks on an axis of so many milliseconds: at most six. */
export function marksOf(spanMs: number): number[] {
  const rough = spanMs / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough;
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, i) => i * step);
}
