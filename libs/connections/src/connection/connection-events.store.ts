import { Injectable } from '@nestjs/common';
import { newId, type JsonObject } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { ConnectionPlace } from './connection.js';

export type ConnectionEventType =
  | 'connection.created'
  | 'connection.read'
  | 'connection.updated'
  | 'connection.reconnected'
  | 'connection.tested'
  | 'connection.needsReauth'
  | 'connection.deleted'
  | 'oauthApp.saved'
  | 'oauthApp.deleted';

export interface ConnectionEvent extends ConnectionPlace {
  readonly type: ConnectionEventType;
  /** `user:<subject>`, `api_key:<id>` or `system:<name>`. */
  readonly actor: string;
  readonly data?: JsonObject;
}

/** What happened to connections, in `event_logs`: written in the transaction of the change itself. Never a secret. */
@Injectable()
export class ConnectionEventsStore {
  async add(tx: Tx, event: ConnectionEvent): Promise<void> {
    await tx.query(
      `insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        event.workspaceId,
        newId(),
        event.type,
        event.type.startsWith('oauthApp') ? 'oauth_app' : 'connection',
        event.id,
        event.actor,
        event.data ? JSON.stringify(event.data) : null,
      ],
    );
  }
}
