import type { ErrorCode } from '../errors/catalog.js';

export const EXECUTION_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out', 'unknown'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/**
 * The one table of legal moves. `running → queued` is a run handed back (drain, deferral, or a crashed read); `unknown` is left
 * only by a person's word, which makes a new execution and therefore no move here.
 */
export const LEGAL_MOVES: Readonly<Record<ExecutionStatus, readonly ExecutionStatus[]>> = {
  queued: ['running', 'cancelled', 'failed', 'timed_out'],
  running: ['succeeded', 'failed', 'cancelled', 'timed_out', 'unknown', 'queued'],
  succeeded: [],
  failed: [],
  cancelled: [],
  timed_out: [],
  unknown: [],
};

export function isFinal(status: ExecutionStatus): boolean {
  return LEGAL_MOVES[status].length === 0;
}

export function mayMove(from: ExecutionStatus, to: ExecutionStatus): boolean {
  return LEGAL_MOVES[from].includes(to);
}

/** The final status of an execution that ended with this error code. */
export function statusOfFailure(code: ErrorCode): ExecutionStatus {
  if (code === 'outcome_unknown') return 'unknown';
  if (code === 'cancelled') return 'cancelled';
  if (code === 'provider_timeout' || code === 'deadline_exceeded') return 'timed_out';
  return 'failed';
}
