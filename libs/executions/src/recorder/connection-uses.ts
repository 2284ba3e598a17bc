import { newId, type WorkspaceId } from '@patchbay/kernel';
import { arrays, joined, text, type Column, type RecordStatement } from './column-statement.js';

/** A call whose credential went to the service. */
export interface ConnectionUse {
  readonly workspaceId: WorkspaceId;
  readonly connectionId: string;
  /** `user:<subject>`, `api_key:<id>` or `system:<name>`. */
  readonly actor: string;
  readonly executionId: string;
  /** That ran; a custom connector may use a connection of another one. */
  readonly connector: string;
  readonly action?: string | undefined;
  readonly trigger: string;
  readonly traceId: string;
}

/** A use as it is to be told: its id holds the moment. */
export interface ConnectionUseRow extends ConnectionUse {
  readonly id: string;
}

const DAY_MS = 86_400_000;
/** Connections, actors and connectors a process remembers of the day; beyond that it asks Postgres again, which tells no use twice. */
const MAX_KNOWN = 20_000;

/** Lets pass what this process has not told today: a look into memory for each call, a row for the first of its connection, actor, connector and day (UTC). */
export class ConnectionUses {
  private readonly known = new Set<string>();
  private day = -1;

  constructor(private readonly now: () => number = Date.now) {}

  /** Undefined: told already. */
  first(use: ConnectionUse): ConnectionUseRow | undefined {
    const day = Math.floor(this.now() / DAY_MS);
    if (day !== this.day || this.known.size >= MAX_KNOWN) this.known.clear();
    this.day = day;
    const key = keyOf(use);
    if (this.known.has(key)) return undefined;
    this.known.add(key);
    return { ...use, id: newId() };
  }

  /** The row could not be written: the next use is the first again. */
  forget(use: ConnectionUse): void {
    this.known.delete(keyOf(use));
  }
}

const keyOf = ({ workspaceId, connectionId, connector, actor }: ConnectionUse): string =>
  `${workspaceId}/${connectionId}/${connector}/${actor}`;

const COLUMNS: readonly Column<ConnectionUseRow>[] = [
  { name: 'workspaces', type: 'uuid', valueOf: (row) => row.workspaceId },
  { name: 'ids', type: 'uuid', valueOf: (row) => row.id },
  { name: 'connections', type: 'text', valueOf: (row) => text(row.connectionId) },
  { name: 'actors', type: 'text', valueOf: (row) => text(row.actor) },
  { name: 'traces', type: 'text', valueOf: (row) => text(row.traceId) },
  { name: 'details', type: 'text', valueOf: detailOf },
];
const TEXT = `select note_connection_uses(${arrays(COLUMNS)})`;

function detailOf({ executionId, connector, action, trigger }: ConnectionUseRow): string {
  return JSON.stringify({ executionId, connector, action, trigger });
}

/** The statement that adds an event for each use that no process has told on its day. */
export function noteConnectionUses(rows: readonly ConnectionUseRow[]): RecordStatement {
  return { name: 'connection_uses_note', text: TEXT, values: joined(COLUMNS, rows) };
}
