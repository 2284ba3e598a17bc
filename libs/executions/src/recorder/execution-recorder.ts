import { PlatformError, type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { BatchMeter } from './batch-telemetry.js';
import { ConnectionUses, noteConnectionUses, type ConnectionUse, type ConnectionUseRow } from './connection-uses.js';
import type { EventRow, ExecutionEnd, ExecutionRow } from './execution-row.js';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';
import { insertAgentSpans, insertPrompt } from './trace-statements.js';
import type { AgentSpanRow, PromptRow } from './trace-rows.js';
import { finishExecutions, insertEvents, insertExecutions, markSending, type SendingRun } from './record-statements.js';

/** A committed state of an execution. */
export interface ExecutionMove {
  readonly workspaceId: WorkspaceId;
  readonly id: ExecutionId;
  readonly status: ExecutionStatus;
}

export type RecorderLimits = Partial<Omit<GroupCommitOptions<unknown>, 'name' | 'write' | 'bytesOf' | 'meter'>>;

/** Fixed columns of a row; the JSON texts come on top. */
const ROW_BYTES = 600;
const PROMPT_BYTES = 2_000;

/**
 * Writes execution rows and events in groups (DESIGN §4). Every promise is kept only after the row's own commit; a caller is answered after that.
 * Memory is bounded: beyond the limits new rows are refused with `overloaded`.
 */
export class ExecutionRecorder {
  private readonly inserts: GroupCommit<ExecutionRow>;
  private readonly ends: GroupCommit<ExecutionEnd>;
  private readonly sends: GroupCommit<SendingRun>;
  private readonly events: GroupCommit<EventRow>;
  private readonly spans: GroupCommit<AgentSpanRow>;
  private readonly prompts: GroupCommit<PromptRow>;
  private readonly uses: GroupCommit<ConnectionUseRow>;
  private readonly knownUses = new ConnectionUses();
  private readonly watchers = new Set<(moves: readonly ExecutionMove[]) => void>();

  constructor(
    private readonly db: Database,
    limits: RecorderLimits = {},
    /** See ProcessRegistry: what this process leaves running when it dies is found by it. */
    private readonly processId?: string,
    meter?: BatchMeter,
  ) {
    this.inserts = new GroupCommit<ExecutionRow>({
      name: 'execution records',
      write: (rows) => this.writeInserts(rows),
      bytesOf: rowBytes,
      meter,
      ...limits,
    });
    // A write already happened at the provider: what came of it is worth more patience than a new call.
    this.ends = new GroupCommit<ExecutionEnd>({
      name: 'execution results',
      write: (rows) => this.writeEnds(rows),
      bytesOf: rowBytes,
      meter,
      retryForMs: 10_000,
      ...limits,
    });
    this.sends = new GroupCommit<SendingRun>({
      name: 'intents',
      write: (runs) => this.writeSends(runs),
      bytesOf: () => ROW_BYTES,
      meter,
      ...limits,
    });
    const behindAnswers = { meter, ...limits, lanes: 1 };
    this.events = new GroupCommit<EventRow>({
      name: 'events',
      write: (rows) => this.writeEvents(rows),
      bytesOf: (row) => ROW_BYTES + (row.data?.length ?? 0),
      ...behindAnswers,
    });
    this.spans = new GroupCommit<AgentSpanRow>({
      name: 'agent traces',
      write: async (rows) => void (await this.db.record(insertAgentSpans(rows))),
      bytesOf: (row) => ROW_BYTES + length(row.input) + length(row.output) + length(row.error),
      ...behindAnswers,
    });
    this.prompts = new GroupCommit<PromptRow>({
      name: 'prompts',
      write: (rows) => this.writePrompts(rows),
      bytesOf: () => PROMPT_BYTES,
      ...behindAnswers,
    });
    this.uses = new GroupCommit<ConnectionUseRow>({
      name: 'connection uses',
      write: async (rows) => void (await this.db.record(noteConnectionUses(rows))),
      bytesOf: () => ROW_BYTES,
      ...behindAnswers,
    });
  }

  /** Writes a new execution: ended, `running` (intent) or `queued`. Throws `overloaded`, `database_unavailable`, `shutting_down`. */
  insert(row: ExecutionRow): Promise<void> {
    return this.inserts.add(row.status === 'running' ? { ...row, claimedBy: this.processId } : row);
  }

  /** Ends an execution that was inserted open. Throws `illegal_state` when it is already ended (cancelled or swept meanwhile). */
  finish(end: ExecutionEnd): Promise<void> {
    return this.ends.add({ ...end, claimedBy: this.processId });
  }

  /**
   * Notes that a claimed write is about to be sent: from here on a crash makes it `unknown`. Throws `illegal_state` when it was cancelled or swept
   * meanwhile, and then it must not be sent.
   */
  sending(run: SendingRun): Promise<void> {
    return this.sends.add(run);
  }

  /** Appends an event. Never on a caller's path: nobody waits, and under pressure events are dropped and counted rather than callers held up. */
  event(event: EventRow): void {
    this.events.add(event).catch(() => {
      this.droppedEvents++;
    });
  }

  /** Events, and other notes that nobody waits for, that could not be written since the start. */
  droppedEvents = 0;

  /** Appends what an agent did; kept once it is committed. Throws as insert() does. */
  agentSpan(span: AgentSpanRow): Promise<void> {
    return this.spans.add(span);
  }

  /** Appends a prompt with its nearest neighbour. Nobody waits for it, as for an event. */
  prompt(prompt: PromptRow): void {
    this.prompts.add(prompt).catch(() => {
      this.droppedEvents++;
    });
  }

  /**
   * Tells of a use of a connection: one event `connection.used` for the first of its actor, connector and day (UTC), over all processes. Costs a look into memory
   * for every further one. Nobody waits for it.
   */
  connectionUse(use: ConnectionUse): void {
    const row = this.knownUses.first(use);
    if (!row) return;
    this.uses.add(row).catch(() => {
      this.knownUses.forget(use);
      this.droppedEvents++;
    });
  }

  /** False when the next call should be refused before any work is done for it. */
  hasRoom(): boolean {
    return this.inserts.hasRoom() && this.ends.hasRoom();
  }

  /** Calls `watcher` after every commit with the states that were written by this process; returns how to stop. */
  watch(watcher: (moves: readonly ExecutionMove[]) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Batches and rows committed and rows waiting, for metrics. */
  stats() {
    return {
      inserts: { ...this.inserts.counts, waiting: this.inserts.pending },
      ends: { ...this.ends.counts, waiting: this.ends.pending },
      events: { ...this.events.counts, waiting: this.events.pending, dropped: this.droppedEvents },
    };
  }

  /** Resolves when everything accepted is written; with `close`, new rows are refused with `shutting_down`. */
  async drain(options: { close?: boolean } = {}): Promise<void> {
    const { inserts, ends, sends, events, spans, prompts, uses } = this;
    await Promise.all([inserts, ends, sends, events, spans, prompts, uses].map((group) => group.drain(options)));
  }

  private async writeInserts(rows: readonly ExecutionRow[]): Promise<void> {
    await this.db.record(insertExecutions(rows));
    this.tell(rows);
  }

  private async writeEnds(rows: readonly ExecutionEnd[]): Promise<void> {
    const { rowCount } = await this.db.record(finishExecutions(rows));
    // Fewer rows than asked for: thrown so that the group is written one by one and the ended one fails alone.
    if (rowCount < rows.length) throw new PlatformError('illegal_state', 'The execution is already ended.');
    this.tell(rows);
  }

  private async writeSends(runs: readonly SendingRun[]): Promise<void> {
    const { rowCount } = await this.db.record(markSending(runs, this.processId));
    if (rowCount < runs.length) throw new PlatformError('illegal_state', 'The execution is not running here any more.');
  }

  private async writeEvents(rows: readonly EventRow[]): Promise<void> {
    await this.db.record(insertEvents(rows));
  }

  /** One after the other: each is compared with those before it. */
  private async writePrompts(rows: readonly PromptRow[]): Promise<void> {
    for (const row of rows) await this.db.record(insertPrompt(row));
  }

  /** Tells the watchers of states that are committed; for moves made by others than the recorder. */
  tell(moves: readonly ExecutionMove[]): void {
    for (const watcher of this.watchers) {
      try {
        watcher(moves);
      } catch {
        // The rows are committed; a watcher's trouble must not make them look lost.
      }
    }
  }
}

function rowBytes(row: ExecutionEnd & { input?: string | undefined; sealedPayload?: Uint8Array | undefined }): number {
  return (
    ROW_BYTES +
    length(row.input) +
    length(row.output) +
    length(row.steps) +
    length(row.attempts) +
    length(row.decisions) +
    length(row.error) +
    length(row.contactUpdates) +
    2 * (row.sealedPayload?.byteLength ?? 0)
  );
}

const length = (text: string | undefined): number => text?.length ?? 0;
