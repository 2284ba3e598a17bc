import { decodeValueCursor, toPage, type Page } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { figuresOf, SummaryGroupRow } from './summary-figures.js';
import { summaryStatement, type SummaryRow } from './summary.store.js';
import type { Tile } from './time-tiles.js';
import type { ActivityQuery, ActivitySort, WorkspaceActivity } from './workspace-activity.js';

interface Order {
  readonly value: string;
  readonly type: 'numeric' | 'text';
  readonly direction: 'asc' | 'desc';
}

const most = (value: string): Order => ({ value: `round(coalesce(${value}, 0)::numeric, 6)`, type: 'numeric', direction: 'desc' });
const ORDERS: Readonly<Record<ActivitySort, Order>> = {
  executions: most('f.runs'),
  failures: most('f.runs - f.succeeded - f.cancelled'),
  cost: most('f.usd'),
  // UUIDv7: the id itself is the time.
  newest: { value: '0::numeric', type: 'numeric', direction: 'desc' },
  name: { value: 'lower(w.name) collate "C"', type: 'text', direction: 'asc' },
};

interface Row extends SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly last_active_at: Date | null;
  readonly place: string;
}

/** Every workspace with what its counts say: to be used with `asSystem`. Reads counts, never executions. */
export class WorkspaceActivityStore {
  async list(tx: Tx, query: ActivityQuery, tiles: readonly Tile[]): Promise<Page<WorkspaceActivity>> {
    const order = ORDERS[query.sort ?? 'executions'];
    const figures = summaryStatement({ ...query, groupBy: ['workspace'], workspace: 'all' }, tiles, undefined);
    const values = figures.values;
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const wheres = ['w.deleted_at is null'];
    if (query.q !== undefined) {
      const at = bind(query.q.toLowerCase());
      wheres.push(`(strpos(lower(w.name), ${at}) > 0 or w.id::text = ${at})`);
    }
    if (query.cursor !== undefined) {
      const [value, id] = decodeValueCursor(query.cursor, order.type);
      const than = order.direction === 'asc' ? '>' : '<';
      wheres.push(`(${order.value}, w.id) ${than} (${bind(value)}::${order.type}, ${bind(id)}::uuid)`);
    }
    await tx.query('set local max_parallel_workers_per_gather = 0');
    const { rows } = await tx.query<Row>(
      `with listed as (
         select w.id, w.name, w.created_at, f.*, (${order.value})::text as place, row_number() over (order by ${order.value} ${order.direction}, w.id ${order.direction}) as nth
         from workspaces w left join (${figures.text}) f on f.key = w.id::text
         where ${wheres.join(' and ')} order by nth limit ${bind(query.limit + 1)})
       select listed.*, greatest(${LAST_BUCKETS}, (select max(e.ended_at) from execution_ends e where e.workspace_id = listed.id)) as last_active_at
       from listed order by nth`,
      values,
    );
    const page = toPage(rows, query.limit, (row) => [row.place, row.id]);
    return { ...page, data: page.data.map(toActivity) };
  }
}

/** The newest bucket of each grain, by the primary key: finer ones are forgotten sooner. */
const LAST_BUCKETS = [300, 3_600, 86_400]
  .map((grain) => `(select max(r.bucket) from execution_rollups r where r.workspace_id = listed.id and r.grain = ${grain})`)
  .join(', ');

function toActivity(row: Row): WorkspaceActivity {
  // A workspace in which nothing ended has no counts.
  const counted = row.key === null ? [] : [new SummaryGroupRow(row)];
  return {
    workspace: { id: row.id, name: row.name, createdAt: row.created_at.toISOString() },
    figures: figuresOf(counted),
    lastActiveAt: row.last_active_at?.toISOString() ?? null,
  };
}
