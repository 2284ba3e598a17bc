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

/**
 * The outcome of an earlier call, as its kept answer says: to the letter, with the trace of the call that did the work. Only a problem document tells of
 * the request that it answers, so `traceId` there is the asking call's own.
 */
export function answerFrom(stored: JsonValue, traceId: string): Outcome {
  const kept = stored as unknown as Exclude<CallAnswer, FailedAnswer> | StoredFailure;
  if (kept.kind !== 'failed') return { kind: 'done', answer: { ...kept, replayed: true } satisfies SucceededAnswer | QueuedAnswer };
  const { code, message, detail } = kept.error;
  const error = new PlatformError(isErrorCode(code) ? code : 'bug', message, detail);
  return { kind: 'failed', answer: { ...kept, error, traceId, replayed: true } };
}
