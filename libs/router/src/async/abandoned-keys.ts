import {
  ExecutionStore,
  sentNothing,
  type ExecutionView,
  type HeldKey,
  type IdempotencyService,
  type ProcessRegistry,
} from '@patchbay/executions';
import { isErrorCode, isFinal, PlatformError, type ExecutionId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { answerStatus, answerText } from '../call/answer-text.js';
import type { Outcome } from '../call/outcome.js';

export interface AbandonedKeysParts {
  readonly db: Database;
  readonly executions: ExecutionStore;
  readonly idempotency: IdempotencyService;
  readonly processes: Pick<ProcessRegistry, 'isAlive'>;
}

/**
 * Settles Idempotency-Keys whose holder died between its run and its answer: by the run's row, which tells the same. Where nothing was sent the key is
 * free: the row says so, or there is none and its process is dead.
 */
export class AbandonedKeys {
  constructor(private readonly parts: AbandonedKeysParts) {}

  start(): void {
    this.parts.idempotency.onAbandoned((held) => this.settle(held));
  }

  /** Out: whether the key was answered or freed. */
  async settle(held: HeldKey): Promise<boolean> {
    const { db, executions, idempotency, processes } = this.parts;
    const row = await db.inWorkspace(held.workspaceId, (tx) => executions.get(tx, held.executionId));
    if (row && sentNothing(row)) {
      await idempotency.release(held);
      return true;
    }
    const outcome = row && outcomeOf(row);
    if (outcome) {
      await idempotency.complete(held, { status: answerStatus(outcome), answer: answerText(outcome) });
      return true;
    }
    // A row under way is swept when its process is dead, and answers the next look.
    if (row || held.processId === null || (await processes.isAlive(held.processId))) return false;
    await idempotency.release(held);
    return true;
  }
}

/** The answer a row stands for; undefined while its call is still under way. Output that was not kept whole is answered as it was kept. */
function outcomeOf(row: ExecutionView): Outcome | undefined {
  const base = { executionId: row.id as ExecutionId, traceId: row.traceId, replayed: false };
  // An accepted call was answered with its acceptance, whatever became of it since.
  if (row.mode === 'async') return { kind: 'deferred', resumeInMs: 0, answer: { kind: 'queued', ...base } };
  if (!isFinal(row.status)) return undefined;
  const durationMs = row.durationMs ?? 0;
  if (row.status === 'succeeded') {
    return {
      kind: 'done',
      answer: {
        kind: 'succeeded',
        ...base,
        output: row.output,
        contactUpdates: row.contactUpdates ?? undefined,
        partial: false,
        warnings: [],
        durationMs,
      },
    };
  }
  const code = isErrorCode(row.errorCode ?? '') ? (row.errorCode as PlatformError['code']) : 'bug';
  const error = new PlatformError(code, row.error?.message ?? 'The execution failed.', { executionId: row.id });
  return { kind: 'failed', answer: { kind: 'failed', ...base, error, durationMs } };
}
