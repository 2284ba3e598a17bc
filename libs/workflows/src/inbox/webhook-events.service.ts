import { Injectable } from '@nestjs/common';
import { isUuid, PlatformError, type Page, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { InboxProcessor } from './inbox-processor.js';
import { WebhookEventStore, type WebhookEvent, type WebhookEventQuery, type WebhookEventView } from './webhook-event.store.js';

/** Events as people see them: what came, what became of it, and another try. */
@Injectable()
export class WebhookEventsService {
  private readonly store = new WebhookEventStore();

  constructor(
    private readonly db: Database,
    private readonly processor: InboxProcessor,
  ) {}

  /** Newest first. */
  list(workspaceId: WorkspaceId, query: WebhookEventQuery): Promise<Page<WebhookEvent>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, query));
  }

  async get(workspaceId: WorkspaceId, id: string): Promise<WebhookEventView> {
    const found = isUuid(id) ? await this.db.inWorkspace(workspaceId, (tx) => this.store.view(tx, id)) : undefined;
    return found ?? unknownEvent();
  }

  /** Works on it again, whatever became of it before: an event that has started a run starts another one. */
  async replay(workspaceId: WorkspaceId, id: string): Promise<WebhookEventView> {
    await this.get(workspaceId, id);
    if (await this.db.inWorkspace(workspaceId, (tx) => this.store.replay(tx, id))) this.processor.soon({ workspaceId, id });
    return this.get(workspaceId, id);
  }
}

function unknownEvent(): never {
  throw new PlatformError('not_found', 'There is no webhook event with this id in this workspace.');
}
