import type { Tx } from '@patchbay/platform';

/** Kept when a workspace says nothing else: executions and events; costs and the audit log are kept for the longest there is. */
export const DEFAULT_RETENTION_DAYS = 30;
export const MAX_RETENTION_DAYS = 365;

/**
 * What may be kept for different times: the partitioned tables, and their names in a workspace's settings (`retentionDays`). The rules stand in the
 * database (`retention_days`), for readers and for dropping alike.
 */
export const RETENTION_KINDS = {
  executions: 'executions',
  event_logs: 'events',
  agent_trace_history: 'events',
  prompt_similarity_logs: 'events',
  model_cost_logs: 'costs',
  audit_logs: 'audit',
  audit_outcomes: 'audit',
} as const;
export type RetainedTable = keyof typeof RETENTION_KINDS;

/** How long rows are kept. */
export class RetentionStore {
  /** Days of the transaction's workspace. */
  async days(tx: Tx, table: RetainedTable): Promise<number> {
    const { rows } = await tx.query<{ days: number }>(
      'select retention_days(settings, $1) as days from workspaces where id = current_workspace()',
      [RETENTION_KINDS[table]],
    );
    return rows[0]?.days ?? DEFAULT_RETENTION_DAYS;
  }

  /** As the system: drops whole days that no workspace keeps any more. Out: how many. */
  async dropOld(tx: Tx, table: RetainedTable): Promise<number> {
    const { rows } = await tx.query<{ dropped: number }>(
      `select drop_partitions('${table}'::regclass, kept_by_nobody_before('${RETENTION_KINDS[table]}')) as dropped`,
    );
    return rows[0]?.dropped ?? 0;
  }
}
