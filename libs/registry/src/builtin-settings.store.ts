import type { WorkspaceId } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** The table `builtin_settings`: a workspace's own switch for built-in connectors. No row = on. */
export class BuiltinSettingsStore {
  async disabledKeys(tx: Tx): Promise<Set<string>> {
    const { rows } = await tx.query<{ connector_key: string }>('select connector_key from builtin_settings where not enabled');
    return new Set(rows.map((row) => row.connector_key));
  }

  async setEnabled(tx: Tx, change: { workspaceId: WorkspaceId; keys: readonly string[]; enabled: boolean }): Promise<void> {
    if (change.keys.length === 0) return;
    await tx.query(
      `insert into builtin_settings (workspace_id, connector_key, enabled)
       select $1, key, $3 from unnest($2::text[]) as k (key) order by key
       on conflict (workspace_id, connector_key) do update set enabled = excluded.enabled, updated_at = now()`,
      [change.workspaceId, change.keys, change.enabled],
    );
  }
}
