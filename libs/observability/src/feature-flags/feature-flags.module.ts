import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { FirstMatchStrategy, MultiProvider, OpenFeature } from '@openfeature/server-sdk';
import { openPosthogFlags, PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { DatabaseFlagProvider } from './database-flag.provider.js';
import { FeatureFlagsAdminService } from './feature-flags-admin.service.js';
import { FeatureFlags } from './feature-flags.service.js';
import { FeatureFlagsStore } from './feature-flags.store.js';
import { FLAG_SOURCE } from './flag-source.js';
import { PosthogFlagProvider } from './posthog-flag.provider.js';

/** PostHog's flags go before ours when the operator has one. */
const flagSource = {
  provide: FLAG_SOURCE,
  inject: [PLATFORM_CONFIG],
  useFactory: async ({ posthog }: PlatformConfig): Promise<PosthogFlagProvider | null> =>
    posthog ? new PosthogFlagProvider(await openPosthogFlags(posthog)) : null,
};

/** Flags from memory (`FeatureFlags`), through OpenFeature's own client, and their administration. */
@Module({
  providers: [flagSource, FeatureFlagsStore, FeatureFlags, FeatureFlagsAdminService, DatabaseFlagProvider],
  exports: [FeatureFlags, FeatureFlagsAdminService],
})
export class FeatureFlagsModule implements OnModuleInit {
  constructor(
    private readonly provider: DatabaseFlagProvider,
    @Inject(FLAG_SOURCE) private readonly posthog: PosthogFlagProvider | null,
  ) {}

  async onModuleInit(): Promise<void> {
    const { provider, posthog } = this;
    const chain = posthog ? new MultiProvider([{ provider: posthog }, { provider }], new FirstMatchStrategy()) : provider;
    await OpenFeature.setProviderAndWait(chain);
  }
}
