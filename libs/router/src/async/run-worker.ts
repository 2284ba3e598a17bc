import {
  RUN_QUEUE,
  type ClaimedRun,
  type ExecutionDispatcher,
  type ExecutionRecorder,
  type ProcessRegistry,
  type RunBatch,
  type RunningRuns,
  type RunPayload,
  type RunPayloads,
  type RunRef,
  type RunStore,
} from '@patchbay/executions';
import { newId, PlatformError, toPlatformError, type ExecutionId, type WorkspaceId } from '@patchbay/kernel';
import type { Database, Logger, QueueConsumer, WorkQueues } from '@patchbay/platform';
import type { CallRequest } from '../call/call-request.js';
import type { Outcome } from '../call/outcome.js';
import { inQueuedRun } from '../tracing/carried-context.js';
import { CallersFirst } from './callers-first.js';
import { RunRoom } from './run-room.js';
import { RunWeights } from './run-weights.js';

/** Jobs looked at in parallel: claiming is a short statement, the runs themselves are bounded by the room. */
const CONSUMERS = 4;
/** Runs at once in this process; what they may hold in memory is bounded by the bytes of their answers. */
const ROOM = { total: 128, perLane: 64 };
/** Bytes of answers worked on at once, as learned from the connectors' last ones. Parsed and shown, an answer takes about ten times its size. */
const MAX_ANSWER_BYTES = 3_000_000;
/** A run that found no room for its connector asks again after this time. */
const CROWDED_DELAY_MS = 500;

export interface RunWorkerParts {
  readonly db: Database;
  readonly queues: WorkQueues;
  readonly store: RunStore;
  readonly payloads: RunPayloads;
  readonly dispatcher: ExecutionDispatcher;
  readonly recorder: ExecutionRecorder;
  readonly process: ProcessRegistry;
  readonly logger: Logger;
  /** Runs a call through the router. */
  readonly run: (request: CallRequest) => Promise<Outcome>;
  /** Where runs under way can be stopped. */
  readonly runs: Pick<RunningRuns, 'begin' | 'end'>;
  readonly room?: RunRoom;
  /** Calls that somebody waits for, begun in this process so far: they go before runs. */
  readonly callersBegun: () => number;
}

/** Takes accepted runs from the queue and brings each to its end through the router. The rows decide; jobs only wake it. */
export class RunWorker {
  private readonly room: RunRoom;
  private readonly weights = new RunWeights(MAX_ANSWER_BYTES);
  private readonly running = new Map<string, AbortController>();
  private readonly callersFirst: CallersFirst;
  private consumer: QueueConsumer | undefined;
  private stopping = false;

  constructor(private readonly parts: RunWorkerParts) {
    this.room = parts.room ?? new RunRoom(ROOM);
    this.callersFirst = new CallersFirst({ room: this.room, callersBegun: parts.callersBegun });
  }

  start(): void {
    this.callersFirst.start();
    this.consumer = this.parts.queues.consume<RunBatch>(RUN_QUEUE, (job) => this.take(job.data.runs), { concurrency: CONSUMERS });
  }

  /** Takes no more, lets runs end for `graceMs`, hands back those that sent nothing and aborts the rest, which end truthfully. */
  async drain(graceMs: number): Promise<void> {
    this.stopping = true;
    this.callersFirst.stop();
    const drained = this.consumer?.drain(0);
    await Promise.race([this.room.empty(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    for (const controller of this.running.values()) controller.abort(STOPPING());
    await drained;
    await this.room.empty();
    await this.parts.dispatcher.drain();
  }

  /** Claims the job's rows as room allows; the job is done when all of them run or were somebody else's. */
  private async take(runs: readonly RunRef[]): Promise<void> {
    for (let start = 0; start < runs.length;) {
      const seats = await this.room.reserve(runs.length - start);
      if (this.stopping) {
        this.room.giveBack(seats);
        return this.leaveToOthers(runs.slice(start));
      }
      const part = runs.slice(start, start + seats);
      start += seats;
      let claimed: ClaimedRun[] = [];
      try {
        claimed = await this.parts.db.asSystem((tx) => this.parts.store.claim(tx, { processId: this.parts.process.id, runs: part }));
      } finally {
        this.room.giveBack(seats - claimed.length);
      }
      void this.begin(claimed);
    }
  }

  /** The job ends with this process; its rows get another one. */
  private async leaveToOthers(runs: readonly RunRef[]): Promise<void> {
    const { db, store, dispatcher } = this.parts;
    const jobId = newId();
    await db.asSystem((tx) =>
      store.assignJobs(
        tx,
        runs,
        runs.map(() => jobId),
      ),
    );
    dispatcher.send({ jobId, priority: 0, runs });
  }

  private async begin(claimed: readonly ClaimedRun[]): Promise<void> {
    const crowded: ClaimedRun[] = [];
    await Promise.all(
      claimed.map(async (run) => {
        if (await this.room.enterSoon(connectorOf(run))) void this.runOne(run);
        else crowded.push(run);
      }),
    );
    if (crowded.length === 0) return;
    await this.handBack(crowded, CROWDED_DELAY_MS);
    this.room.giveBack(crowded.length);
  }

  private async runOne(run: ClaimedRun): Promise<void> {
    const controller = new AbortController();
    const connector = connectorOf(run);
    this.running.set(run.executionId, controller);
    // It waited for its place while the worker began to stop.
    if (this.stopping) controller.abort(STOPPING());
    this.parts.runs.begin(run.executionId, (reason) => controller.abort(reason));
    const weight = await this.weights.lift(connector);
    let answerBytes: number | undefined;
    try {
      const { traceparent, ...request } = this.requestOf(run, controller.signal);
      const { executionId, workspaceId, traceId, attempt } = run;
      const outcome = await inQueuedRun({ queue: RUN_QUEUE, executionId, workspaceId, traceId, attempt, traceparent }, () =>
        this.parts.run(request),
      );
      answerBytes = outcome.answer.kind === 'succeeded' ? outcome.answer.outputText?.length : undefined;
      await this.settle(run, outcome);
    } catch (error) {
      await this.end(run, toPlatformError(error)).catch((failed: unknown) => {
        this.parts.logger.error({ err: failed, executionId: run.executionId }, 'a run could not be brought to its end; it is swept');
      });
    } finally {
      this.weights.put(connector, weight, answerBytes);
      this.running.delete(run.executionId);
      this.parts.runs.end(run.executionId);
      this.room.leave(connector);
    }
  }

  private async settle(run: ClaimedRun, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'deferred') return this.handBack([run], outcome.resumeInMs, outcome.parkedOn);
    // Recorded by the router, or cancelled or swept meanwhile: the row says what became of it.
    if (outcome.kind === 'done' || outcome.answer.executionId !== undefined || outcome.answer.error.code === 'illegal_state') return;
    await this.end(run, outcome.answer.error);
  }

  private requestOf(run: ClaimedRun, signal: AbortSignal): CallRequest & Pick<RunPayload, 'traceparent'> {
    if (!run.sealed) throw new PlatformError('bug', 'A queued run has no payload.', { executionId: run.executionId });
    const payload = this.parts.payloads.open({ workspaceId: run.workspaceId, executionId: run.executionId, sealed: run.sealed });
    return {
      ...payload,
      mode: 'async',
      traceId: run.traceId,
      trigger: run.trigger,
      signal,
      retryOf: (run.retryOf ?? undefined) as ExecutionId | undefined,
      accepted: { executionId: run.executionId as ExecutionId },
    };
  }

  private async handBack(runs: readonly ClaimedRun[], delayMs: number, parkedOn?: string): Promise<void> {
    const { db, store, dispatcher, process, logger } = this.parts;
    const jobId = newId();
    try {
      const back = await db.asSystem((tx) => store.handBack(tx, { processId: process.id, runs, jobId, delayMs, parkedOn }));
      if (back.length > 0) dispatcher.send({ jobId, priority: 0, runs: back, delayMs });
    } catch (error) {
      logger.warn({ err: error, runs: runs.length }, 'runs could not be handed back; the sweep will');
    }
  }

  private async end(run: ClaimedRun, error: PlatformError): Promise<void> {
    await this.parts.recorder.finish({
      workspaceId: run.workspaceId as WorkspaceId,
      id: run.executionId as ExecutionId,
      status: 'failed',
      errorCode: error.code,
      error: JSON.stringify({ code: error.code, message: error.message }),
      finishedAtMs: Date.now(),
      durationMs: 0,
    });
  }
}

const STOPPING = (): PlatformError => new PlatformError('shutting_down', 'The worker is stopping.');
const connectorOf = (run: ClaimedRun): string => `${run.workspaceId}/${run.connectorKey}`;
