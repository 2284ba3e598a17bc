import type { WorkspaceId } from '@patchbay/kernel';

export interface QueryResult<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** An open transaction. Stores take one and never hold a pool. */
export interface Tx {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
}

/** The door to Postgres. A lost connection throws `database_unavailable`; constraint errors keep their SQLSTATE (see sqlState()). */
export abstract class Database {
  /** Runs `work` as `patchbay_app` in one transaction that sees exactly this workspace's rows. Rolls back when it throws. */
  abstract inWorkspace<T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` as `patchbay_app` without a workspace: sign-in functions and platform-wide tables only; workspace tables show no row. */
  abstract withoutWorkspace<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` as `patchbay_system`: sweeps, reconcilers, retention. Never on behalf of a caller. */
  abstract asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs one statement as `patchbay_recorder`, in autocommit. For the group-commit recorder only. */
  abstract record(statement: { name: string; text: string; values: readonly unknown[] }): Promise<{ rowCount: number }>;
  /** Calls `handler` for every NOTIFY on the channel until the returned function is called; re-listens after a lost connection and then calls `onGap`. */
  abstract listen(channel: string, handler: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>;
  /** Sends a NOTIFY inside the transaction: it goes out on commit. Payload below 8000 bytes. */
  abstract notify(tx: Tx, channel: string, payload: string): Promise<void>;
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}

/** SQLSTATE of a Postgres error, e.g. `23505` for a unique violation; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
