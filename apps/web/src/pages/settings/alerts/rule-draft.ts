import type { Row } from '../../../api/client.ts';
import type { operations } from '../../../api/schema.ts';

export type AlertRule = Row<'listAlerts'>;
export type AlertKind = AlertRule['kind'];
export type AlertCondition = AlertRule['condition'];
type Body = operations['createAlerts']['requestBody']['content']['application/json'];

/** Who is told: an address that receives JSON, or an action of a connector. `key` names it in the form only. */
export type ChannelDraft =
  | { key: number; type: 'webhook'; url: string; signWith?: string }
  | { key: number; type: 'action'; connector: string; action?: string; connectionId?: string; input: unknown };

export interface RuleDraft {
  name: string;
  kind: AlertKind;
  condition: AlertCondition;
  channels: ChannelDraft[];
  enabled: boolean;
}

/** Members of a condition that its kind knows. */
export const FIELDS: Readonly<Record<AlertKind, readonly (keyof AlertCondition)[]>> = {
  error_rate: ['threshold', 'windowMinutes', 'minRuns', 'connector', 'rounds'],
  dead_connection: ['connector', 'rounds'],
  queue_age: ['threshold', 'rounds'],
  quota: ['threshold', 'rounds'],
  cost_budget: ['threshold', 'period', 'rounds'],
};

/** What a new rule of a kind begins with. */
const START: Readonly<Record<AlertKind, AlertCondition>> = {
  error_rate: { threshold: 0.2, windowMinutes: 15, minRuns: 20, rounds: 2 },
  dead_connection: { rounds: 1 },
  queue_age: { threshold: 120, rounds: 2 },
  quota: { threshold: 0.8, rounds: 1 },
  cost_budget: { threshold: 50, period: 'month', rounds: 1 },
};
export const KINDS = Object.keys(START) as AlertKind[];

let keys = 0;
export const newKey = (): number => (keys += 1);

/** The same rule watching something else, with its name and who is told. */
export const withKind = (draft: RuleDraft, kind: AlertKind): RuleDraft => ({ ...draft, kind, condition: START[kind] });

export const freshRule = (): RuleDraft => ({
  name: '',
  kind: 'error_rate',
  condition: START.error_rate,
  channels: [],
  enabled: true,
});

export const draftOf = (rule: AlertRule): RuleDraft => ({
  name: rule.name,
  kind: rule.kind,
  condition: rule.condition,
  channels: rule.channels.map((channel) => ({ ...channel, key: newKey() }) as ChannelDraft),
  enabled: rule.enabled,
});

/** What is sent: only what the kind knows, and nothing that was left empty. */
export function bodyOf({ name, kind, condition, channels, enabled }: RuleDraft): Body {
  const known = FIELDS[kind].flatMap((field) => (condition[field] === undefined ? [] : [[field, condition[field]] as const]));
  return {
    name: name.trim(),
    kind,
    condition: Object.fromEntries(known),
    channels: channels.map(({ key: _key, ...channel }) => channel),
    enabled,
  };
}
