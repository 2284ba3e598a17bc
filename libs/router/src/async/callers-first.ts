import { performance } from 'node:perf_hooks';
import type { RunRoom } from './run-room.js';

const LOOK_EVERY_MS = 100;
/** Share of the time in which the event loop works, from which on callers wait for each other. */
const BUSY = 0.9;

export interface CallersFirstParts {
  readonly room: Pick<RunRoom, 'narrow'>;
  /** Calls that somebody waits for, begun since the start of the process. */
  readonly callersBegun: () => number;
  /** Share of the time since the last question in which the event loop worked, 0 to 1. */
  readonly busy?: () => number;
}

/**
 * Lets those who wait for an answer go before runs in the background: while callers come and the event loop has no time left, few runs are under way at
 * once. They go on, so nothing starves; without callers they have the whole room.
 */
export class CallersFirst {
  private timer: NodeJS.Timeout | undefined;
  private callersBefore = 0;

  constructor(private readonly parts: CallersFirstParts) {}

  start(): void {
    const busy = this.parts.busy ?? busyShare();
    this.timer = setInterval(() => this.look(busy()), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.parts.room.narrow(false);
  }

  /** One look at how busy the process is. */
  look(busy: number): void {
    const callers = this.parts.callersBegun();
    this.parts.room.narrow(busy >= BUSY && callers > this.callersBefore);
    this.callersBefore = callers;
  }
}

function busyShare(): () => number {
  let since = performance.eventLoopUtilization();
  return () => {
    const { utilization } = performance.eventLoopUtilization(since);
    since = performance.eventLoopUtilization();
    return utilization;
  };
}
