import { PlatformError } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { FeatureFlag } from './feature-flag.js';

interface Row {
  key: string;
  description: string;
  enabled: boolean;
  rollout_percent: number;
  workspace_ids: string[];
  updated_at: Date;
}

const toFlag = (row: Row): FeatureFlag => ({
  key: row.key,
  description: row.description,
  enabled: row.enabled,
  rolloutPercent: row.rollout_percent,
  workspaceIds: row.workspace_ids,
  updatedAt: row.updated_at.toISOString(),
});

/** The table `feature_flags`: platform-wide, no workspace column. */
export class FeatureFlagsStore {
  async all(tx: Tx): Promise<FeatureFlag[]> {
    const { rows } = await tx.query<Row>('select * from feature_flags order by key');
    return rows.map(toFlag);
  }

  /** Inserts or changes a flag; absent members keep what is stored. */
  async put(tx: Tx, flag: Pick<FeatureFlag, 'key'> & Partial<FeatureFlag>): Promise<FeatureFlag> {
    const { rows } = await tx.query<Row>(
      `insert into feature_flags (key, description, enabled, rollout_percent, workspace_ids)
       values ($1, coalesce($2, ''), coalesce($3, false), coalesce($4, 100), coalesce($5::uuid[], '{}'))
       on conflict (key) do update set
         description = coalesce($2, feature_flags.description), enabled = coalesce($3, feature_flags.enabled),
         rollout_percent = coalesce($4, feature_flags.rollout_percent), workspace_ids = coalesce($5::uuid[], feature_flags.workspace_ids),
         updated_at = now()
       returning *`,
      [flag.key, flag.description ?? null, flag.enabled ?? null, flag.rolloutPercent ?? null, flag.workspaceIds ?? null],
    );
    const row = rows[0];
    if (!row) throw new PlatformError('bug', 'An upsert returned no row.');
    return toFlag(row);
  }
}
