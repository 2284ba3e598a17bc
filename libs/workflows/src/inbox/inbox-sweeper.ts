import type { Database, Logger } from '@patchbay/platform';
import type { InboxProcessor } from './inbox-processor.js';
import { WebhookEventStore } from './webhook-event.store.js';

const EVERY_MS = 2_000;
const AT_ONCE = 500;
const FORGET_EVERY_MS = 60_000;
const KEYS_PER_BATCH = 5_000;

/** Finds stored events nobody works on: those of a process that died, those that are to be tried again, those that had no room. */
export class InboxSweeper {
  private readonly events = new WebhookEventStore();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private nextForgetAtMs = 0;

  constructor(
    private readonly db: Database,
    private readonly processor: InboxProcessor,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.working ??= this.sweep().finally(() => (this.working = undefined));
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
    await this.processor.close();
  }

  /** Every replica may do this at once: an event is held by one transaction. */
  async sweep(): Promise<void> {
    try {
      for (const event of await this.db.asSystem((tx) => this.events.due(tx, AT_ONCE))) this.processor.soon(event);
      if (Date.now() < this.nextForgetAtMs) return;
      this.nextForgetAtMs = Date.now() + FORGET_EVERY_MS;
      await this.db.asSystem((tx) => this.events.forgetKeys(tx, KEYS_PER_BATCH));
    } catch (error) {
      this.logger.warn({ err: error }, 'stored webhook events could not be looked for');
    }
  }
}
