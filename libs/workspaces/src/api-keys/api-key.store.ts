import { Injectable } from '@nestjs/common';
import type { Principal, Role, Scope, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** What may be told about a key; the key itself exists only in the answer that creates it. */
export interface ApiKey {
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  readonly scopes: readonly Scope[] | null;
  readonly platformAdmin: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export interface ApiKeyInsert {
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Buffer;
  readonly role: Role;
  readonly scopes: readonly Scope[] | null;
  readonly platformAdmin: boolean;
  readonly createdBy: string;
}

const COLUMNS = `id, workspace_id as "workspaceId", name, prefix, role, scopes, platform_admin as "platformAdmin",
  created_by as "createdBy", created_at as "createdAt", last_used_at as "lastUsedAt"`;

/** Keys of the transaction's workspace. */
@Injectable()
export class ApiKeyStore {
  async insert(tx: Tx, key: ApiKeyInsert): Promise<ApiKey> {
    const { rows } = await tx.query<ApiKey>(
      `insert into api_keys (workspace_id, id, name, prefix, key_hash, role, scopes, platform_admin, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
      [key.workspaceId, key.id, key.name, key.prefix, key.hash, key.role, key.scopes, key.platformAdmin, key.createdBy],
    );
    return rows[0] as ApiKey;
  }

  /** Usable keys, newest first, ids below `before`. */
  async list(tx: Tx, page: { limit: number; before: string | undefined }): Promise<ApiKey[]> {
    const { rows } = await tx.query<ApiKey>(
      `select ${COLUMNS} from api_keys where revoked_at is null and ($1::uuid is null or id < $1) order by id desc limit $2`,
      [page.before ?? null, page.limit],
    );
    return rows;
  }

  async find(tx: Tx, id: string): Promise<ApiKey | undefined> {
    const { rows } = await tx.query<ApiKey>(`select ${COLUMNS} from api_keys where id = $1 and revoked_at is null`, [id]);
    return rows[0];
  }

  /** True when there was a usable key of this id. */
  async revoke(tx: Tx, id: string): Promise<boolean> {
    const { rowCount } = await tx.query('update api_keys set revoked_at = now() where id = $1 and revoked_at is null', [id]);
    return rowCount > 0;
  }

  /** Whom a key's hash stands for, through the sign-in function: needs no workspace in the transaction. */
  async principalOf(tx: Tx, hash: Buffer): Promise<Principal | undefined> {
    interface Row {
      workspace_id: WorkspaceId;
      id: string;
      role: Role;
      scopes: Scope[] | null;
      platform_admin: boolean;
    }
    const { rows } = await tx.query<Row>('select * from find_api_key($1)', [hash]);
    const row = rows[0];
    if (!row) return undefined;
    const scopes = row.scopes === null ? {} : { scopes: row.scopes };
    return { kind: 'api_key', id: row.id, workspaceId: row.workspace_id, role: row.role, platformAdmin: row.platform_admin, ...scopes };
  }

  async revokeAll(tx: Tx): Promise<void> {
    await tx.query('update api_keys set revoked_at = now() where revoked_at is null');
  }

  async touch(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
    await tx.query('update api_keys set last_used_at = $2 where id = any($1::uuid[]) and (last_used_at is null or last_used_at < $2)', [
      ids,
      at,
    ]);
  }
}
