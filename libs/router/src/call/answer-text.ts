import { isErrorCode, PlatformError, type ErrorDetail, type JsonValue } from '@patchbay/kernel';
import type { CallAnswer, FailedAnswer, Outcome, QueuedAnswer, SucceededAnswer } from './outcome.js';

interface StoredFailure extends Omit<FailedAnswer, 'error'> {
  readonly error: { readonly code: string; readonly message: string; readonly detail: ErrorDetail };
}

/** JSON text of an outcome's answer, to be kept with the Idempotency-Key. */
export function answerText(outcome: Outcome): string {
  const { answer } = outcome;
  if (answer.kind === 'queued') return JSON.stringify(answer);
  if (answer.kind === 'succeeded') return JSON.stringify({ ...answer, outputText: undefined });
  const { code, message, detail } = answer.error;
  return JSON.stringify({ ...answer, error: { code, message, detail } });
}

/** The HTTP status the answer stands for. */
export function answerStatus(outcome: Outcome): number {
  if (outcome.kind === 'failed') return outcome.answer.error.status;
  return outcome.answer.kind === 'queued' ? 202 : 200;
}

/** The outcome of an earlier call, as its kept answer says. `traceId` is the asking call's own: it is that call which is traced. */
export function answerFrom(stored: JsonValue, traceId: string): Outcome {
  const kept = stored as unknown as Exclude<CallAnswer, FailedAnswer> | StoredFailure;
  if (kept.kind !== 'failed')
    return { kind: 'done', answer: { ...kept, traceId, replayed: true } satisfies SucceededAnswer | QueuedAnswer };
  const { code, message, detail } = kept.error;
  const error = new PlatformError(isErrorCode(code) ? code : 'bug', message, detail);
  return { kind: 'failed', answer: { ...kept, error, traceId, replayed: true } };
}
