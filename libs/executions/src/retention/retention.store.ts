import type { Tx } from '@patchbay/platform';

/** Kept when a workspace says nothing else. */
export const DEFAULT_RETENTION_DAYS = 30;
export const MAX_RETENTION_DAYS = 365;

/** What may be kept for different times: the partitioned tables, and their names in a workspace's settings (`retentionDays`). */
export const RETENTION_KINDS = { executions: 'executions', event_logs: 'events' } as const;
export type RetainedTable = keyof typeof RETENTION_KINDS;

// Anything but a whole number within bounds counts as nothing said.
const daysOf = (kind: string): string =>
  `case when settings #>> '{retentionDays,${kind}}' ~ '^[1-9][0-9]{0,2}$'
     then least((settings #>> '{retentionDays,${kind}}')::int, ${MAX_RETENTION_DAYS}) else ${DEFAULT_RETENTION_DAYS} end`;

/** How long rows are kept. */
export class RetentionStore {
  /** Days of the transaction's workspace. */
  async days(tx: Tx, table: RetainedTable): Promise<number> {
    const { rows } = await tx.query<{ days: number }>(
      `select ${daysOf(RETENTION_KINDS[table])} as days from workspaces where id = current_workspace()`,
    );
    return rows[0]?.days ?? DEFAULT_RETENTION_DAYS;
  }

  /** As the system: drops whole days that no workspace keeps any more. Out: how many. */
  async dropOld(tx: Tx, table: RetainedTable): Promise<number> {
    const { rows } = await tx.query<{ dropped: number }>(
      `select drop_partitions('${table}'::regclass, current_date - (select coalesce(max(${daysOf(RETENTION_KINDS[table])}), ${DEFAULT_RETENTION_DAYS}) from workspaces)) as dropped`,
    );
    return rows[0]?.dropped ?? 0;
  }
}
