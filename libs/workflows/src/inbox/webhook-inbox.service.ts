import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUuid, newId, PlatformError } from '@patchbay/kernel';
import { Database, Sealer } from '@patchbay/platform';
import { InboxProcessor } from './inbox-processor.js';
import { isSigned, senderEventId, type WebhookHeaders } from './signature-scheme.js';
import { shownHeaders } from './webhook-event.js';
import { ENDPOINT_SECRET_PURPOSE, WebhookEndpointStore, type EndpointForIntake } from './webhook-endpoint.store.js';
import { WebhookEventStore } from './webhook-event.store.js';

export interface TakenEvent {
  readonly eventId: string;
  /** The sender had delivered it before; nothing new was begun. */
  readonly duplicate: boolean;
}

const MAX_CONTENT_TYPE_CHARS = 200;

/**
 * Takes what senders deliver. In this order: the signature over the bytes as they came, the commit of the event, the answer; only then is anything made of
 * it. What was answered is stored; what was not stored is not answered with success, and a good sender delivers it again.
 */
@Injectable()
export class WebhookInbox {
  private readonly endpoints = new WebhookEndpointStore();
  private readonly events = new WebhookEventStore();

  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
    private readonly processor: InboxProcessor,
  ) {}

  /** Throws `not_found` for an address that does not exist or is switched off, `unauthenticated` for a wrong, missing or old signature. */
  async take(endpointId: string, headers: WebhookHeaders, body: Buffer): Promise<TakenEvent> {
    const endpoint = isUuid(endpointId) ? await this.db.asSystem((tx) => this.endpoints.forIntake(tx, endpointId)) : undefined;
    if (!endpoint?.enabled) throw new PlatformError('not_found', 'There is no webhook endpoint here.');
    const { workspaceId, scheme, options } = endpoint;
    const delivery = { headers, body, nowMs: Date.now() };
    if (!isSigned(scheme, delivery, { secret: this.secretOf(endpoint), options })) {
      throw new PlatformError(
        'unauthenticated',
        `The delivery is not signed with this endpoint’s secret (${scheme}), or its signature is too old.`,
      );
    }
    const { id, isNew } = await this.db.inWorkspace(workspaceId, (tx) =>
      this.events.insert(tx, {
        workspaceId,
        id: newId(),
        endpointId: endpoint.id,
        workflowId: endpoint.workflowId,
        // Without an id of the sender's, the same bytes are the same event.
        eventKey: senderEventId(scheme, delivery, options) ?? `sha256:${createHash('sha256').update(body).digest('hex')}`,
        contentType: String(headers['content-type'] ?? '').slice(0, MAX_CONTENT_TYPE_CHARS),
        headers: shownHeaders(headers),
        body,
      }),
    );
    if (isNew) this.processor.soon({ workspaceId, id });
    return { eventId: id, duplicate: !isNew };
  }

  private secretOf({ workspaceId, id, sealed }: EndpointForIntake): string {
    return this.sealer.open(sealed, { workspaceId, rowId: id, purpose: ENDPOINT_SECRET_PURPOSE });
  }
}
