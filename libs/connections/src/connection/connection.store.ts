import { Injectable } from '@nestjs/common';
import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { connectionOf, SHOWN_COLUMNS, type ConnectionRow } from './connection-row.js';
import type { AuthType, Connection, ConnectionSource } from './connection.js';

export interface NewConnection {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly authType: AuthType;
  readonly source: ConnectionSource;
  /** Absent for Nango's. */
  readonly sealed?: { readonly sealed: Buffer; readonly keyId: string } | undefined;
  readonly nango?: { readonly integration: string; readonly connectionId: string } | undefined;
  readonly metadata: JsonObject;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly refreshExpiresAt: Date | null;
  readonly isDefault: boolean;
  readonly createdBy: string;
}

/** A credential that takes the place of the one there is. */
export interface NewCredential {
  readonly authType: AuthType;
  readonly source: ConnectionSource;
  readonly sealed?: { readonly sealed: Buffer; readonly keyId: string } | undefined;
  readonly nango?: { readonly integration: string; readonly connectionId: string } | undefined;
  readonly metadata: JsonObject;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly refreshExpiresAt: Date | null;
}

export interface ConnectionFilter {
  readonly connector?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A connection with its sealed secret. */
export interface SealedConnection {
  readonly connection: Connection;
  readonly sealed: Buffer | null;
}

/** The table `connections`, within the transaction's workspace. */
@Injectable()
export class ConnectionStore {
  async insert(tx: Tx, row: NewConnection): Promise<Connection> {
    const { rows } = await tx.query<ConnectionRow>(
      `insert into connections (workspace_id, id, connector_key, name, auth_type, source, sealed, key_id, nango_integration, nango_connection_id, metadata,
         scopes, expires_at, refresh_expires_at, is_default, created_by, refreshed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, case when $13::timestamptz is not null then now() end)
       returning ${SHOWN_COLUMNS}`,
      [row.workspaceId, row.id, row.connector, row.name, ...credentialValues(row), row.isDefault, row.createdBy],
    );
    return connectionOf(rows[0] as ConnectionRow);
  }

  /** The next state of the credential; health begins anew. Undefined: there is no such connection. */
  async replaceCredential(tx: Tx, id: string, next: NewCredential): Promise<Connection | undefined> {
    const { rows } = await tx.query<ConnectionRow>(
      `update connections set auth_type = $2, source = $3, sealed = $4, key_id = $5, nango_integration = $6, nango_connection_id = $7, metadata = $8, scopes = $9,
         expires_at = $10, refresh_expires_at = $11, refreshed_at = case when $10::timestamptz is not null then now() end, status = 'active', version = version + 1, refresh_claimed_until = null,
         refresh_sent_at = null, refresh_failures = 0, refresh_retry_at = null, last_proven_at = null, last_error_code = null, last_error_message = null,
         last_error_at = null, updated_at = now()
       where id = $1 returning ${SHOWN_COLUMNS}`,
      [id, ...credentialValues(next)],
    );
    return rows[0] && connectionOf(rows[0]);
  }

  async get(tx: Tx, id: string): Promise<Connection | undefined> {
    const { rows } = await tx.query<ConnectionRow>(`select ${SHOWN_COLUMNS} from connections where id = $1`, [id]);
    return rows[0] && connectionOf(rows[0]);
  }

  /** The workspace's connection that is kept at this place in Nango. */
  async atNango(tx: Tx, integration: string, nangoConnectionId: string): Promise<Connection | undefined> {
    const { rows } = await tx.query<ConnectionRow>(
      `select ${SHOWN_COLUMNS} from connections where source = 'nango' and nango_integration = $1 and nango_connection_id = $2`,
      [integration, nangoConnectionId],
    );
    return rows[0] && connectionOf(rows[0]);
  }

  async withSecret(tx: Tx, id: string): Promise<SealedConnection | undefined> {
    const { rows } = await tx.query<ConnectionRow & { sealed: Buffer | null }>(
      `select ${SHOWN_COLUMNS}, sealed from connections where id = $1`,
      [id],
    );
    return rows[0] && { connection: connectionOf(rows[0]), sealed: rows[0].sealed };
  }

  /** Oldest first. */
  async list(tx: Tx, filter: ConnectionFilter): Promise<Connection[]> {
    const { rows } = await tx.query<ConnectionRow>(
      `select ${SHOWN_COLUMNS} from connections where ($1::text is null or connector_key = $1) and ($2::uuid is null or id > $2) order by id limit $3`,
      [filter.connector ?? null, filter.after ?? null, filter.limit],
    );
    return rows.map(connectionOf);
  }

  async names(tx: Tx, connector: string): Promise<ReadonlySet<string>> {
    const { rows } = await tx.query<{ name: string }>('select lower(name) as name from connections where connector_key = $1', [connector]);
    return new Set(rows.map(({ name }) => name));
  }

  /** Facts that are not the credential; absent members stay. */
  async change(
    tx: Tx,
    id: string,
    facts: { name?: string | undefined; enabled?: boolean | undefined; metadata?: JsonObject | undefined },
  ): Promise<Connection | undefined> {
    const { rows } = await tx.query<ConnectionRow>(
      `update connections set name = coalesce($2, name), enabled = coalesce($3, enabled), metadata = coalesce($4, metadata), updated_at = now()
       where id = $1 returning ${SHOWN_COLUMNS}`,
      [id, facts.name ?? null, facts.enabled ?? null, facts.metadata ? JSON.stringify(facts.metadata) : null],
    );
    return rows[0] && connectionOf(rows[0]);
  }

  /** One default per connector: whoever had it loses it first. Writers of one connector's defaults take turns. */
  async makeDefault(tx: Tx, place: { workspaceId: WorkspaceId; connector: string; id: string }): Promise<void> {
    await this.lockDefaults(tx, place);
    await tx.query('update connections set is_default = false, updated_at = now() where connector_key = $1 and is_default and id <> $2', [
      place.connector,
      place.id,
    ]);
    await tx.query('update connections set is_default = true, updated_at = now() where id = $1 and not is_default', [place.id]);
  }

  async clearDefault(tx: Tx, id: string): Promise<void> {
    await tx.query('update connections set is_default = false, updated_at = now() where id = $1', [id]);
  }

  async hasDefault(tx: Tx, connector: string): Promise<boolean> {
    const { rowCount } = await tx.query('select 1 from connections where connector_key = $1 and is_default', [connector]);
    return rowCount > 0;
  }

  async lockDefaults(tx: Tx, place: { workspaceId: WorkspaceId; connector: string }): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`${place.workspaceId}/${place.connector}`]);
  }

  async delete(tx: Tx, id: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete from connections where id = $1', [id]);
    return rowCount > 0;
  }

  /** What a probe or a refresh has shown. `proven` clears the error; an error leaves the moment of the last proof. */
  async recordHealth(
    tx: Tx,
    id: string,
    health: { proven: true; account?: string | undefined } | { proven: false; code: string; message: string },
  ): Promise<void> {
    if (health.proven) {
      await tx.query(
        `update connections set last_proven_at = now(), account = coalesce($2, account), last_error_code = null, last_error_message = null, last_error_at = null
         where id = $1`,
        [id, health.account?.slice(0, 200) ?? null],
      );
    } else {
      await tx.query('update connections set last_error_code = $2, last_error_message = $3, last_error_at = now() where id = $1', [
        id,
        health.code,
        health.message.slice(0, 1_000),
      ]);
    }
  }

  /** Connector key → whether some usable connection is alive. */
  async statuses(tx: Tx): Promise<ReadonlyMap<string, 'connected' | 'attention'>> {
    const { rows } = await tx.query<{ connector_key: string; alive: boolean }>(
      `select connector_key, bool_or(enabled and status = 'active') as alive from connections group by connector_key`,
    );
    return new Map(rows.map((row) => [row.connector_key, row.alive ? 'connected' : 'attention']));
  }
}

function credentialValues(row: NewCredential): unknown[] {
  return [
    row.authType,
    row.source,
    row.sealed?.sealed ?? null,
    row.sealed?.keyId ?? null,
    row.nango?.integration ?? null,
    row.nango?.connectionId ?? null,
    JSON.stringify(row.metadata),
    row.scopes,
    row.expiresAt,
    row.refreshExpiresAt,
  ];
}
