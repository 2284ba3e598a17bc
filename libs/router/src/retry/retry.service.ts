import type { ExecutionFilter, RetryableRun, RetryStore, RunPayloads } from '@patchbay/executions';
import { isFinal, isUuid, PlatformError, toPlatformError, type ExecutionId, type ExecutionStatus, type Principal } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { CallAnswer } from '../call/outcome.js';
import type { Router } from '../router.js';

/** Accepted at once of a bulk: they gather in few commits without taking all of the recorder's room. */
const AT_ONCE = 50;
const DEFAULT_STATUSES: readonly ExecutionStatus[] = ['failed', 'timed_out'];

export interface RetryParts {
  readonly db: Database;
  readonly store: RetryStore;
  readonly payloads: RunPayloads;
  readonly router: Pick<Router, 'execute'>;
}

export interface RetryRequest {
  readonly principal: Principal;
  readonly executionId: string;
  /** Instead of the input it had; absent: the same. */
  readonly input?: unknown;
  /** A person's word that an `unknown` run may be repeated. */
  readonly confirm: boolean;
  readonly mode: 'sync' | 'async';
  readonly idempotencyKey?: string | undefined;
  readonly traceId: string;
}

export interface BulkRetryRequest {
  readonly principal: Principal;
  readonly filter: ExecutionFilter;
  readonly limit: number;
  readonly confirm: boolean;
  readonly traceId: string;
}

/** What became of each of a bulk; `more`: further ones fit the filter. */
export interface BulkRetried {
  readonly accepted: readonly { readonly executionId: string; readonly retryOf: string }[];
  readonly refused: readonly { readonly retryOf: string; readonly code: string; readonly message: string }[];
  readonly more: boolean;
}

/** Runs executions again, as new ones that name the old. The rights are those of who asks now. */
export class RetryService {
  constructor(private readonly parts: RetryParts) {}

  /**
   * Throws `not_found`, and `illegal_state` for one that has not ended, has succeeded, is `unknown` without `confirm`, or whose request was not kept.
   */
  async retry(request: RetryRequest): Promise<CallAnswer> {
    const { db, store } = this.parts;
    const { principal, executionId } = request;
    const run = isUuid(executionId) ? await db.inWorkspace(principal.workspaceId, (tx) => store.get(tx, executionId)) : undefined;
    if (!run) throw new PlatformError('not_found', 'There is no execution with this id in this workspace.');
    checkRetryable(run, request.confirm);
    return this.again(run, request);
  }

  /** The oldest first that fit and were not retried yet. Throws `input_invalid` for a status that is not retried in bulk. */
  async retryMany(request: BulkRetryRequest): Promise<BulkRetried> {
    const { db, store } = this.parts;
    const { principal, filter, limit, confirm, traceId } = request;
    const statuses = filter.statuses ?? DEFAULT_STATUSES;
    checkStatuses(statuses, confirm);
    const found = await db.inWorkspace(principal.workspaceId, (tx) => store.find(tx, { ...filter, statuses }, limit + 1));
    const runs = found.slice(0, limit);
    const accepted: { executionId: string; retryOf: string }[] = [];
    const refused: { retryOf: string; code: string; message: string }[] = [];
    for (let start = 0; start < runs.length; start += AT_ONCE) {
      const answers = await Promise.all(
        runs.slice(start, start + AT_ONCE).map(async (run) => ({
          run,
          answer: await this.again(run, { principal, executionId: run.id, confirm, mode: 'async', traceId }).catch(toPlatformError),
        })),
      );
      for (const { run, answer } of answers) {
        const error = answer instanceof Error ? answer : answer.kind === 'failed' ? answer.error : undefined;
        if (error) refused.push({ retryOf: run.id, code: error.code, message: error.message });
        else if (!(answer instanceof Error)) accepted.push({ executionId: answer.executionId ?? '', retryOf: run.id });
      }
    }
    return { accepted, refused, more: found.length > limit };
  }

  private async again(run: RetryableRun, request: RetryRequest): Promise<CallAnswer> {
    const { principal, input, mode, idempotencyKey, traceId } = request;
    const payload = run.sealed
      ? this.parts.payloads.open({ workspaceId: principal.workspaceId, executionId: run.id, sealed: run.sealed })
      : notKept(run);
    return this.parts.router.execute({
      ...payload,
      principal,
      ...(input === undefined ? {} : { input }),
      mode,
      idempotencyKey,
      traceId,
      trigger: 'retry',
      retryOf: run.id as ExecutionId,
    });
  }
}

function checkRetryable(run: RetryableRun, confirm: boolean): void {
  const refuse = (why: string): never => {
    throw new PlatformError('illegal_state', why, { executionId: run.id });
  };
  if (!isFinal(run.status)) refuse(`The execution is ${run.status}; cancel it first, or wait until it has ended.`);
  if (run.status === 'succeeded') refuse('The execution succeeded; there is nothing to retry. Call the connector anew to run it again.');
  if (run.mode === 'test') refuse('A test is not retried; test the connector again.');
  if (run.status === 'unknown' && !confirm) {
    refuse('It is not known whether the request took effect. Check at the provider first, then send {"confirm": true} to run it again.');
  }
}

function checkStatuses(statuses: readonly ExecutionStatus[], confirm: boolean): void {
  const wrong = statuses.find((status) => !isFinal(status) || status === 'succeeded');
  if (wrong !== undefined) {
    throw new PlatformError('input_invalid', `filter.status: executions that are ${wrong} are not retried.`, {
      errors: [{ path: 'filter.status', message: 'must be out of failed, timed_out, cancelled, unknown' }],
    });
  }
  if (statuses.includes('unknown') && !confirm) {
    throw new PlatformError('input_invalid', 'confirm: must be true to repeat executions that are unknown.', {
      errors: [{ path: 'confirm', message: 'must be true to repeat executions that are unknown' }],
    });
  }
}

function notKept(run: RetryableRun): never {
  throw new PlatformError('illegal_state', 'The request of this execution was not kept; call the connector anew.', { executionId: run.id });
}
