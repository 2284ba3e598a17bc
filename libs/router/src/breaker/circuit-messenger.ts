import type { Database, Logger } from '@patchbay/platform';
import type { CircuitOpened, HostCircuitBreaker } from './host-circuit-breaker.js';

const CHANNEL = 'circuits';

/** Tells the other replicas which providers are down, so that each does not have to find out by itself. */
export class CircuitMessenger {
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    private readonly db: Database,
    private readonly breaker: HostCircuitBreaker,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    this.stopListening = await this.db.listen(CHANNEL, (payload) => this.breaker.opened(JSON.parse(payload) as CircuitOpened));
    this.breaker.whenOpened((opened) => void this.tell(opened));
  }

  async stop(): Promise<void> {
    await this.stopListening?.();
  }

  private async tell(opened: CircuitOpened): Promise<void> {
    this.logger.warn(
      { connector: opened.scope.connectorKey, host: opened.host, forMs: opened.forMs },
      'a provider keeps failing; its circuit is open',
    );
    try {
      await this.db.withoutWorkspace((tx) => this.db.notify(tx, CHANNEL, JSON.stringify(opened)));
    } catch (error) {
      this.logger.debug({ err: error }, 'the other replicas were not told of an open circuit');
    }
  }
}
