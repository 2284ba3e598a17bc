import type { JsonObject } from '@patchbay/kernel';

/** What a rule can watch. */
export const ALERT_KINDS = ['error_rate', 'dead_connection', 'queue_age', 'quota', 'cost_budget'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** When a rule fires; members by kind, see CONDITIONS in alert-condition.ts. */
export interface AlertCondition {
  /** Fires at or above: a share (`error_rate`, `quota`), seconds (`queue_age`), US dollars (`cost_budget`). */
  readonly threshold: number;
  /** Minutes that are looked back over (`error_rate`). */
  readonly windowMinutes: number;
  /** Executions in the window below which a rate says nothing (`error_rate`). */
  readonly minRuns: number;
  /** Of the budget (`cost_budget`): this calendar day or month, UTC. */
  readonly period: 'day' | 'month';
  /** Looks in a row, half a minute apart, that have to agree before it fires or recovers: one look alone would flap. */
  readonly rounds: number;
  /** Only this connector (`error_rate`, `dead_connection`). */
  readonly connector?: string;
}

/** Who is told, beside the workspace's events. Texts may hold `{{workspace.name}}` (a credential) and `{{alert.title}}`, `{{alert.text}}`. */
export type AlertChannel =
  | {
      readonly type: 'webhook';
      readonly url: string;
      /** Name of the workspace credential that signs. */
      readonly signWith?: string;
    }
  | {
      readonly type: 'action';
      readonly connector: string;
      readonly action?: string;
      readonly connectionId?: string;
      readonly input: JsonObject;
    };

export interface AlertRule {
  readonly id: string;
  readonly name: string;
  readonly kind: AlertKind;
  readonly condition: AlertCondition;
  readonly channels: readonly AlertChannel[];
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a rule says of one thing it watches; `subject` is a connection's id, a quota's metric, or empty for the whole workspace. */
export interface AlertState {
  readonly subject: string;
  readonly firing: boolean;
  readonly value: number | null;
  /** Since when it fires, or does not. */
  readonly since: string;
  readonly evaluatedAt: string;
}

export interface AlertRuleView extends AlertRule {
  readonly states: readonly AlertState[];
}

/** A change that is told. */
export interface AlertNotice {
  readonly id: string;
  readonly event: 'alert.firing' | 'alert.recovered';
  readonly workspaceId: string;
  readonly rule: { readonly id: string; readonly name: string; readonly kind: AlertKind };
  readonly subject: string;
  readonly value: number;
  readonly threshold: number;
  readonly title: string;
  readonly text: string;
  /** ISO-8601 UTC. */
  readonly at: string;
}
