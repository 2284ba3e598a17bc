import type { JsonObject, JsonValue } from '@patchbay/kernel';
import type { AlertKind } from './alert-rule.js';
import type { OwnedRule } from './alert-rules.store.js';
import type { AlertSignal } from './alert-signals.store.js';

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

/** What is the matter, in a sentence for people. */
const SENTENCES: Readonly<Record<AlertKind, (rule: OwnedRule, signal: AlertSignal) => string>> = {
  error_rate: ({ condition }, { value }) =>
    `${percent(value)} of the executions${condition.connector === undefined ? '' : ` of ${condition.connector}`} of the last ${condition.windowMinutes} minutes failed (limit ${percent(condition.threshold)}).`,
  dead_connection: (_rule, { label }) => `The connection ${label} is refused by its provider and has to be reconnected.`,
  queue_age: ({ condition }, { value }) =>
    `The oldest queued execution has waited for ${Math.round(value)} s (limit ${condition.threshold} s).`,
  quota: ({ condition }, { label, value }) =>
    `${percent(value)} of the month's quota of ${label} is used (limit ${percent(condition.threshold)}).`,
  cost_budget: ({ condition }, { value }) =>
    `Model calls of this ${condition.period} cost ${value.toFixed(2)} US dollars (budget ${condition.threshold.toFixed(2)}).`,
};

/** Title and text of a notice. */
export function alertTexts(rule: OwnedRule, signal: AlertSignal, changed: 'firing' | 'recovered'): { title: string; text: string } {
  if (changed === 'firing') return { title: `Alert: ${rule.name}`, text: SENTENCES[rule.kind](rule, signal) };
  const about = signal.label === '' || signal.label === signal.subject ? '' : ` (${signal.label})`;
  return { title: `Recovered: ${rule.name}`, text: `The alert "${rule.name}"${about} is over.` };
}

/** Fills `{{alert.title}}` and `{{alert.text}}` into every text of a value. */
export function fillTexts<Value extends JsonValue>(value: Value, texts: Readonly<Record<'title' | 'text', string>>): Value {
  if (typeof value === 'string')
    return value.replace(/\{\{\s*alert\.(title|text)\s*\}\}/g, (_all, name: 'title' | 'text') => texts[name]) as Value;
  if (Array.isArray(value)) return value.map((item) => fillTexts(item as JsonValue, texts)) as unknown as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, item]) => [name, fillTexts(item as JsonValue, texts)]),
  ) as Value;
}
