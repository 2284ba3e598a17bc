import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ExecutionMove, FeedReader, Seen } from '@patchbay/executions';
import type { RunMove } from '@patchbay/workflows';

/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** A client that reads slower than its workspace moves is let go; it resumes from the rows. */
const MAX_BUFFERED_BYTES = 1_000_000;
const RESET = 'event: reset\ndata: {}\n\n';
/** How long a client should wait before it connects again. */
const RECONNECT_MS = 2_000;

export interface MoveStreamParts {
  readonly raw: ServerResponse;
  /** Headers that were set before the answer was taken over. */
  readonly headers: OutgoingHttpHeaders | Record<string, unknown>;
  readonly endsInMs: number;
  /** Asked with every heartbeat: a key that was revoked reads no further. */
  readonly stillAllowed: () => Promise<boolean>;
}

/** One client's event stream. What comes before it is open is kept, within the same bound. */
export class MoveStream {
  private waiting: string[] = [];
  private waitingBytes = 0;
  private opened = false;
  private closers: (() => void)[] = [];

  constructor(private readonly parts: MoveStreamParts) {}

  private readonly onReset = (): void => this.write(RESET);

  readonly executions: FeedReader<ExecutionMove> = {
    onMoves: (moves) => this.tell('execution', 'executionId', moves),
    onReset: this.onReset,
  };

  /** `workflow-run`: a run, or one of its nodes, moved. */
  readonly workflowRuns: FeedReader<RunMove> = {
    onMoves: (moves) => this.tell('workflow-run', 'runId', moves),
    onReset: this.onReset,
  };

  /** Begins to answer. `closers` are called once, when the stream ends for whatever reason. */
  open(closers: readonly (() => void)[], stop: AbortSignal): void {
    const { raw, headers, endsInMs } = this.parts;
    const end = (): void => void raw.end();
    const ending = setTimeout(end, endsInMs);
    const beating = setInterval(() => void this.beat(), HEARTBEAT_MS);
    stop.addEventListener('abort', end, { once: true });
    this.closers = [...closers, () => clearTimeout(ending), () => clearInterval(beating), () => stop.removeEventListener('abort', end)];
    raw.once('close', () => this.close());
    // Its error is followed by its close.
    raw.on('error', () => undefined);
    raw.writeHead(200, {
      ...(headers as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    this.opened = true;
    raw.write(`retry: ${RECONNECT_MS}\n: watching\n\n${this.waiting.splice(0).join('')}`);
    if (raw.destroyed) this.close();
    else if (stop.aborted) end();
  }

  private tell(event: string, name: string, moves: readonly Seen<ExecutionMove | RunMove>[]): void {
    let text = '';
    for (const { id, status, atMs } of moves) text += `event: ${event}\nid: ${atMs}\ndata: {"${name}":"${id}","status":"${status}"}\n\n`;
    this.write(text);
  }

  private write(text: string): void {
    const { raw } = this.parts;
    if (!this.opened) {
      this.waiting.push(text);
      this.waitingBytes += text.length;
      // Too much before the first byte: the rows have to be read anew.
      if (this.waitingBytes > MAX_BUFFERED_BYTES) {
        this.waiting = [RESET];
        this.waitingBytes = 0;
      }
    } else if (!raw.writableEnded) {
      raw.write(text);
      if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
    }
  }

  private async beat(): Promise<void> {
    try {
      if (await this.parts.stillAllowed()) this.write(': \n\n');
      else this.parts.raw.end();
    } catch {
      this.parts.raw.end();
    }
  }

  private close(): void {
    for (const close of this.closers.splice(0)) close();
  }
}
