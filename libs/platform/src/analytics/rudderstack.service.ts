import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import type { PlatformConfig } from '../config/platform-config.js';
import type { AnalyticsService, SentEvent } from './analytics-outlet.js';

const TIMEOUT_MS = 3_000;
const MAX_BATCH = 100;
/** The SDK's own timer never comes first: the outlet flushes. Milliseconds. */
const NEVER_BY_ITSELF = 2 ** 31 - 1;

/** Events to a RudderStack data plane. */
export class RudderstackService implements AnalyticsService {
  readonly name = 'rudderstack';
  private readonly client: RudderAnalytics;

  constructor({ writeKey, dataPlaneUrl }: NonNullable<PlatformConfig['rudderstack']>) {
    this.client = new RudderAnalytics(writeKey, {
      dataPlaneUrl,
      flushAt: MAX_BATCH,
      flushInterval: NEVER_BY_ITSELF,
      maxInternalQueueSize: MAX_BATCH,
      retryCount: 1,
      logLevel: 'none',
      axiosConfig: { timeout: TIMEOUT_MS },
    });
    // It sends its first event at once and alone, without anybody waiting for what comes of it; this flag says that this has happened.
    Object.assign(this.client, { flushed: true });
  }

  async send(events: readonly SentEvent[]): Promise<void> {
    for (const { id, name, workspaceId, facts, at } of events)
      this.client.track({
        userId: workspaceId,
        event: name,
        properties: { ...facts },
        timestamp: at,
        context: { groupId: workspaceId },
        messageId: id,
      } as never);
    await this.client.flush();
  }

  async close(): Promise<void> {}
}
