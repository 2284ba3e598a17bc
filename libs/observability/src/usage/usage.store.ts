import type { Tx } from '@patchbay/platform';
import type { Month, MonthUsage, QuotaLimits, UsageMetric } from './usage.js';

export interface StoredQuota extends QuotaLimits {
  readonly workspaceId: string;
  readonly metric: UsageMetric;
}

export interface WorkspaceUsage extends MonthUsage {
  readonly workspaceId: string;
}

const QUOTA_COLUMNS = `workspace_id as "workspaceId", metric, soft::float8 as soft, hard::float8 as hard`;
const SUMS = `case when mode <> 'test' then runs else 0 end as executions, bytes, coalesce(usd, 0) as usd, unpriced`;

/** Used in a month by those workspaces: whole days of the counts, and what ended since they were brought up to date. */
const usageSql = (workspaces: string): string => `
  select workspace_id as "workspaceId", sum(executions)::float8 as executions, sum(bytes)::float8 as bytes, sum(usd)::float8 as usd,
    sum(unpriced)::float8 as "unpricedCalls"
  from (
    select workspace_id, ${SUMS} from execution_rollups where grain = 86400 and bucket >= $1 and bucket < $2 and ${workspaces}
    union all
    select workspace_id, ${SUMS} from execution_ends where ended_at >= $1 and ended_at < $2 and ${workspaces}
  ) parts group by workspace_id`;

/** Usage and quotas: of the transaction's workspace, or with `asSystem` of all that have quotas. */
export class UsageStore {
  async ofMonth(tx: Tx, month: Month): Promise<MonthUsage> {
    const { rows } = await tx.query<WorkspaceUsage>(usageSql('workspace_id = current_workspace()'), [month.from, month.to]);
    const { executions = 0, bytes = 0, usd = 0, unpricedCalls = 0 } = rows[0] ?? {};
    return { executions, bytes, usd, unpricedCalls };
  }

  /** As the system: every workspace that has a quota. */
  async ofLimited(tx: Tx, month: Month): Promise<WorkspaceUsage[]> {
    const { rows } = await tx.query<WorkspaceUsage>(usageSql('workspace_id in (select workspace_id from workspace_quotas)'), [
      month.from,
      month.to,
    ]);
    return rows;
  }

  async quotas(tx: Tx): Promise<StoredQuota[]> {
    const { rows } = await tx.query<StoredQuota>(`select ${QUOTA_COLUMNS} from workspace_quotas order by metric`);
    return rows;
  }

  /** Absent members keep what is stored. What was told this month is told again under the new limits. */
  async setQuota(tx: Tx, metric: UsageMetric, limits: Partial<QuotaLimits>): Promise<void> {
    const { soft, hard } = limits;
    await tx.query(
      `insert into workspace_quotas as q (workspace_id, metric, soft, hard) values (current_workspace(), $1, $2, $3)
       on conflict (workspace_id, metric) do update set soft = case when $4 then $2 else q.soft end, hard = case when $5 then $3 else q.hard end,
         soft_told = null, hard_told = null, updated_at = now()`,
      [metric, soft ?? null, hard ?? null, soft !== undefined, hard !== undefined],
    );
  }

  /** As the system: notes that reaching the limit is told. Out: false when it was told this month already, by whichever process. */
  async tellOnce(tx: Tx, quota: StoredQuota, limit: 'soft' | 'hard', month: Month): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update workspace_quotas set ${limit}_told = $3 where workspace_id = $1 and metric = $2 and ${limit}_told is distinct from $3::date`,
      [quota.workspaceId, quota.metric, `${month.name}-01`],
    );
    return rowCount > 0;
  }
}
