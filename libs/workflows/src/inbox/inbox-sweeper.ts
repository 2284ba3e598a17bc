import { Rounds, type Database, type Logger } from '@patchbay/platform';
import type { InboxProcessor } from './inbox-processor.js';
import { WebhookEventStore } from './webhook-event.store.js';

const EVERY_MS = 2_000;
const AT_ONCE = 500;
const FORGET_EVERY_MS = 60_000;
const KEYS_PER_BATCH = 5_000;

/** Finds stored events nobody works on: those of a process that died, those that are to be tried again, those that had no room. */
export class InboxSweeper {
  private readonly events = new WebhookEventStore();
  private readonly rounds: Rounds;
  private nextForgetAtMs = 0;

  constructor(
    private readonly db: Database,
    private readonly processor: InboxProcessor,
    logger: Logger,
  ) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.sweep(),
      failure: 'stored webhook events could not be looked for',
      logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
    await this.processor.close();
  }

  /** Every replica may do this at once: an event is held by one transaction. */
  async sweep(): Promise<void> {
    for (const event of await this.db.asSystem((tx) => this.events.due(tx, AT_ONCE))) this.processor.soon(event);
    if (Date.now() < this.nextForgetAtMs) return;
    this.nextForgetAtMs = Date.now() + FORGET_EVERY_MS;
    await this.db.asSystem((tx) => this.events.forgetKeys(tx, KEYS_PER_BATCH));
  }
}
