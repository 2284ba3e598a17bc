import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { WorkflowsModule } from '../workflows.module.js';
import { InboxProcessor } from './inbox-processor.js';
import { InboxSweeper } from './inbox-sweeper.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookEventsService } from './webhook-events.service.js';
import { WebhookInbox } from './webhook-inbox.service.js';

/** Webhooks from outside: their addresses, what came, and the runs it began. */
@Module({
  imports: [WorkflowsModule],
  providers: [
    InboxProcessor,
    WebhookInbox,
    WebhookEndpointsService,
    WebhookEventsService,
    {
      provide: InboxSweeper,
      inject: [Database, InboxProcessor, LOGGER],
      useFactory: (db: Database, processor: InboxProcessor, logger: Logger) => new InboxSweeper(db, processor, logger),
    },
  ],
  exports: [WebhookInbox, WebhookEndpointsService, WebhookEventsService],
})
export class WebhookInboxModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly sweeper: InboxSweeper) {}

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweeper.stop();
  }
}
