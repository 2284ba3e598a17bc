import type { JsonValue } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { nodesBefore } from './states.js';

interface ForEachAt {
  readonly runId: string;
  readonly owner: string;
}

export interface ItemCount {
  readonly pending: number;
  readonly open: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Of the outputs kept. */
  readonly bytes: number;
}

/** The items of a for-each: rows of `workflow_node_runs` under its id, beside the row of the for-each itself, which counts them. */
export class ItemStore {
  /** All results together become one value of one node. */
  static readonly MAX_RESULT_BYTES = 10_000_000;

  /** Writes one pending row per item. The item's value is its row's input. */
  async open(tx: Tx, at: ForEachAt & { readonly workspaceId: string }, items: readonly JsonValue[]): Promise<void> {
    await tx.query(
      `insert into workflow_node_runs (workspace_id, run_id, node_id, item, type, status, input)
       select $1, $2, $3, a.n - 1, 'item', 'pending', a.value from unnest($4::json[]) with ordinality as a (value, n)`,
      [at.workspaceId, at.runId, at.owner, items.map((item) => JSON.stringify(item))],
    );
    await tx.query(
      `update workflow_node_runs set items_total = $3, items_next = 0, items_done = 0, items_failed = 0 where run_id = $1 and node_id = $2 and item = -1`,
      [at.runId, at.owner, items.length],
    );
  }

  /** From the for-each's counters: no item is looked at, but when all are over. */
  async count(tx: Tx, at: ForEachAt): Promise<ItemCount> {
    const { rows } = await tx.query<{ total: number; next: number; done: number; failed: number }>(
      `select items_total as total, items_next as next, items_done as done, items_failed as failed from workflow_node_runs
       where run_id = $1 and node_id = $2 and item = -1`,
      [at.runId, at.owner],
    );
    const { total, next, done, failed } = rows[0] ?? { total: 0, next: 0, done: 0, failed: 0 };
    const count = { pending: total - next, open: next - done - failed, succeeded: done, failed };
    return { ...count, bytes: count.pending + count.open === 0 ? await this.bytes(tx, at) : 0 };
  }

  /** `pending → open` for the next ones. Out: their indexes. */
  async start(tx: Tx, at: ForEachAt, wanted: number): Promise<number[]> {
    if (wanted === 0) return [];
    const { rows } = await tx.query<{ item: number }>(
      `with next as (
         select item from workflow_node_runs where run_id = $1 and node_id = $2 and item >= 0 and status = 'pending' order by item limit $3),
       opened as (
         update workflow_node_runs n set status = 'open', started_at = now() from next where n.run_id = $1 and n.node_id = $2 and n.item = next.item returning n.item),
       counted as (
         update workflow_node_runs set items_next = items_next + (select count(*) from opened) where run_id = $1 and node_id = $2 and item = -1)
       select item from opened order by item`,
      [at.runId, at.owner, wanted],
    );
    return rows.map(({ item }) => item);
  }

  async isOpen(tx: Tx, at: ForEachAt & { readonly item: number }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `select from workflow_node_runs where run_id = $1 and node_id = $2 and item = $3 and status = 'open'`,
      [at.runId, at.owner, at.item],
    );
    return rowCount === 1;
  }

  /** `open → succeeded | failed`, counted. JSON texts. */
  async end(
    tx: Tx,
    at: ForEachAt & { readonly item: number },
    end: { status: 'succeeded' | 'failed'; output?: string | undefined; error?: string | undefined },
  ): Promise<void> {
    await tx.query(
      `with ended as (
         update workflow_node_runs set status = $4, output = $5::text::json, output_bytes = octet_length($5::text), error = $6::json, finished_at = now()
         where run_id = $1 and node_id = $2 and item = $3 and status = any($7::text[]) returning status)
       update workflow_node_runs set items_done = items_done + (select count(*) from ended where status = 'succeeded'),
         items_failed = items_failed + (select count(*) from ended where status = 'failed')
       where run_id = $1 and node_id = $2 and item = -1`,
      [at.runId, at.owner, at.item, end.status, end.output ?? null, end.error ?? null, nodesBefore(end.status)],
    );
  }

  /** The for-each itself succeeds: counts and, when kept, the items' results in order (null for failed ones). */
  async close(tx: Tx, at: ForEachAt & { readonly withResults: boolean }): Promise<void> {
    const results = `(select coalesce(json_agg(i.output order by i.item), '[]') from workflow_node_runs i where i.run_id = $1 and i.node_id = $2 and i.item >= 0)`;
    await tx.query(
      `with whole as (
         select json_build_object('total', items_total, 'succeeded', items_done, 'failed', items_failed, 'results', ${at.withResults ? results : `'[]'::json`}) as value
         from workflow_node_runs where run_id = $1 and node_id = $2 and item = -1)
       update workflow_node_runs set status = 'succeeded', port = 'done', output = whole.value, output_bytes = octet_length(whole.value::text), finished_at = now()
       from whole where run_id = $1 and node_id = $2 and item = -1 and status = any($3::text[])`,
      [at.runId, at.owner, nodesBefore('succeeded')],
    );
  }

  /** The for-each itself fails. JSON texts. */
  async fail(tx: Tx, at: ForEachAt & { port: string | undefined; error: string; output: string }): Promise<void> {
    await tx.query(
      `update workflow_node_runs set status = 'failed', port = $3, error = $4::json, output = $5::text::json, output_bytes = octet_length($5::text), finished_at = now()
       where run_id = $1 and node_id = $2 and item = -1 and status = any($6::text[])`,
      [at.runId, at.owner, at.port ?? null, at.error, at.output, nodesBefore('failed')],
    );
  }

  private async bytes(tx: Tx, at: ForEachAt): Promise<number> {
    const { rows } = await tx.query<{ bytes: string }>(
      'select coalesce(sum(output_bytes), 0) as bytes from workflow_node_runs where run_id = $1 and node_id = $2 and item >= 0',
      [at.runId, at.owner],
    );
    return Number(rows[0]?.bytes ?? 0);
  }
}
