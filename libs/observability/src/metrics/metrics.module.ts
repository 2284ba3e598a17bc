import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { MetricsService } from './metrics.service.js';
import { RollupJob } from './rollup.job.js';
import { RollupStore } from './rollup.store.js';
import { SummaryStore } from './summary.store.js';
import { WorkspaceActivityStore } from './workspace-activity.store.js';

/** Counts of executions, kept up to date and summed up. */
@Module({
  providers: [
    RollupStore,
    SummaryStore,
    WorkspaceActivityStore,
    MetricsService,
    {
      provide: RollupJob,
      inject: [Database, RollupStore, LOGGER],
      useFactory: (db: Database, store: RollupStore, logger: Logger) => new RollupJob(db, store, logger),
    },
  ],
  exports: [MetricsService],
})
export class MetricsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly job: RollupJob) {}

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.job.stop();
  }
}
