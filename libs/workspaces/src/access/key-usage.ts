import type { Principal, WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { ApiKeyStore } from '../api-keys/api-key.store.js';

/** Remembers which keys were used and writes `last_used_at` now and then, one statement per workspace: never on a caller's path. */
export class KeyUsage {
  private used = new Map<WorkspaceId, Set<string>>();

  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeyStore,
    private readonly now: () => number,
  ) {}

  note(principal: Principal): void {
    const ids = this.used.get(principal.workspaceId);
    if (ids) ids.add(principal.id);
    else this.used.set(principal.workspaceId, new Set([principal.id]));
  }

  /** Writes what was noted since the last flush. Losing it costs a coarse date, so a failed write is not repeated. */
  async flush(): Promise<void> {
    const used = this.used;
    this.used = new Map();
    const at = new Date(this.now());
    for (const [workspaceId, ids] of used) await this.database.inWorkspace(workspaceId, (tx) => this.keys.touch(tx, [...ids], at));
  }
}
