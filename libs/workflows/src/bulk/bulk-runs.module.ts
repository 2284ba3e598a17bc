import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ContactsModule, ContactsService } from '@patchbay/contacts';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { RunStarter } from '../runs/run-starter.js';
import { WorkflowsModule } from '../workflows.module.js';
import { BulkPump } from './bulk-pump.js';
import { BulkRunsService } from './bulk-runs.service.js';

/** Lists of contacts through workflows. */
@Module({
  imports: [ContactsModule, WorkflowsModule],
  providers: [
    {
      provide: BulkPump,
      inject: [Database, RunStarter, ContactsService, LOGGER],
      useFactory: (db: Database, starter: RunStarter, contacts: ContactsService, logger: Logger) =>
        new BulkPump(db, starter, contacts, logger),
    },
    BulkRunsService,
  ],
  exports: [BulkRunsService],
})
export class BulkRunsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly pump: BulkPump) {}

  onApplicationBootstrap(): void {
    this.pump.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.pump.stop();
  }
}
