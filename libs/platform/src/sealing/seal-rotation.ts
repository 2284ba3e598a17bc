import { isPlatformError, type WorkspaceId } from '@patchbay/kernel';
import type { Database, Tx } from '../database/database.js';
import { keyIdOf, writeHeader } from './envelope.js';
import type { Sealer } from './sealer.js';

/** A column of sealed values. The library that owns the table exports one of these; the apps hand all of them to the rotation. */
export interface SealedColumn {
  /** A table with `workspace_id` and `id`, which `patchbay_system` may select and update. */
  readonly table: string;
  readonly column: string;
  /** The column repeating the key's id, where the table has one. */
  readonly keyIdColumn?: string;
  /** The purpose the values were sealed for. */
  readonly purpose: string;
}

export interface RotationReport {
  readonly table: string;
  readonly column: string;
  readonly resealedRows: number;
  /** Rows that open with none of the keys, by the id of the key they need. They stay as they are. */
  readonly unreadableRows: ReadonlyMap<string, number>;
  /** False when other processes went on writing with an older key: start them with the new key in front, then rotate again. */
  readonly complete: boolean;
}

export interface RotationRequest {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly columns: readonly SealedColumn[];
  readonly batchRows?: number;
  readonly onBatch?: (progress: { table: string; resealedRows: number }) => void;
}

interface SealedRow {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly sealed: Buffer;
}

const BATCH_ROWS = 200;
const MAX_PASSES = 5;
const UNKNOWN_KEY = 'unknown';

/**
 * Seals every value again that is not under the first key, in all workspaces. Runs beside live traffic: batches are short transactions, and a
 * row is replaced only while it still holds the bytes that were read. What is done is told by the rows themselves, so an interrupted
 * rotation is simply started again.
 */
export async function rotateSealedRows(request: RotationRequest): Promise<RotationReport[]> {
  const reports: RotationReport[] = [];
  for (const column of request.columns) reports.push(await rotateColumn(column, request));
  return reports;
}

async function rotateColumn(column: SealedColumn, request: RotationRequest): Promise<RotationReport> {
  let pass = await onePass(column, request, 0);
  let resealedRows = pass.resealed;
  // A row written behind the cursor with the old key is met by the next pass; one that finds nothing proves the end.
  for (let passes = 1; pass.found > 0 && passes < MAX_PASSES; passes++) {
    pass = await onePass(column, request, resealedRows);
    resealedRows += pass.resealed;
  }
  return { table: column.table, column: column.column, resealedRows, unreadableRows: pass.unreadableRows, complete: pass.found === 0 };
}

interface Pass {
  /** Rows that could be opened and were under another key. */
  readonly found: number;
  readonly resealed: number;
  readonly unreadableRows: Map<string, number>;
}

async function onePass(column: SealedColumn, request: RotationRequest, before: number): Promise<Pass> {
  const { database, sealer, batchRows = BATCH_ROWS, onBatch } = request;
  const unreadableRows = new Map<string, number>();
  let found = 0;
  let resealed = 0;
  let after: SealedRow | undefined;
  for (;;) {
    const batch = await database.asSystem(async (tx) => {
      const rows = await rowsUnderOtherKeys(tx, column, { keyId: sealer.primaryKeyId, after, limit: batchRows });
      const fresh = rows.flatMap((row) => resealRow(row, column.purpose, sealer, unreadableRows));
      return { rows, found: fresh.length, replaced: fresh.length > 0 ? await replace(tx, column, sealer.primaryKeyId, fresh) : 0 };
    });
    found += batch.found;
    resealed += batch.replaced;
    after = batch.rows.at(-1);
    if (after) onBatch?.({ table: column.table, resealedRows: before + resealed });
    if (batch.rows.length < batchRows) return { found, resealed, unreadableRows };
  }
}

interface FreshRow extends SealedRow {
  readonly fresh: Buffer;
}

function resealRow(row: SealedRow, purpose: string, sealer: Sealer, unreadableRows: Map<string, number>): FreshRow[] {
  const place = { workspaceId: row.workspaceId, rowId: row.id, purpose };
  try {
    return [{ ...row, fresh: sealer.seal(sealer.open(row.sealed, place), place).sealed }];
  } catch (error) {
    if (!isPlatformError(error) || error.code !== 'credential_unreadable') throw error;
    const keyId = keyIdOrUnknown(row.sealed);
    unreadableRows.set(keyId, (unreadableRows.get(keyId) ?? 0) + 1);
    return [];
  }
}

function keyIdOrUnknown(sealed: Buffer): string {
  try {
    return keyIdOf(sealed);
  } catch {
    return UNKNOWN_KEY;
  }
}

interface Slice {
  readonly keyId: string;
  readonly after: SealedRow | undefined;
  readonly limit: number;
}

/** The bytes themselves tell the key, so tables without a key id column are covered too. */
async function rowsUnderOtherKeys(tx: Tx, { table, column }: SealedColumn, slice: Slice): Promise<SealedRow[]> {
  const header = writeHeader(slice.keyId);
  const { rows } = await tx.query<SealedRow>(
    `select workspace_id as "workspaceId", id, "${column}" as sealed from "${table}"
     where "${column}" is not null and substring("${column}" from 1 for $1) <> $2
       and ($3::uuid is null or (workspace_id, id) > ($3::uuid, $4::uuid))
     order by workspace_id, id limit $5`,
    [header.length, header, slice.after?.workspaceId ?? null, slice.after?.id ?? null, slice.limit],
  );
  return rows;
}

async function replace(tx: Tx, { table, column, keyIdColumn }: SealedColumn, keyId: string, rows: readonly FreshRow[]): Promise<number> {
  const values: unknown[] = [
    rows.map((row) => row.workspaceId),
    rows.map((row) => row.id),
    rows.map((row) => row.sealed),
    rows.map((row) => row.fresh),
  ];
  const { rowCount } = await tx.query(
    `update "${table}" as t set "${column}" = n.after${keyIdColumn ? `, "${keyIdColumn}" = $5` : ''}
     from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[]) as n (workspace_id, id, before, after)
     where t.workspace_id = n.workspace_id and t.id = n.id and t."${column}" = n.before`,
    keyIdColumn ? [...values, keyId] : values,
  );
  return rowCount;
}
