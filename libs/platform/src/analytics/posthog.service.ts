import { PostHog } from 'posthog-node';
import type { PlatformConfig } from '../config/platform-config.js';
import type { AnalyticsService, SentEvent } from './analytics-outlet.js';

const TIMEOUT_MS = 3_000;
/** Every event is handed over and flushed by the outlet; the SDK's own timer and size never come first. */
const NEVER_BY_ITSELF = 10_000;

/** A client of the operator's PostHog that keeps little, tries once more and sends nothing of its own accord. */
export function openPosthog({ apiKey, host }: NonNullable<PlatformConfig['posthog']>): PostHog {
  return new PostHog(apiKey, {
    ...(host === undefined ? {} : { host }),
    flushAt: NEVER_BY_ITSELF,
    flushInterval: 0,
    maxQueueSize: NEVER_BY_ITSELF,
    fetchRetryCount: 1,
    fetchRetryDelay: 500,
    requestTimeout: TIMEOUT_MS,
    featureFlagsRequestTimeoutMs: TIMEOUT_MS,
    disableGeoip: true,
  });
}

/** Events to PostHog: the workspace is who did it, and its group. */
export class PosthogService implements AnalyticsService {
  readonly name = 'posthog';

  constructor(private readonly client: PostHog) {}

  async send(events: readonly SentEvent[]): Promise<void> {
    for (const { id, name, workspaceId, facts, at } of events) {
      this.client.capture({
        distinctId: workspaceId,
        event: name,
        uuid: id,
        timestamp: at,
        groups: { workspace: workspaceId },
        // No profile is made of a workspace.
        properties: { ...facts, $process_person_profile: false },
      });
    }
    await this.client.flush();
  }

  /** Nothing is left in the SDK but what it could not send; its own shutdown would try that again and tell the console. */
  async close(): Promise<void> {}
}
