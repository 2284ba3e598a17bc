import { decodeCursor, invalidInput, toPage, type JsonObject, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** One save of a custom connector. */
export interface ConnectorVersion {
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly definition: JsonObject;
}

interface Row {
  version: number;
  created_by: string;
  created_at: Date;
  definition: JsonObject;
}

const COLUMNS = 'version, created_by, created_at, definition';
const MAX_INT = 2_147_483_647;

const toVersion = (row: Row): ConnectorVersion => ({
  version: row.version,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  definition: row.definition,
});

/** Old and current versions, read only. */
export class ConnectorVersionStore {
  /** Newest first. */
  async list(tx: Tx, connectorId: string, page: PageRequest): Promise<Page<ConnectorVersion>> {
    const before = page.cursor === undefined ? MAX_INT : versionOfCursor(page.cursor);
    const { rows } = await tx.query<Row>(
      `select ${COLUMNS} from connector_versions where connector_id = $1 and version < $2 order by version desc limit $3`,
      [connectorId, before, page.limit + 1],
    );
    return toPage(rows.map(toVersion), page.limit, (version) => [String(version.version)]);
  }

  async get(tx: Tx, connectorId: string, version: number): Promise<ConnectorVersion | undefined> {
    if (!Number.isInteger(version) || version < 1 || version > MAX_INT) return undefined;
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from connector_versions where connector_id = $1 and version = $2`, [
      connectorId,
      version,
    ]);
    return rows[0] && toVersion(rows[0]);
  }
}

function versionOfCursor(cursor: string): number {
  const version = Number(decodeCursor(cursor, 1)[0]);
  if (!Number.isInteger(version) || version < 1 || version > MAX_INT)
    throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
  return version;
}
