import { Injectable } from '@nestjs/common';
import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** A sign-in that happens at Nango. */
export interface NangoSession {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly connector: string;
  readonly integration: string;
  readonly name: string | null;
  /** The connection that signs in again. */
  readonly connectionId: string | null;
  readonly asked: JsonObject;
  readonly createdBy: string;
}

interface Row {
  readonly workspace_id: WorkspaceId;
  readonly id: string;
  readonly connector_key: string;
  readonly nango_integration: string;
  readonly name: string | null;
  readonly connection_id: string | null;
  readonly asked: JsonObject;
  readonly created_by: string;
}

const COLUMNS = 'workspace_id, id, connector_key, nango_integration, name, connection_id, asked, created_by';
/** Nango may still be finishing when the session's own time is over. */
const LATE = `interval '2 minutes'`;

/** The rows of `oauth_states` whose sign-in happens at Nango. */
@Injectable()
export class NangoSessionsStore {
  async begin(tx: Tx, row: NangoSession & { provider: string; tokenHash: Buffer; expiresAt: Date }): Promise<void> {
    await tx.query(
      `insert into oauth_states (workspace_id, id, ticket_hash, connector_key, auth_type, provider, nango_integration, name, connection_id, asked, created_by, expires_at, poll_at)
       values ($1, $2, $3, $4, 'oauth2', $5, $6, $7, $8, $9, $10, $11, now() + interval '1 second')`,
      [
        row.workspaceId,
        row.id,
        row.tokenHash,
        row.connector,
        row.provider,
        row.integration,
        row.name,
        row.connectionId,
        JSON.stringify(row.asked),
        row.createdBy,
        row.expiresAt,
      ],
    );
  }

  /** As the system: the sessions to ask Nango about now. They are due again soon while young, later when nobody seems to sign in. */
  async takeDue(tx: Tx, limit: number): Promise<{ workspaceId: WorkspaceId; id: string }[]> {
    const { rows } = await tx.query<Row>(
      `update oauth_states set poll_at = now() + case when now() - created_at < interval '1 minute' then interval '2 seconds'
           when now() - created_at < interval '5 minutes' then interval '5 seconds' else interval '20 seconds' end
       where (workspace_id, id) in (
         select workspace_id, id from oauth_states where poll_at <= now() and used_at is null and expires_at > now() - ${LATE}
         order by poll_at limit $1 for update skip locked)
       returning workspace_id, id`,
      [limit],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id }));
  }

  /** Undefined: there is no such session, it is over, done, or somebody else is at it. */
  async claim(tx: Tx, id: string): Promise<NangoSession | undefined> {
    const { rows } = await tx.query<Row>(
      `update oauth_states set claimed_until = now() + interval '1 minute'
       where id = $1 and nango_integration is not null and used_at is null and expires_at > now() - ${LATE}
         and (claimed_until is null or claimed_until < now())
       returning ${COLUMNS}`,
      [id],
    );
    return rows[0] && sessionOf(rows[0]);
  }

  async release(tx: Tx, id: string): Promise<void> {
    await tx.query('update oauth_states set claimed_until = null where id = $1', [id]);
  }

  async isFirst(tx: Tx, hash: Buffer): Promise<boolean> {
    const { rowCount } = await tx.query('insert into nango_deliveries (hash) values ($1) on conflict do nothing', [hash]);
    return rowCount > 0;
  }

  /** As the system. */
  async sweepDeliveries(tx: Tx): Promise<void> {
    await tx.query(`delete from nango_deliveries where received_at < now() - interval '1 day'`);
  }

  /** As the system: connections of ours that are kept at this place in Nango. */
  async connectionsAt(tx: Tx, integration: string, nangoConnectionId: string): Promise<{ workspaceId: WorkspaceId; id: string }[]> {
    const { rows } = await tx.query<{ workspace_id: WorkspaceId; id: string }>(
      `select workspace_id, id from connections where source = 'nango' and nango_integration = $1 and nango_connection_id = $2`,
      [integration, nangoConnectionId],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id }));
  }
}

function sessionOf(row: Row): NangoSession {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    connector: row.connector_key,
    integration: row.nango_integration,
    name: row.name,
    connectionId: row.connection_id,
    asked: row.asked,
    createdBy: row.created_by,
  };
}
