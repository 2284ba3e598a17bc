import { decodeIdCursor, toPage, type JsonObject, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** A custom connector at its current version, as stored. */
export interface StoredConnector {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly definition: JsonObject;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ConnectorQuery extends PageRequest {
  readonly category?: string;
  /** Looked for in name and description, ignoring case. */
  readonly q?: string;
}

/** What a save writes beside the definition; taken from it so that lists need not read it. */
export interface ConnectorFacts {
  readonly name: string;
  readonly category: string;
  readonly enabled: boolean;
}

interface Row {
  id: string;
  version: number;
  enabled: boolean;
  definition: JsonObject;
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = 'c.id, c.version, c.enabled, v.definition, c.created_at, c.updated_at';
const JOINED =
  'connectors c join connector_versions v on v.workspace_id = c.workspace_id and v.connector_id = c.id and v.version = c.version';

const toConnector = (row: Row): StoredConnector => ({
  id: row.id,
  version: row.version,
  enabled: row.enabled,
  definition: row.definition,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** The tables `connectors` and `connector_versions`. Row security narrows every statement to the transaction's workspace. */
export class ConnectorStore {
  /** Writes version 1. A name taken in the workspace fails with SQLSTATE 23505. */
  async insert(
    tx: Tx,
    connector: { workspaceId: WorkspaceId; id: string; facts: ConnectorFacts; definition: JsonObject; actor: string },
  ): Promise<void> {
    const { workspaceId, id, facts } = connector;
    await tx.query('insert into connectors (workspace_id, id, name, category, enabled, version) values ($1, $2, $3, $4, $5, 1)', [
      workspaceId,
      id,
      facts.name,
      facts.category,
      facts.enabled,
    ]);
    await tx.query(
      'insert into connector_versions (workspace_id, connector_id, version, definition, created_by) values ($1, $2, 1, $3, $4)',
      [workspaceId, id, JSON.stringify(connector.definition), connector.actor],
    );
  }

  async get(tx: Tx, id: string): Promise<StoredConnector | undefined> {
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from ${JOINED} where c.id = $1`, [id]);
    return rows[0] && toConnector(rows[0]);
  }

  /** As `get`, holding the connector so that saves follow one another. */
  async lock(tx: Tx, id: string): Promise<StoredConnector | undefined> {
    const { rowCount } = await tx.query('select 1 from connectors where id = $1 for update', [id]);
    return rowCount === 0 ? undefined : this.get(tx, id);
  }

  /** Writes the next version and makes it current. */
  async saveVersion(tx: Tx, save: { id: string; facts: ConnectorFacts; definition: JsonObject; actor: string }): Promise<void> {
    await tx.query(
      `with c as (
         update connectors set name = $2, category = $3, enabled = $4, version = version + 1, updated_at = now()
         where id = $1 returning workspace_id, id, version
       )
       insert into connector_versions (workspace_id, connector_id, version, definition, created_by)
       select workspace_id, id, version, $5, $6 from c`,
      [save.id, save.facts.name, save.facts.category, save.facts.enabled, JSON.stringify(save.definition), save.actor],
    );
  }

  async delete(tx: Tx, id: string): Promise<boolean> {
    return (await tx.query('delete from connectors where id = $1', [id])).rowCount > 0;
  }

  /** Newest first. */
  async list(tx: Tx, query: ConnectorQuery): Promise<Page<StoredConnector>> {
    const values: unknown[] = [query.limit + 1];
    const wheres = ['true'];
    if (query.cursor !== undefined) wheres.push(`c.id < $${values.push(decodeIdCursor(query.cursor))}::uuid`);
    if (query.category !== undefined) wheres.push(`c.category = $${values.push(query.category)}`);
    if (query.q) {
      const at = values.push(query.q.toLowerCase());
      wheres.push(`(strpos(lower(c.name), $${at}) > 0 or strpos(lower(v.definition ->> 'description'), $${at}) > 0)`);
    }
    const { rows } = await tx.query<Row>(
      `select ${COLUMNS} from ${JOINED} where ${wheres.join(' and ')} order by c.id desc limit $1`,
      values,
    );
    return toPage(rows.map(toConnector), query.limit, (connector) => [connector.id]);
  }

  /** Lower-case names of the workspace that begin with `start`, ignoring case. */
  async namesLike(tx: Tx, start: string): Promise<Set<string>> {
    const { rows } = await tx.query<{ name: string }>(
      'select lower(name) as name from connectors where starts_with(lower(name), lower($1))',
      [start],
    );
    return new Set(rows.map((row) => row.name));
  }

  /** Switches connectors; one that changes gets a new version. Out: the ids that exist. */
  async setEnabled(tx: Tx, change: { ids: readonly string[]; enabled: boolean; actor: string }): Promise<string[]> {
    // Locked in one order, so that two bulk changes cannot wait for each other.
    const { rows } = await tx.query<{ id: string }>('select id from connectors where id = any($1::uuid[]) order by id for update', [
      change.ids,
    ]);
    const found = rows.map((row) => row.id);
    await tx.query(
      `with c as (
         update connectors set enabled = $2, version = version + 1, updated_at = now()
         where id = any($1::uuid[]) and enabled <> $2 returning workspace_id, id, version
       )
       insert into connector_versions (workspace_id, connector_id, version, definition, created_by)
       select c.workspace_id, c.id, c.version, v.definition || jsonb_build_object('enabled', $2::boolean), $3
       from c join connector_versions v on v.workspace_id = c.workspace_id and v.connector_id = c.id and v.version = c.version - 1`,
      [found, change.enabled, change.actor],
    );
    return found;
  }
}
