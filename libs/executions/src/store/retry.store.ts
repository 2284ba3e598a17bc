import type { ExecutionStatus } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { ExecutionMode } from '../recorder/execution-row.js';
import { idBounds, idRangeOfPrefix, type ExecutionFilter } from './execution-filter.js';
import { KEEP_INDEX_ORDER, SCANNED_ROWS } from './execution.store.js';

/** What is asked of an execution before it is run again. */
export interface RetryableRun {
  readonly id: string;
  readonly status: ExecutionStatus;
  readonly mode: ExecutionMode;
  /** Null: it was not kept, so it cannot be run again as it was. */
  readonly sealed: Uint8Array | null;
}

interface Row {
  id: string;
  status: ExecutionStatus;
  mode: ExecutionMode;
  sealed_payload: Buffer | null;
}

const COLUMNS = 'id, status, mode, sealed_payload';
const toRun = (row: Row): RetryableRun => ({ id: row.id, status: row.status, mode: row.mode, sealed: row.sealed_payload });

/** Executions that ended otherwise than wished. */
export class RetryStore {
  async get(tx: Tx, id: string): Promise<RetryableRun | undefined> {
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from executions where id = $1`, [id]);
    return rows[0] && toRun(rows[0]);
  }

  /**
   * The oldest executions of the statuses (`succeeded` not among them) that fit, can be run again and have not been yet. Looks at SCANNED_ROWS rows of
   * each status at most.
   */
  async find(tx: Tx, filter: ExecutionFilter & { statuses: readonly ExecutionStatus[] }, limit: number): Promise<RetryableRun[]> {
    await tx.query(KEEP_INDEX_ORDER);
    const { low, high } = idBounds(filter);
    const values: unknown[] = [filter.statuses, low, high ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit, SCANNED_ROWS];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      'found.sealed_payload is not null',
      `found.mode <> 'test'`,
      'not exists (select from executions again where again.workspace_id = found.workspace_id and again.retry_of = found.id)',
    ];
    if (filter.connector !== undefined) conditions.push(`found.connector_key = ${bind(filter.connector)}`);
    if (filter.q !== undefined) {
      const range = idRangeOfPrefix(filter.q);
      const q = bind(filter.q);
      const starts = ['found.trace_id', 'found.connector_name', 'found.action', 'found.error_code'].map(
        (column) => `starts_with(lower(${column}), ${q})`,
      );
      if (range) starts.push(`found.id between ${bind(range.low)}::uuid and ${bind(range.high)}::uuid`);
      conditions.push(`(${starts.join(' or ')})`);
    }
    const { rows } = await tx.query<Row>(
      `select found.id, found.status, found.mode, found.sealed_payload from unnest($1::text[]) wanted (status) cross join lateral (
         select * from executions where id >= $2 and id < $3 and status <> 'succeeded' and status = wanted.status order by id limit $5) found
       where ${conditions.join(' and ')} order by found.id limit $4`,
      values,
    );
    return rows.map(toRun);
  }
}
