import { Injectable } from '@nestjs/common';
import { isJsonObject, newId, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';

/** Postgres channel on which every change of connectors is announced to all processes. */
export const CONNECTORS_CHANNEL = 'connectors';

/** Ids per NOTIFY: a payload has to stay below 8,000 bytes. */
const IDS_PER_NOTICE = 150;

export interface ConnectorChange {
  readonly workspaceId: WorkspaceId;
  /** Custom connectors' ids. */
  readonly ids: readonly string[];
  /** Whether the workspace's switches for built-ins changed. */
  readonly builtins: boolean;
}

type Listener = (change: ConnectorChange | 'everything') => void;

/** Carries changes from the transaction that makes them to the caches of every process, this one first. */
@Injectable()
export class ConnectorChanges {
  private readonly listeners: Listener[] = [];
  /** Tells this process's notices from others': it forgot at commit already and need not forget what it loaded since. */
  private readonly origin = newId();

  constructor(private readonly db: Database) {}

  /** Called for every change, also those of other processes; `everything` after a gap in listening. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Listens until the returned function is called. */
  start(): Promise<() => Promise<void>> {
    return this.db.listen(
      CONNECTORS_CHANNEL,
      (payload) => this.hear(payload),
      () => this.tell('everything'),
    );
  }

  /**
   * Runs `work` in one transaction of the workspace and announces what it touched with the commit. When the promise is kept, this
   * process's caches have forgotten it too, so the caller's next call runs what was saved.
   */
  async commit<T>(workspaceId: WorkspaceId, work: (tx: Tx, touched: { ids: string[]; builtins: boolean }) => Promise<T>): Promise<T> {
    const touched = { ids: [] as string[], builtins: false };
    const result = await this.db.inWorkspace(workspaceId, async (tx) => {
      const value = await work(tx, touched);
      for (const change of inNotices({ workspaceId, ...touched }))
        await this.db.notify(tx, CONNECTORS_CHANNEL, JSON.stringify({ ...change, origin: this.origin }));
      return value;
    });
    this.tell({ workspaceId, ...touched });
    return result;
  }

  private hear(payload: string): void {
    const change = changeOf(payload);
    if (change === 'everything' || change.origin !== this.origin) this.tell(change);
  }

  private tell(change: ConnectorChange | 'everything'): void {
    for (const listener of this.listeners) listener(change);
  }
}

function* inNotices(change: ConnectorChange): Generator<ConnectorChange> {
  if (change.builtins && change.ids.length === 0) yield change;
  for (let at = 0; at < change.ids.length; at += IDS_PER_NOTICE) {
    yield { ...change, ids: change.ids.slice(at, at + IDS_PER_NOTICE) };
  }
}

/** A payload this version cannot read makes everything be forgotten: slower once, never stale. */
function changeOf(payload: string): (ConnectorChange & { origin: unknown }) | 'everything' {
  try {
    const change: unknown = JSON.parse(payload);
    if (!isJsonObject(change) || typeof change['workspaceId'] !== 'string' || !Array.isArray(change['ids'])) return 'everything';
    const ids = change['ids'].filter((id) => typeof id === 'string');
    return { workspaceId: change['workspaceId'] as WorkspaceId, ids, builtins: change['builtins'] === true, origin: change['origin'] };
  } catch {
    return 'everything';
  }
}
