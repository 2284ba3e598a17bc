import { errorFacts, isErrorCode, type PlatformError } from '@patchbay/kernel';
import { DONE, ERROR, type RetryPolicy } from '../definition/workflow.schema.js';
import type { NodeError, NodeResult } from '../engine/node-run.js';

export interface FailedTry {
  readonly error: PlatformError;
  readonly attempt: number;
  readonly retry: RetryPolicy | undefined;
  /** Another try cannot have a second effect. */
  readonly repeatable: boolean;
  readonly continueOnError: boolean;
  /** An edge leaves the node by its port `error`. */
  readonly handled: boolean;
  readonly input?: string | undefined;
}

/** What a failed try comes to: another one when the node's policy and the kind of failure allow it, or the node's failure. */
export function failureResult(failed: FailedTry): NodeResult {
  const { error, attempt, retry, continueOnError, handled, input } = failed;
  const told = nodeError(error);
  if (retry && attempt < retry.maxAttempts && mayTryAgain(failed)) {
    return { kind: 'again', dueInMs: waitMs(retry, attempt, error.detail.retryAfterMs), counted: true, error: told, input };
  }
  return { kind: 'failed', error: told, port: handled ? ERROR : continueOnError ? DONE : undefined, input };
}

/** An error as it is kept: without what Postgres cannot search. */
export function nodeError({ code, message }: { readonly code: string; readonly message: string }): NodeError {
  return { code, message: message.replaceAll('\u0000', '').slice(0, 4_000) };
}

function mayTryAgain({ error, repeatable }: FailedTry): boolean {
  const rule = isErrorCode(error.code) ? errorFacts(error.code).retry : 'never';
  if (rule === 'never') return false;
  // "after": refused unprocessed. Not sent: nothing has happened.
  return repeatable || rule === 'after' || error.detail.sent === false;
}

function waitMs({ delaySeconds, backoff, maxDelaySeconds }: RetryPolicy, attempt: number, askedMs = 0): number {
  return Math.max(Math.min(delaySeconds * backoff ** (attempt - 1), maxDelaySeconds) * 1_000, askedMs);
}
