import { newId, type WorkspaceId } from '@patchbay/kernel';
import type { Database, Logger, Tx } from '@patchbay/platform';
import { insertEvent } from '../events/insert-event.js';
import type { AlertNotice } from './alert-rule.js';
import type { AlertRulesStore, OwnedRule } from './alert-rules.store.js';
import type { AlertSignal, AlertSignalsStore } from './alert-signals.store.js';
import { alertStep, type AlertMemory, type AlertStep } from './alert-step.js';
import { alertTexts } from './alert-text.js';

/** One process at a time; the lock is the transaction's, so a dead holder frees it. Any constant. */
const LOCK = 7_261_151;
/** Looks closer together than this are one: replicas take turns, and each has its own clock. */
const MIN_PAUSE_MS = 20_000;

interface StateRow extends AlertMemory {
  readonly subject: string;
}

export interface EvaluatorParts {
  readonly db: Database;
  readonly rules: AlertRulesStore;
  readonly signals: AlertSignalsStore;
  readonly logger: Logger;
}

/**
 * Looks at what the rules watch, and writes what changed together with what has to be told of it: what each rule says is in Postgres, so a
 * restart forgets nothing and tells nothing twice.
 */
export class AlertEvaluator {
  constructor(private readonly parts: EvaluatorParts) {}

  /** One look at every rule. Out: how many changes there were; undefined when another process is at it, or was a moment ago. */
  async evaluate(nowMs: number): Promise<number | undefined> {
    const { db, rules, logger } = this.parts;
    return db.asSystem(async (tx) => {
      const { rows } = await tx.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [LOCK]);
      if (!rows[0]?.ours) return undefined;
      let changes = 0;
      for (const rule of await rules.allEnabled(tx)) {
        // One rule that cannot be looked at must not silence the others. All on the one connection that holds the lock: the pool is small.
        await tx.query('savepoint rule');
        try {
          changes += await this.look(tx, rule, nowMs);
        } catch (error) {
          await tx.query('rollback to savepoint rule');
          logger.warn({ err: error, rule: rule.id }, 'an alert rule could not be evaluated');
        }
        await tx.query('release savepoint rule');
      }
      return changes;
    });
  }

  private async look(tx: Tx, rule: OwnedRule, nowMs: number): Promise<number> {
    const memories = await this.memories(tx, rule, nowMs);
    if (!memories) return 0;
    const signals = await this.parts.signals.read(tx, rule, nowMs);
    const seen = new Map(signals.map((signal) => [signal.subject, signal]));
    // What was watched and is not there any more is not broken any more.
    const gone = [...memories.keys()].filter((subject) => !seen.has(subject)).map((subject) => ({ subject, value: 0, label: subject }));
    let changes = 0;
    for (const signal of [...signals, ...gone]) {
      const before = memories.get(signal.subject) ?? { firing: false, contrary: 0 };
      const step = alertStep(before, { value: signal.value, ...rule.condition });
      if (seen.has(signal.subject) || step.firing) await this.remember(tx, { rule, signal, step, nowMs });
      else await this.forget(tx, rule, signal.subject);
      if (step.changed === undefined) continue;
      changes++;
      await this.tell(tx, { rule, signal, changed: step.changed, nowMs });
    }
    return changes;
  }

  /** What the rule said of each subject; undefined when it was looked at a moment ago. */
  private async memories(tx: Tx, rule: OwnedRule, nowMs: number): Promise<Map<string, AlertMemory> | undefined> {
    const { rows } = await tx.query<StateRow & { evaluated_at: Date }>(
      'select subject, firing, contrary, evaluated_at from alert_states where workspace_id = $1 and rule_id = $2',
      [rule.workspaceId, rule.id],
    );
    if (rows.some((row) => Math.abs(nowMs - row.evaluated_at.getTime()) < MIN_PAUSE_MS)) return undefined;
    return new Map(rows.map(({ subject, firing, contrary }) => [subject, { firing, contrary }]));
  }

  private async remember(tx: Tx, look: { rule: OwnedRule; signal: AlertSignal; step: AlertStep; nowMs: number }): Promise<void> {
    const { rule, signal, step, nowMs } = look;
    await tx.query(
      `insert into alert_states as s (workspace_id, rule_id, subject, firing, contrary, value, since, evaluated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)
       on conflict (workspace_id, rule_id, subject) do update set firing = excluded.firing, contrary = excluded.contrary, value = excluded.value,
         since = case when $8 then excluded.since else s.since end, evaluated_at = excluded.evaluated_at`,
      [
        rule.workspaceId,
        rule.id,
        signal.subject,
        step.firing,
        step.contrary,
        signal.value,
        new Date(nowMs).toISOString(),
        step.changed !== undefined,
      ],
    );
  }

  private async forget(tx: Tx, rule: OwnedRule, subject: string): Promise<void> {
    await tx.query('delete from alert_states where workspace_id = $1 and rule_id = $2 and subject = $3', [
      rule.workspaceId,
      rule.id,
      subject,
    ]);
  }

  private async tell(
    tx: Tx,
    look: { rule: OwnedRule; signal: AlertSignal; changed: 'firing' | 'recovered'; nowMs: number },
  ): Promise<void> {
    const { rule, signal, changed, nowMs } = look;
    const notice: AlertNotice = {
      id: newId(),
      event: `alert.${changed}`,
      workspaceId: rule.workspaceId,
      rule: { id: rule.id, name: rule.name, kind: rule.kind },
      subject: signal.subject,
      value: signal.value,
      threshold: rule.condition.threshold,
      ...alertTexts(rule, signal, changed),
      at: new Date(nowMs).toISOString(),
    };
    await insertEvent(tx, {
      workspaceId: rule.workspaceId as WorkspaceId,
      id: newId(),
      type: notice.event,
      subject: { type: 'alert_rule', id: rule.id },
      actor: 'system:alerts',
      data: { kind: rule.kind, subject: signal.subject, value: signal.value, threshold: notice.threshold, text: notice.text },
    });
    for (const channel of rule.channels.keys()) {
      await tx.query('insert into alert_notices (workspace_id, id, rule_id, channel, body, due_at) values ($1, $2, $3, $4, $5, $6)', [
        rule.workspaceId,
        newId(),
        rule.id,
        channel,
        JSON.stringify(notice),
        notice.at,
      ]);
    }
  }
}
