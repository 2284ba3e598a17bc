import type { PlatformConfig } from '../config/platform-config.js';
import type { PostHog } from 'posthog-node';
import type { AnalyticsHub } from './analytics-hub.js';
import type { AnalyticsService, OutletOptions } from './analytics-outlet.js';

type AnalyticsConfig = Pick<PlatformConfig, 'posthog' | 'rudderstack' | 'analytics'>;

/** Opens the services that are configured. Undefined: none, or opted out; then no SDK is loaded. */
export async function startAnalytics(config: AnalyticsConfig, options: OutletOptions = {}): Promise<AnalyticsHub | undefined> {
  const { posthog, rudderstack, analytics } = config;
  if (!analytics.on || (!posthog && !rudderstack)) return undefined;
  const services: AnalyticsService[] = [];
  if (posthog) {
    const { openPosthog, PosthogService } = await import('./posthog.service.js');
    services.push(new PosthogService(openPosthog(posthog)));
  }
  if (rudderstack) {
    const { RudderstackService } = await import('./rudderstack.service.js');
    services.push(new RudderstackService(rudderstack));
  }
  const { AnalyticsHub } = await import('./analytics-hub.js');
  return new AnalyticsHub(services, { ...options, executionShare: analytics.executionShare });
}

/** PostHog's client for reading flags; its SDK is loaded only here. */
export async function openPosthogFlags(posthog: NonNullable<PlatformConfig['posthog']>): Promise<Pick<PostHog, 'getAllFlags'>> {
  const { openPosthog } = await import('./posthog.service.js');
  return openPosthog(posthog);
}
