import type { Tx } from '@patchbay/platform';
import type { AlertChannel, AlertCondition, AlertKind, AlertRule, AlertRuleView, AlertState } from './alert-rule.js';

interface Row {
  readonly workspace_id: string;
  readonly id: string;
  readonly name: string;
  readonly kind: AlertKind;
  readonly condition: AlertCondition;
  readonly channels: readonly AlertChannel[];
  readonly enabled: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
}

interface StateRow {
  readonly rule_id: string;
  readonly subject: string;
  readonly firing: boolean;
  readonly value: number | null;
  readonly since: Date;
  readonly evaluated_at: Date;
}

/** A rule and whose it is. */
export interface OwnedRule extends AlertRule {
  readonly workspaceId: string;
}

export type RuleDraft = Pick<AlertRule, 'name' | 'kind' | 'condition' | 'channels' | 'enabled'>;

const COLUMNS = 'workspace_id, id, name, kind, condition, channels, enabled, created_at, updated_at';

/** Rules of the transaction's workspace, or with `asSystem` of all. */
export class AlertRulesStore {
  async list(tx: Tx, page: { before: string; limit: number }): Promise<AlertRuleView[]> {
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from alert_rules where id < $1 order by id desc limit $2`, [
      page.before,
      page.limit,
    ]);
    return this.withStates(tx, rows);
  }

  async get(tx: Tx, id: string): Promise<AlertRuleView | undefined> {
    const { rows } = await tx.query<Row>(`select ${COLUMNS} from alert_rules where id = $1`, [id]);
    return (await this.withStates(tx, rows))[0];
  }

  async count(tx: Tx): Promise<number> {
    const { rows } = await tx.query<{ count: number }>('select count(*)::int as count from alert_rules');
    return rows[0]?.count ?? 0;
  }

  async insert(tx: Tx, rule: RuleDraft & { id: string; createdBy: string }): Promise<void> {
    await tx.query(
      `insert into alert_rules (workspace_id, id, name, kind, condition, channels, enabled, created_by) values (current_workspace(), $1, $2, $3, $4, $5, $6, $7)`,
      [rule.id, rule.name, rule.kind, JSON.stringify(rule.condition), JSON.stringify(rule.channels), rule.enabled, rule.createdBy],
    );
  }

  /** Forgets what the rule said so far: another condition is another question. */
  async replace(tx: Tx, id: string, rule: RuleDraft): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update alert_rules set name = $2, kind = $3, condition = $4, channels = $5, enabled = $6, updated_at = now() where id = $1`,
      [id, rule.name, rule.kind, JSON.stringify(rule.condition), JSON.stringify(rule.channels), rule.enabled],
    );
    await tx.query('delete from alert_states where rule_id = $1', [id]);
    return rowCount > 0;
  }

  async remove(tx: Tx, id: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete from alert_rules where id = $1', [id]);
    return rowCount > 0;
  }

  /** As the system: every rule that is on, in workspaces that are there. */
  async allEnabled(tx: Tx): Promise<OwnedRule[]> {
    const { rows } = await tx.query<Row>(
      `select ${COLUMNS} from alert_rules where enabled and workspace_id in (select id from workspaces where deleted_at is null) order by workspace_id, id`,
    );
    return rows.map((row) => ({ ...toRule(row), workspaceId: row.workspace_id }));
  }

  private async withStates(tx: Tx, rows: readonly Row[]): Promise<AlertRuleView[]> {
    const states = await tx.query<StateRow>(
      `select rule_id, subject, firing, value, since, evaluated_at from alert_states where rule_id = any($1::uuid[]) order by firing desc, subject limit 1000`,
      [rows.map((row) => row.id)],
    );
    return rows.map((row) => ({ ...toRule(row), states: states.rows.filter((state) => state.rule_id === row.id).map(toState) }));
  }
}

function toRule(row: Row): AlertRule {
  const { id, name, kind, condition, channels, enabled } = row;
  return { id, name, kind, condition, channels, enabled, createdAt: row.created_at.toISOString(), updatedAt: row.updated_at.toISOString() };
}

function toState({ subject, firing, value, since, evaluated_at }: StateRow): AlertState {
  return { subject, firing, value, since: since.toISOString(), evaluatedAt: evaluated_at.toISOString() };
}
