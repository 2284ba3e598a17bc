import { Database, type Logger } from '@patchbay/platform';
import type { NangoCompletion } from './nango-completion.service.js';
import { NangoSessionsStore } from './nango-sessions.store.js';

const ACTIVE_MS = 1_000;
const IDLE_MS = 30_000;
const AT_ONCE = 20;

/**
 * Asks Nango about sign-ins that are under way. Its webhook is only a promise of the paid plans and can be lost; this finds every sign-in. Each due session is taken by
 * one process; a process that began none looks now and then for those of a process that died.
 */
export class NangoPollJob {
  private timer: NodeJS.Timeout | undefined;
  private activeUntilMs = 0;
  private stopped = false;
  private round: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly sessions: NangoSessionsStore,
    private readonly completion: NangoCompletion,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.plan(IDLE_MS);
  }

  /** A sign-in has begun here. */
  expect(until: Date): void {
    this.activeUntilMs = Math.max(this.activeUntilMs, until.getTime());
    this.plan(ACTIVE_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  /** One round. Out: how many sessions were asked about. */
  async run(): Promise<number> {
    const due = await this.database.asSystem((tx) => this.sessions.takeDue(tx, AT_ONCE));
    await Promise.all(
      due.map((place) =>
        this.completion
          .complete(place)
          .catch((error: unknown) => this.logger.warn({ err: error, sessionId: place.id }, 'a sign-in at Nango could not be completed')),
      ),
    );
    return due.length;
  }

  private plan(inMs: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.round = this.turn();
    }, inMs);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    try {
      const idle = Date.now() > this.activeUntilMs;
      if (idle) await this.database.asSystem((tx) => this.sessions.sweepDeliveries(tx));
      const asked = await this.run();
      this.plan(idle && asked === 0 ? IDLE_MS : ACTIVE_MS);
    } catch (error) {
      this.logger.warn({ err: error }, 'Nango could not be asked about sign-ins');
      this.plan(IDLE_MS);
    }
  }
}
