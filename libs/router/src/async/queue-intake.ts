import { RUN_QUEUE, RunPayloads, type ExecutionDispatcher, type ExecutionRecorder, type WorkspaceBacklog } from '@patchbay/executions';
import { PlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import { AsyncIntake } from '../ports/async-intake.js';
import { queuedRow } from '../record/execution-rows.js';
import { payloadOf } from '../record/sealed-for.js';
import { currentTraceparent } from '../tracing/carried-context.js';

/** Runs waiting in all before new ones are refused: memory of the queue and patience of callers are both bounded. */
const MAX_WAITING = 500_000;
/** How long an accepted run may wait for its turn. */
const MAX_WAIT_MS = 24 * 3_600_000;

export interface QueueIntakeParts {
  readonly recorder: Pick<ExecutionRecorder, 'insert'>;
  readonly dispatcher: ExecutionDispatcher;
  readonly backlog: WorkspaceBacklog;
  readonly payloads: RunPayloads;
}

/** Commits the row, which is the acceptance, and lets its job follow. */
export class QueueIntake extends AsyncIntake {
  constructor(private readonly parts: QueueIntakeParts) {
    super();
  }

  override async accept(call: Call): Promise<void> {
    const { recorder, dispatcher, backlog, payloads } = this.parts;
    if (backlog.total() >= MAX_WAITING) {
      throw new PlatformError('overloaded', 'Too many accepted runs are waiting; try again later.', { retryAfterMs: 5_000 });
    }
    const seat = dispatcher.seat(backlog.add(call.workspaceId));
    const commit = (): Promise<void> =>
      recorder.insert(
        queuedRow(call, {
          sealedPayload: payloads.seal(call.executionId, { ...payloadOf(call), traceparent: currentTraceparent() }),
          jobId: seat.jobId,
          priority: seat.priority,
          deadlineAtMs: call.startedAtMs + MAX_WAIT_MS,
        }),
      );
    try {
      await (call.trace ? call.trace.inSending(RUN_QUEUE, call.executionId, commit) : commit());
    } catch (error) {
      seat.abandoned();
      throw error;
    }
    call.intentCommitted = true;
    seat.committed({ workspaceId: call.workspaceId, executionId: call.executionId });
  }
}
