import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  decodeIdCursor,
  encodeCursor,
  idAt,
  invalidInput,
  isUuid,
  PlatformError,
  toPage,
  type JsonValue,
  type Page,
  type PageRequest,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import type { RunStatus } from '../engine/states.js';
import {
  NODE_COLUMNS,
  RUN_COLUMNS,
  shownValue,
  toNodeView,
  toRunSummary,
  type NodeRow,
  type NodeView,
  type RunRow,
  type RunSummary,
  type RunView,
} from './run-view.js';

export interface RunFilter {
  readonly workflowId?: string | undefined;
  readonly statuses?: readonly RunStatus[] | undefined;
  readonly contactId?: string | undefined;
  readonly groupId?: string | undefined;
  /** Milliseconds since the epoch; started at or after, and before. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** One item of a for-each with its nodes. */
export interface ItemView extends NodeView {
  readonly nodes: readonly NodeView[];
}

/** Rows one page looks at: its time stays the same however many runs there are and however rare a match is. */
const SCANNED_ROWS = 5_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Reading a workspace's runs. Another workspace's run is `not_found`, like one that does not exist. */
@Injectable()
export class RunReader {
  constructor(private readonly db: Database) {}

  /** Newest first; `limit` 1–200. A page may be short and still lead on (see SCANNED_ROWS). */
  async list(workspaceId: WorkspaceId, filter: RunFilter, page: PageRequest): Promise<Page<RunSummary>> {
    const after = page.cursor === undefined ? LAST_ID : decodeIdCursor(page.cursor);
    return this.db.inWorkspace(workspaceId, async (tx) => {
      // Before it has statistics of a day's partition, Postgres would rather sort every match than follow the index.
      await tx.query('set local enable_sort = off');
      const { text, values } = listStatement(filter, after, page.limit);
      const { rows } = await tx.query<FoundRow>(text, values);
      const found = rows.filter((row): row is RunRow & FoundRow => row.id !== null);
      const data = found.slice(0, page.limit).map(toRunSummary);
      const next = found.length > page.limit ? data.at(-1)?.id : rows[0]?.scanned_to;
      return { data, nextCursor: next ? encodeCursor([next]) : null };
    });
  }

  /** The run with its nodes; items of for-eaches are read by items(). Throws `not_found`. */
  async get(workspaceId: WorkspaceId, id: string): Promise<RunView> {
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const run = await readRun(tx, id);
      const { rows } = await tx.query<NodeRow>(
        `select ${NODE_COLUMNS} from workflow_node_runs where run_id = $1 and item = -1 order by created_at, started_at nulls last, node_id`,
        [id],
      );
      return { ...run, nodes: rows.map(toNodeView) };
    });
  }

  /** The items of a for-each in order, each with its nodes. Throws `not_found`. */
  async items(workspaceId: WorkspaceId, id: string, ask: PageRequest & { nodeId: string }): Promise<Page<ItemView>> {
    const after = ask.cursor === undefined ? -1 : indexOf(ask.cursor);
    return this.db.inWorkspace(workspaceId, async (tx) => {
      await readRun(tx, id);
      const { rows } = await tx.query<NodeRow>(
        `select ${NODE_COLUMNS} from workflow_node_runs where run_id = $1 and node_id = $2 and item > $3 order by item limit $4`,
        [id, ask.nodeId, after, ask.limit + 1],
      );
      const page = toPage(rows, ask.limit, ({ item }) => [String(item)]);
      const members = await tx.query<NodeRow>(
        `select ${NODE_COLUMNS} from workflow_node_runs where run_id = $1 and type <> 'item' and item = any($2::int[]) order by created_at, node_id`,
        [id, page.data.map(({ item }) => item)],
      );
      const nodesOf = (item: number): NodeView[] => members.rows.filter((row) => row.item === item).map(toNodeView);
      return { ...page, data: page.data.map((row) => ({ ...toNodeView(row), nodes: nodesOf(row.item) })) };
    });
  }
}

async function readRun(tx: Tx, id: string): Promise<Omit<RunView, 'nodes'>> {
  if (!isUuid(id)) return unknownRun();
  const { rows } = await tx.query<RunRow & { input: JsonValue; output: JsonValue }>(
    `select ${RUN_COLUMNS}, input, output from workflow_runs where id = $1`,
    [id],
  );
  const row = rows[0];
  return row ? { ...toRunSummary(row), input: shownValue(row.input), output: shownValue(row.output ?? null) } : unknownRun();
}

/** A row of the page; without an id where nothing fits and the page only leads on. */
type FoundRow = Omit<RunRow, 'id'> & { readonly id: string | null; readonly scanned_to: string | null };

/**
 * Inner part: the newest rows of the index that fits. Outer part: the other conditions, over SCANNED_ROWS at most; `scanned_to` is the last row looked at
 * when it was cut off there.
 */
function listStatement(filter: RunFilter, after: string, limit: number): { text: string; values: unknown[] } {
  const low = filter.fromMs === undefined ? FIRST_ID : idAt(filter.fromMs);
  const high = filter.toMs === undefined ? LAST_ID : idAt(filter.toMs);
  const values: unknown[] = [low, high < after ? high : after, limit + 1];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { contactId, groupId, workflowId, statuses } = filter;
  // The narrowest index leads.
  const [leading, ...others] = [
    ...(contactId === undefined ? [] : [['contact_id', contactId] as const]),
    ...(groupId === undefined ? [] : [['group_id', groupId] as const]),
    ...(workflowId === undefined ? [] : [['workflow_id', workflowId] as const]),
  ];
  const range = `id >= $1 and id < $2${leading ? ` and ${leading[0]} = ${bind(leading[1])}` : ''}`;
  const conditions = [
    ...others.map(([column, value]) => `${column} = ${bind(value)}`),
    ...(statuses === undefined ? [] : [`status = any(${bind(statuses)})`]),
  ];
  const newest = `select ${RUN_COLUMNS} from workflow_runs where ${range} order by id desc`;
  if (conditions.length === 0) return { text: `select *, null as scanned_to from (${newest} limit $3) page`, values };
  const scanned = bind(SCANNED_ROWS);
  return {
    text: `with newest as materialized (${newest} limit ${scanned}::int)
      select page.*, edge.scanned_to from (select case when count(*) >= ${scanned}::int then min(id::text) end as scanned_to from newest) edge
      left join lateral (select * from newest where ${conditions.join(' and ')} order by id desc limit $3) page on true order by page.id desc`,
    values,
  };
}

function indexOf(cursor: string): number {
  const index = Number(decodeCursor(cursor, 1)[0]);
  if (!Number.isInteger(index) || index < 0 || index > 1_000_000)
    throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
  return index;
}

export function unknownRun(): never {
  throw new PlatformError('not_found', 'There is no workflow run with this id in this workspace.');
}
