import type { Tx } from '@patchbay/platform';
import type { AlertKind } from './alert-rule.js';
import type { OwnedRule } from './alert-rules.store.js';

/** What a rule looks at right now. */
export interface AlertSignal {
  readonly subject: string;
  readonly value: number;
  /** For people: which connection, which quota. */
  readonly label: string;
}

type Query = (rule: OwnedRule, nowMs: number) => { text: string; values: unknown[] };

const iso = (ms: number): string => new Date(ms).toISOString();
const BUCKET_MS = 300_000;

/** Counts of whole buckets since `$2`, and what ended since they were brought up to date, of workspace `$1`. */
const counted = (columns: string, where = 'true'): string => `
  select ${columns} from execution_rollups where workspace_id = $1 and grain = 300 and bucket >= $2 and ${where}
  union all select ${columns} from execution_ends where workspace_id = $1 and ended_at >= $2 and ${where}`;

const SIGNALS: Readonly<Record<AlertKind, Query>> = {
  error_rate: ({ workspaceId, condition }, nowMs) => ({
    text: `select '' as subject, '' as label,
        case when coalesce(sum(runs), 0) < $3 then 0 else (sum(runs) filter (where status <> 'succeeded'))::float8 / sum(runs) end as value
      from (${counted('runs::bigint as runs, status', `mode <> 'test' and status <> 'cancelled' and ($4::text is null or connector_key = $4)`)}) ended`,
    values: [
      workspaceId,
      // Whole buckets: the window reaches back at least as far as was asked for.
      iso(Math.floor((nowMs - condition.windowMinutes * 60_000) / BUCKET_MS) * BUCKET_MS),
      condition.minRuns,
      condition.connector ?? null,
    ],
  }),
  dead_connection: ({ workspaceId, condition }) => ({
    text: `select id::text as subject, name || ' (' || connector_key || ')' as label, 1 as value from connections
      where workspace_id = $1 and status = 'needs_reauth' and enabled and ($2::text is null or connector_key = $2) order by id limit 500`,
    values: [workspaceId, condition.connector ?? null],
  }),
  queue_age: ({ workspaceId }, nowMs) => ({
    text: `select '' as subject, '' as label, coalesce(extract(epoch from $2::timestamptz - uuid_time(min(id::text)::uuid)), 0)::float8 as value
      from (select id from executions where status = 'queued' and workspace_id = $1 and (not_before is null or not_before <= $2) order by id limit 1) oldest`,
    values: [workspaceId, iso(nowMs)],
  }),
  quota: ({ workspaceId }, nowMs) => ({
    text: `select q.metric as subject, q.metric as label, coalesce(case q.metric when 'executions' then executions when 'bytes' then bytes else usd end, 0)
        / nullif(coalesce(q.hard, q.soft), 0)::float8 as value
      from workspace_quotas q cross join (
        select sum(case when mode <> 'test' then runs else 0 end)::float8 as executions, sum(bytes)::float8 as bytes, sum(usd)::float8 as usd from (
          select mode, runs, bytes, usd from execution_rollups where workspace_id = $1 and grain = 86400 and bucket >= $2
          union all select mode, runs, bytes, usd from execution_ends where workspace_id = $1 and ended_at >= $2) parts
      ) used where q.workspace_id = $1 and coalesce(q.hard, q.soft) > 0`,
    values: [workspaceId, monthStart(nowMs)],
  }),
  cost_budget: ({ workspaceId, condition }, nowMs) => ({
    text: `select '' as subject, '' as label, coalesce(sum(usd), 0)::float8 as value from (
        select usd from execution_rollups where workspace_id = $1 and grain = 86400 and bucket >= $2
        union all select usd from execution_ends where workspace_id = $1 and ended_at >= $2) parts`,
    values: [workspaceId, condition.period === 'day' ? `${iso(nowMs).slice(0, 10)}T00:00:00Z` : monthStart(nowMs)],
  }),
};

function monthStart(nowMs: number): string {
  return `${iso(nowMs).slice(0, 7)}-01T00:00:00Z`;
}

/** What rules look at; to be used with `asSystem`. */
export class AlertSignalsStore {
  async read(tx: Tx, rule: OwnedRule, nowMs: number): Promise<AlertSignal[]> {
    const { text, values } = SIGNALS[rule.kind](rule, nowMs);
    const { rows } = await tx.query<AlertSignal>(text, values);
    return rows;
  }
}
