import { newId } from '@patchbay/kernel';
import type { ProductEvent } from './analytics.js';

export type SentEvent = ProductEvent & { readonly id: string; readonly at: Date };

/** One analytics service, behind its own SDK. */
export interface AnalyticsService {
  readonly name: string;
  /** Resolves when the service took the events, rejects when it did not. */
  send(events: readonly SentEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface OutletOptions {
  /** Events that may wait; more are dropped. */
  readonly maxWaiting?: number;
  readonly batchSize?: number;
  /** How long an event waits for others to go with. */
  readonly flushEveryMs?: number;
  readonly now?: () => Date;
}

const CLOSE_WITHIN_MS = 1_000;

/** Events on their way to one service: in batches, one at a time, bounded. A service that is slow or gone costs its own events only. */
export class AnalyticsOutlet {
  private waiting: SentEvent[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  /** Events given up: too many waited, or the service refused them. */
  dropped = 0;

  constructor(
    private readonly service: AnalyticsService,
    private readonly options: OutletOptions = {},
  ) {}

  add(event: ProductEvent): void {
    const { maxWaiting = 1_000, flushEveryMs = 2_000, now = () => new Date() } = this.options;
    if (this.waiting.length >= maxWaiting) {
      this.dropped += 1;
      return;
    }
    this.waiting.push({ ...event, id: event.id ?? newId(), at: now() });
    this.timer ??= setTimeout(() => void this.flush(), flushEveryMs).unref();
  }

  /** Sends what waits, for a short while, and ends the service's SDK. */
  async close(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
    await Promise.race([this.flush().then(() => this.service.close()), late]).catch(() => undefined);
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    return (this.sending ??= this.sendAll().finally(() => {
      this.timer = undefined;
      this.sending = undefined;
    }));
  }

  private async sendAll(): Promise<void> {
    const { batchSize = 50 } = this.options;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, batchSize);
      try {
        await this.service.send(batch);
      } catch {
        // Nobody acts on a lost product event; the count shows in the metrics.
        this.dropped += batch.length;
      }
    }
  }
}
