import type { Logger } from '../telemetry/logger.js';

export interface RoundsOptions {
  readonly everyMs: number;
  /** One round. What it throws is logged; the next round tries again. */
  readonly work: () => Promise<unknown>;
  /** What the log says of a round that threw. */
  readonly failure: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Work that is done again and again: one round at a time, and a round that fails ends nothing. Holds no process alive. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;
  private wished = false;
  private stopped = false;

  constructor(private readonly options: RoundsOptions) {}

  /** A round every so often, the first one after that time: `soon()` does one at once. A moment that falls into a round is passed over. */
  start(): void {
    this.stopped = false;
    this.timer ??= setInterval(() => this.begin(), this.options.everyMs).unref();
  }

  /** A round now; while one is under way, another one after it: what is new may have come too late for that one. */
  soon(): void {
    if (this.stopped) return;
    this.wished = true;
    this.begin();
  }

  /** Begins no other round and waits for the one under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wished = false;
    clearInterval(this.timer);
    this.timer = undefined;
    await this.underWay;
  }

  private begin(): void {
    this.underWay ??= this.round().finally(() => {
      this.underWay = undefined;
      if (this.wished) this.begin();
    });
  }

  private async round(): Promise<void> {
    this.wished = false;
    try {
      await this.options.work();
    } catch (error) {
      this.options.logger.warn({ err: error }, this.options.failure);
    }
  }
}
