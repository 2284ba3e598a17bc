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
      const { text, values } = listStatement(filter, after);
      const { rows } = await tx.query<RunRow & { matches: boolean }>(text, values);
      const found = rows.filter(({ matches }) => matches);
      const shown = found.slice(0, page.limit).map(toRunSummary);
      const scanned = rows.length === SCANNED_ROWS ? rows.at(-1)?.id : undefined;
      const next = found.length > page.limit ? shown.at(-1)?.id : scanned;
      return { data: shown, nextCursor: next === undefined ? null : encodeCursor([next]) };
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

/** The newest rows of the index that fits, marked with whether they match the rest. */
function listStatement(filter: RunFilter, after: string): { text: string; values: unknown[] } {
  const low = filter.fromMs === undefined ? FIRST_ID : idAt(filter.fromMs);
  const high = filter.toMs === undefined ? LAST_ID : idAt(filter.toMs);
  const values: unknown[] = [low, high < after ? high : after, SCANNED_ROWS];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const indexed: string[] = ['id >= $1', 'id < $2'];
  const conditions: string[] = ['true'];
  // The narrowest index leads; the others are looked at row by row.
  if (filter.contactId !== undefined) indexed.push(`contact_id = ${bind(filter.contactId)}`);
  else if (filter.groupId !== undefined) indexed.push(`group_id = ${bind(filter.groupId)}`);
  else if (filter.workflowId !== undefined) indexed.push(`workflow_id = ${bind(filter.workflowId)}`);
  if (filter.workflowId !== undefined) conditions.push(`workflow_id = ${bind(filter.workflowId)}`);
  if (filter.groupId !== undefined) conditions.push(`group_id = ${bind(filter.groupId)}`);
  if (filter.statuses !== undefined) conditions.push(`status = any(${bind(filter.statuses)})`);
  return {
    text: `select ${RUN_COLUMNS}, ${conditions.join(' and ')} as matches from workflow_runs where ${indexed.join(' and ')} order by id desc limit $3`,
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
