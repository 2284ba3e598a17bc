import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** How long a start is remembered. */
const KEPT = `interval '30 days'`;

/** The table `workflow_start_keys`: which run a wish has started. */
export class StartKeyStore {
  /** Claims the keys for these runs. Out: the run of each key, which is another one where the key was used before. A key named twice is the first one's. */
  async claim(
    tx: Tx,
    workspaceId: WorkspaceId,
    wishes: readonly { readonly key: string; readonly runId: string }[],
  ): Promise<Map<string, string>> {
    if (wishes.length === 0) return new Map();
    const first = new Map(wishes.toReversed().map(({ key, runId }) => [key, runId]));
    await tx.query(
      `insert into workflow_start_keys (workspace_id, key, run_id) select $1, a.key, a.run_id from unnest($2::text[], $3::uuid[]) as a (key, run_id)
       order by a.key on conflict do nothing`,
      [workspaceId, [...first.keys()], [...first.values()]],
    );
    const { rows } = await tx.query<{ key: string; run_id: string }>(
      'select key, run_id from workflow_start_keys where key = any($1::text[])',
      [[...first.keys()]],
    );
    return new Map(rows.map(({ key, run_id }) => [key, run_id]));
  }

  /** As the system: forgets old ones, up to `limit`. Out: how many. */
  async forget(tx: Tx, limit: number): Promise<number> {
    const { rowCount } = await tx.query(
      `delete from workflow_start_keys where (workspace_id, key) in
         (select workspace_id, key from workflow_start_keys where created_at < now() - ${KEPT} order by created_at limit $1)`,
      [limit],
    );
    return rowCount;
  }
}
