import { idTimeMs, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { scannedPage } from '../paging/scanned-page.js';
import type { AuditAct, AuditEntry, AuditFilter, AuditOutcome } from './audit.js';

interface ActRow {
  readonly id: string;
  readonly actor: string;
  readonly act: string;
  readonly method: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly address: string | null;
  readonly trace_id: string;
}

interface OutcomeRow {
  readonly id: string;
  readonly status: number;
  readonly code: string | null;
  readonly ended_at: Date;
}

/** The audit log of the transaction's workspace: rows are added and read, the database refuses everything else. */
export class AuditStore {
  async begin(tx: Tx, id: string, act: AuditAct): Promise<void> {
    await tx.query(
      `insert into audit_logs (workspace_id, id, actor, act, method, path, fields, address, trace_id) values (current_workspace(), $1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, act.actor, act.act, act.method, act.path, act.fields, act.address, act.traceId],
    );
  }

  async end(tx: Tx, id: string, outcome: AuditOutcome): Promise<void> {
    await tx.query('insert into audit_outcomes (workspace_id, id, status, code) values (current_workspace(), $1, $2, $3)', [
      id,
      outcome.status,
      outcome.code ?? null,
    ]);
  }

  /** Newest first. A page may be short and still lead on (see scannedPage). */
  async list(tx: Tx, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>> {
    const { actor, act, traceId, ...range } = filter;
    const columns = 'id, actor, act, method, path, fields, address, trace_id';
    const equal = { actor, act, trace_id: traceId };
    const { data, nextCursor } = await scannedPage<ActRow>(tx, { table: 'audit_logs', kind: 'audit', columns, equal, range }, page);
    const outcomes = await this.outcomes(
      tx,
      data.map(({ id }) => id),
    );
    return { data: data.map((row) => toEntry(row, outcomes.get(row.id))), nextCursor };
  }

  private async outcomes(tx: Tx, ids: readonly string[]): Promise<Map<string, OutcomeRow>> {
    if (ids.length === 0) return new Map();
    // The bounds let Postgres skip the days outside.
    const { rows } = await tx.query<OutcomeRow>(
      'select id, status, code, ended_at from audit_outcomes where id = any($1::uuid[]) and id between $2 and $3',
      [ids, ids.at(-1), ids[0]],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function toEntry(row: ActRow, outcome: OutcomeRow | undefined): AuditEntry {
  const { trace_id: traceId, ...act } = row;
  return {
    ...act,
    traceId,
    at: new Date(idTimeMs(row.id)).toISOString(),
    outcome: outcome ? { status: outcome.status, code: outcome.code, endedAt: outcome.ended_at.toISOString() } : null,
  };
}
