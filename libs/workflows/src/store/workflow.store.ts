import { decodeIdCursor, toPage, type JsonObject, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** A workflow in a list. Times are ISO-8601 UTC. */
export interface WorkflowSummary {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly version: number;
  /** SHA-256 of what the current version does. */
  readonly hash: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A workflow at its current version. */
export interface Workflow extends WorkflowSummary {
  readonly definition: JsonObject;
}

/** A saved version. */
export interface WorkflowVersion {
  readonly version: number;
  readonly hash: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly definition: JsonObject;
}

export interface WorkflowQuery extends PageRequest {
  /** Looked for in the name, ignoring case. */
  readonly q?: string;
}

export interface VersionToSave {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly hash: string;
  readonly definition: JsonObject;
  readonly actor: string;
}

interface Row {
  id: string;
  name: string;
  enabled: boolean;
  version: number;
  hash: string;
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = 'w.id, w.name, w.enabled, w.version, w.hash, w.created_at, w.updated_at';
const JOINED = 'workflows w join workflow_versions v on v.workspace_id = w.workspace_id and v.workflow_id = w.id and v.version = w.version';

const toSummary = (row: Row): WorkflowSummary => ({
  id: row.id,
  name: row.name,
  enabled: row.enabled,
  version: row.version,
  hash: row.hash,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** The tables `workflows` and `workflow_versions`, within the transaction's workspace. */
export class WorkflowStore {
  /** Writes version 1. A name taken in the workspace fails with SQLSTATE 23505. */
  async insert(tx: Tx, first: VersionToSave & { readonly enabled: boolean }): Promise<void> {
    await tx.query('insert into workflows (workspace_id, id, name, enabled, version, hash) values ($1, $2, $3, $4, $5, $6)', [
      first.workspaceId,
      first.id,
      first.name,
      first.enabled,
      first.version,
      first.hash,
    ]);
    await this.insertVersion(tx, first);
  }

  /** Makes the version the current one. */
  async save(tx: Tx, next: VersionToSave): Promise<void> {
    await this.insertVersion(tx, next);
    await tx.query('update workflows set name = $2, version = $3, hash = $4, updated_at = now() where id = $1', [
      next.id,
      next.name,
      next.version,
      next.hash,
    ]);
  }

  /** What does not change what the workflow does: its drawing. */
  async redraw(tx: Tx, at: { id: string; version: number; definition: JsonObject }): Promise<void> {
    await tx.query('update workflow_versions set definition = $3 where workflow_id = $1 and version = $2', [
      at.id,
      at.version,
      JSON.stringify(at.definition),
    ]);
    await tx.query('update workflows set updated_at = now() where id = $1', [at.id]);
  }

  /** False: there is no such workflow. */
  async setEnabled(tx: Tx, id: string, enabled: boolean): Promise<boolean> {
    const { rowCount } = await tx.query('update workflows set enabled = $2, updated_at = now() where id = $1', [id, enabled]);
    return rowCount === 1;
  }

  async get(tx: Tx, id: string, lock: '' | 'for update of w' | 'for key share of w' = ''): Promise<Workflow | undefined> {
    const { rows } = await tx.query<Row & { definition: JsonObject }>(
      `select ${COLUMNS}, v.definition from ${JOINED} where w.id = $1 ${lock}`,
      [id],
    );
    const row = rows[0];
    return row && { ...toSummary(row), definition: row.definition };
  }

  /** Newest first. */
  async list(tx: Tx, query: WorkflowQuery): Promise<Page<WorkflowSummary>> {
    const after = query.cursor === undefined ? null : decodeIdCursor(query.cursor);
    const { rows } = await tx.query<Row>(
      `select ${COLUMNS} from workflows w where ($1::uuid is null or w.id < $1) and ($2::text is null or position(lower($2) in lower(w.name)) > 0)
       order by w.id desc limit $3`,
      [after, query.q ?? null, query.limit + 1],
    );
    return toPage(rows.map(toSummary), query.limit, ({ id }) => [id]);
  }

  async delete(tx: Tx, id: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete from workflows where id = $1', [id]);
    return rowCount === 1;
  }

  async version(tx: Tx, id: string, version: number): Promise<WorkflowVersion | undefined> {
    const { rows } = await tx.query<VersionRow>(
      'select version, hash, definition, created_by, created_at from workflow_versions where workflow_id = $1 and version = $2',
      [id, version],
    );
    return rows[0] && toVersion(rows[0]);
  }

  /** Newest first. */
  async versions(tx: Tx, id: string, page: { limit: number; before: number | undefined }): Promise<WorkflowVersion[]> {
    const { rows } = await tx.query<VersionRow>(
      `select version, hash, definition, created_by, created_at from workflow_versions
       where workflow_id = $1 and ($2::int is null or version < $2) order by version desc limit $3`,
      [id, page.before ?? null, page.limit + 1],
    );
    return rows.map(toVersion);
  }

  private async insertVersion(tx: Tx, next: VersionToSave): Promise<void> {
    await tx.query(
      'insert into workflow_versions (workspace_id, workflow_id, version, hash, definition, created_by) values ($1, $2, $3, $4, $5, $6)',
      [next.workspaceId, next.id, next.version, next.hash, JSON.stringify(next.definition), next.actor],
    );
  }
}

interface VersionRow {
  version: number;
  hash: string;
  definition: JsonObject;
  created_by: string;
  created_at: Date;
}

const toVersion = (row: VersionRow): WorkflowVersion => ({
  version: row.version,
  hash: row.hash,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  definition: row.definition,
});
