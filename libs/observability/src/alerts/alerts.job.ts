import type { Logger } from '@patchbay/platform';
import type { AlertDelivery } from './alert-delivery.js';
import type { AlertEvaluator } from './alert-evaluator.js';

const LOOK_EVERY_MS = 30_000;
const DELIVER_EVERY_MS = 5_000;

/** Looks at the rules and tells what changed, from time to time. Runs in every process; one at a time looks. */
export class AlertsJob {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private nextLookAtMs = 0;

  constructor(
    private readonly evaluator: AlertEvaluator,
    private readonly delivery: AlertDelivery,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.tick(), DELIVER_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private tick(): void {
    this.working ??= this.run(Date.now())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'looking at alerts failed; it is tried again'))
      .finally(() => {
        this.working = undefined;
      });
  }

  private async run(nowMs: number): Promise<void> {
    if (nowMs >= this.nextLookAtMs) {
      this.nextLookAtMs = nowMs + LOOK_EVERY_MS;
      await this.evaluator.evaluate(nowMs);
    }
    await this.delivery.deliver(nowMs);
  }
}
