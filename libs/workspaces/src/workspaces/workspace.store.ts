import { Injectable } from '@nestjs/common';
import type { JsonObject, Role, WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** What a workspace may keep for a time of its own. */
export const RETENTION_KINDS = ['executions', 'events', 'costs', 'audit'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

export interface Workspace {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly settings: JsonObject;
  /** How many days what is kept, defaults filled in. */
  readonly retentionDays: Readonly<Record<RetentionKind, number>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A workspace as one of its members sees it. */
export interface Membership extends Workspace {
  readonly role: Role;
}

const RETENTION = `json_build_object(${RETENTION_KINDS.map((kind) => `'${kind}', retention_days(settings, '${kind}')`).join(', ')}) as "retentionDays"`;
const COLUMNS = `id, name, settings, created_at as "createdAt", updated_at as "updatedAt", ${RETENTION}`;

@Injectable()
export class WorkspaceStore {
  async insert(tx: Tx, workspace: { id: WorkspaceId; name: string }): Promise<Workspace> {
    const { rows } = await tx.query<Workspace>(`insert into workspaces (id, name) values ($1, $2) returning ${COLUMNS}`, [
      workspace.id,
      workspace.name,
    ]);
    return rows[0] as Workspace;
  }

  /** The transaction's workspace, unless it was deleted. */
  async find(tx: Tx, id: WorkspaceId): Promise<Workspace | undefined> {
    const { rows } = await tx.query<Workspace>(`select ${COLUMNS} from workspaces where id = $1 and deleted_at is null`, [id]);
    return rows[0];
  }

  /** Locks the row against a concurrent change of members or deletion; false when the workspace is gone. */
  async lock(tx: Tx, id: WorkspaceId): Promise<boolean> {
    const { rowCount } = await tx.query('select 1 from workspaces where id = $1 and deleted_at is null for update', [id]);
    return rowCount > 0;
  }

  async update(tx: Tx, id: WorkspaceId, change: { name?: string; settings?: JsonObject }): Promise<Workspace | undefined> {
    const { rows } = await tx.query<Workspace>(
      `update workspaces set name = coalesce($2, name), settings = coalesce($3::jsonb, settings), updated_at = now()
       where id = $1 and deleted_at is null returning ${COLUMNS}`,
      [id, change.name ?? null, change.settings === undefined ? null : JSON.stringify(change.settings)],
    );
    return rows[0];
  }

  async markDeleted(tx: Tx, id: WorkspaceId): Promise<boolean> {
    const { rowCount } = await tx.query(
      'update workspaces set deleted_at = now(), updated_at = now() where id = $1 and deleted_at is null',
      [id],
    );
    return rowCount > 0;
  }

  /** What a subject is a member of, through the sign-in function: needs no workspace in the transaction. */
  async membershipsOf(tx: Tx, subject: string): Promise<Membership[]> {
    const { rows } = await tx.query<Membership>(`select role, ${COLUMNS} from workspaces_of($1) order by id desc`, [subject]);
    return rows;
  }

  /** Every workspace there is, newest first; only as the system role. */
  async listAll(tx: Tx, page: { limit: number; before: string | undefined }): Promise<Workspace[]> {
    const { rows } = await tx.query<Workspace>(
      `select ${COLUMNS} from workspaces where deleted_at is null and ($1::uuid is null or id < $1) order by id desc limit $2`,
      [page.before ?? null, page.limit],
    );
    return rows;
  }
}
