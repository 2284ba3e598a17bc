import { Injectable } from '@nestjs/common';
import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** A sign-in that is under way. */
export interface SignIn {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly connector: string;
  readonly authType: 'oauth2' | 'oauth1';
  /** Which of the connector's ways to sign in. */
  readonly provider: string;
  readonly name: string | null;
  /** The connection that signs in again. */
  readonly connectionId: string | null;
  readonly clientId: string | null;
  readonly asked: JsonObject;
  readonly sealed: Buffer | null;
  readonly createdBy: string;
  readonly expiresAt: Date;
}

/** What came of a sign-in, for who waits for it elsewhere than in the browser. */
export interface SignInOutcome {
  readonly id: string;
  /** `failed`: the provider or its answer refused it; `expired`: nobody finished it in time. */
  readonly status: 'pending' | 'connected' | 'failed' | 'expired';
  readonly connectionId: string | null;
}

interface SignInRow {
  readonly workspace_id: WorkspaceId;
  readonly id: string;
  readonly connector_key: string;
  readonly auth_type: 'oauth2' | 'oauth1';
  readonly provider: string;
  readonly name: string | null;
  readonly connection_id: string | null;
  readonly client_id: string | null;
  readonly asked: JsonObject;
  readonly sealed: Buffer | null;
  readonly created_by: string;
  readonly expires_at: Date;
}

const COLUMNS =
  'workspace_id, id, connector_key, auth_type, provider, name, connection_id, client_id, asked, sealed, created_by, expires_at';

/** The table `oauth_states`. It holds hashes of the secrets that lead through a sign-in, never these themselves. */
@Injectable()
export class OauthStateStore {
  async begin(tx: Tx, row: Omit<SignIn, 'sealed' | 'clientId' | 'expiresAt'> & { ticketHash: Buffer; lifeSeconds: number }): Promise<Date> {
    const { rows } = await tx.query<{ expires_at: Date }>(
      `insert into oauth_states (workspace_id, id, ticket_hash, connector_key, auth_type, provider, name, connection_id, asked, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + $11 * interval '1 second') returning expires_at`,
      [
        row.workspaceId,
        row.id,
        row.ticketHash,
        row.connector,
        row.authType,
        row.provider,
        row.name,
        row.connectionId,
        JSON.stringify(row.asked),
        row.createdBy,
        row.lifeSeconds,
      ],
    );
    return rows[0]?.expires_at ?? new Date();
  }

  async workspaceOfTicket(tx: Tx, ticketHash: Buffer): Promise<WorkspaceId | undefined> {
    const { rows } = await tx.query<{ id: WorkspaceId | null }>('select oauth_workspace_of_ticket($1) as id', [ticketHash]);
    return rows[0]?.id ?? undefined;
  }

  async workspaceOfState(tx: Tx, stateHash: Buffer, browserHash: Buffer): Promise<WorkspaceId | undefined> {
    const { rows } = await tx.query<{ id: WorkspaceId | null }>('select oauth_workspace_of_state($1, $2) as id', [stateHash, browserHash]);
    return rows[0]?.id ?? undefined;
  }

  async byTicket(tx: Tx, ticketHash: Buffer): Promise<SignIn | undefined> {
    const { rows } = await tx.query<SignInRow>(
      `select ${COLUMNS} from oauth_states where ticket_hash = $1 and used_at is null and expires_at > now()`,
      [ticketHash],
    );
    return rows[0] && signInOf(rows[0]);
  }

  /** The browser leaves for the provider. Leaving again, from another browser too, makes the first leave worthless. */
  async leave(
    tx: Tx,
    leave: { id: string; stateHash: Buffer; browserHash: Buffer; clientId: string; sealed: Buffer; keyId: string },
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update oauth_states set state_hash = $2, browser_hash = $3, client_id = $4, sealed = $5, key_id = $6 where id = $1 and used_at is null and expires_at > now()`,
      [leave.id, leave.stateHash, leave.browserHash, leave.clientId, leave.sealed, leave.keyId],
    );
    return rowCount > 0;
  }

  /** The browser comes back. Exactly one caller ever gets the sign-in: using it up and finding it is one statement. */
  async comeBack(tx: Tx, stateHash: Buffer, browserHash: Buffer): Promise<SignIn | undefined> {
    const { rows } = await tx.query<SignInRow>(
      `update oauth_states set used_at = now() where state_hash = $1 and browser_hash = $2 and used_at is null and expires_at > now() returning ${COLUMNS}`,
      [stateHash, browserHash],
    );
    return rows[0] && signInOf(rows[0]);
  }

  async finish(tx: Tx, id: string, connectionId: string): Promise<void> {
    await tx.query('update oauth_states set used_at = coalesce(used_at, now()), made_connection_id = $2 where id = $1', [id, connectionId]);
  }

  /** A sign-in whose browser is back is given a minute to become a connection. */
  async outcome(tx: Tx, id: string): Promise<SignInOutcome | undefined> {
    const { rows } = await tx.query<{ id: string; status: SignInOutcome['status']; connectionId: string | null }>(
      `select id, made_connection_id as "connectionId", case when made_connection_id is not null then 'connected'
         when used_at < now() - interval '1 minute' then 'failed' when used_at is null and expires_at < now() then 'expired' else 'pending' end as status
       from oauth_states where id = $1`,
      [id],
    );
    return rows[0];
  }

  /** Called by the system role: forgets what ended a day ago. */
  async sweep(tx: Tx): Promise<number> {
    const { rowCount } = await tx.query(`delete from oauth_states where expires_at < now() - interval '1 day'`);
    return rowCount;
  }
}

function signInOf(row: SignInRow): SignIn {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    connector: row.connector_key,
    authType: row.auth_type,
    provider: row.provider,
    name: row.name,
    connectionId: row.connection_id,
    clientId: row.client_id,
    asked: row.asked,
    sealed: row.sealed,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
  };
}
