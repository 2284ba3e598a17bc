import { Module, type OnModuleInit } from '@nestjs/common';
import { OpenFeature } from '@openfeature/server-sdk';
import { DatabaseFlagProvider } from './database-flag.provider.js';
import { FeatureFlagsAdminService } from './feature-flags-admin.service.js';
import { FeatureFlags } from './feature-flags.service.js';
import { FeatureFlagsStore } from './feature-flags.store.js';

/** Flags from memory (`FeatureFlags`), through OpenFeature's own client, and their administration. */
@Module({
  providers: [FeatureFlagsStore, FeatureFlags, FeatureFlagsAdminService, DatabaseFlagProvider],
  exports: [FeatureFlags, FeatureFlagsAdminService],
})
export class FeatureFlagsModule implements OnModuleInit {
  constructor(private readonly provider: DatabaseFlagProvider) {}

  async onModuleInit(): Promise<void> {
    await OpenFeature.setProviderAndWait(this.provider);
  }
}
