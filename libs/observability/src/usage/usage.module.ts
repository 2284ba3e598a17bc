import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { QuotaWatch } from './quota-watch.js';
import { UsageService } from './usage.service.js';
import { UsageStore } from './usage.store.js';

@Module({
  providers: [
    UsageStore,
    UsageService,
    {
      provide: QuotaWatch,
      inject: [Database, UsageStore, LOGGER],
      useFactory: (db: Database, store: UsageStore, logger: Logger) => new QuotaWatch(db, store, logger),
    },
  ],
  exports: [UsageService, QuotaWatch],
})
export class UsageModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly watch: QuotaWatch) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.watch.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watch.stop();
  }
}
