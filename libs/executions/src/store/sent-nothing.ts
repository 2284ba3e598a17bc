import type { ErrorCode } from '@patchbay/kernel';
import type { ExecutionView } from './execution-view.js';

/** Trouble of the platform's own. */
const OURS: ReadonlySet<string> = new Set<ErrorCode>(['database_unavailable', 'overloaded', 'shutting_down']);

/**
 * Whether an execution ended by trouble of ours before it made a request: nothing was asked of the provider, so that the same wish may be run again under
 * the same key. False where that is not certain.
 */
export function sentNothing({ status, errorCode, attempts }: Pick<ExecutionView, 'status' | 'errorCode' | 'attempts'>): boolean {
  return status === 'failed' && OURS.has(errorCode ?? '') && attempts.length === 0;
}
