import { Rounds, type Logger } from '@patchbay/platform';
import type { AlertDelivery } from './alert-delivery.js';
import type { AlertEvaluator } from './alert-evaluator.js';

const LOOK_EVERY_MS = 30_000;
const DELIVER_EVERY_MS = 5_000;

/** Looks at the rules and tells what changed, from time to time. Runs in every process; one at a time looks. */
export class AlertsJob {
  private readonly rounds: Rounds;
  private nextLookAtMs = 0;

  constructor(
    private readonly evaluator: AlertEvaluator,
    private readonly delivery: AlertDelivery,
    logger: Logger,
  ) {
    this.rounds = new Rounds({
      everyMs: DELIVER_EVERY_MS,
      work: () => this.run(Date.now()),
      failure: 'looking at alerts failed; it is tried again',
      logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  private async run(nowMs: number): Promise<void> {
    if (nowMs >= this.nextLookAtMs) {
      this.nextLookAtMs = nowMs + LOOK_EVERY_MS;
      await this.evaluator.evaluate(nowMs);
    }
    await this.delivery.deliver(nowMs);
  }
}
