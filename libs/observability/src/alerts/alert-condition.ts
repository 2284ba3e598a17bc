import { isJsonObject, isUuid, type FieldProblem } from '@patchbay/kernel';
import type { AlertChannel, AlertCondition, AlertKind } from './alert-rule.js';

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
  /** Absent: has to be given. */
  readonly otherwise?: number;
}

const ROUNDS: Range = { min: 1, max: 20, whole: true, otherwise: 2 };
const NONE: Range = { min: 0, max: 0, otherwise: 0 };

/** Numbers of a condition by kind; what a kind does not know has to be left out. */
const NUMBERS: Readonly<Record<AlertKind, Readonly<Record<'threshold' | 'windowMinutes' | 'minRuns' | 'rounds', Range>>>> = {
  error_rate: {
    threshold: { min: 0.001, max: 1 },
    windowMinutes: { min: 5, max: 1_440, whole: true, otherwise: 15 },
    minRuns: { min: 1, max: 1_000_000, whole: true, otherwise: 20 },
    rounds: ROUNDS,
  },
  // A refused credential stays refused: nothing to wait for.
  dead_connection: { threshold: { min: 1, max: 1, otherwise: 1 }, windowMinutes: NONE, minRuns: NONE, rounds: { ...ROUNDS, otherwise: 1 } },
  queue_age: { threshold: { min: 1, max: 86_400 }, windowMinutes: NONE, minRuns: NONE, rounds: ROUNDS },
  quota: { threshold: { min: 0.01, max: 1, otherwise: 0.8 }, windowMinutes: NONE, minRuns: NONE, rounds: { ...ROUNDS, otherwise: 1 } },
  cost_budget: { threshold: { min: 0.01, max: 1e9 }, windowMinutes: NONE, minRuns: NONE, rounds: { ...ROUNDS, otherwise: 1 } },
};
const BY_CONNECTOR: ReadonlySet<AlertKind> = new Set<AlertKind>(['error_rate', 'dead_connection']);
const MAX_CHANNELS = 5;
const MAX_TEXT = 2_000;

/** A condition with its defaults filled in. Adds a problem for each wrong or unknown member. */
export function readCondition(kind: AlertKind, given: unknown, problems: FieldProblem[]): AlertCondition {
  const condition: Record<string, unknown> = {};
  const at = isJsonObject(given) ? given : {};
  const wrong = (name: string, message: string): unknown => problems.push({ path: `condition.${name}`, message });
  for (const [name, range] of Object.entries(NUMBERS[kind])) {
    const value = at[name] ?? range.otherwise;
    condition[name] = value;
    const fits = typeof value === 'number' && value >= range.min && value <= range.max && (range.whole !== true || Number.isInteger(value));
    // What a rule is answered with may be sent back: members that mean nothing to its kind are told as they stand.
    if (range === NONE ? value !== range.otherwise : !fits)
      wrong(
        name,
        range === NONE ? `is not known to ${kind}` : `must be a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}`,
      );
  }
  const { connector, period = 'month' } = at;
  condition['period'] = period;
  if (period !== 'day' && period !== 'month') wrong('period', 'must be day or month');
  else if (period !== 'month' && kind !== 'cost_budget') wrong('period', `is not known to ${kind}`);
  if (connector !== undefined) {
    condition['connector'] = connector;
    if (!BY_CONNECTOR.has(kind)) wrong('connector', `is not known to ${kind}`);
    else if (!isText(connector, 200)) wrong('connector', 'must be a built-in’s key or a custom connector’s id');
  }
  for (const name of Object.keys(at)) if (!Object.hasOwn(condition, name)) wrong(name, 'is not a known field');
  return condition as unknown as AlertCondition;
}

/** Channels as they are kept. Adds a problem for each wrong or unknown member. */
export function readChannels(given: readonly unknown[], problems: FieldProblem[]): AlertChannel[] {
  if (given.length > MAX_CHANNELS) problems.push({ path: 'channels', message: `must be at most ${MAX_CHANNELS}` });
  return given.flatMap((channel, index): AlertChannel[] => {
    const before = problems.length;
    const wrong = (name: string, message: string): unknown => problems.push({ path: `channels[${index}].${name}`, message });
    if (!isJsonObject(channel) || (channel['type'] !== 'webhook' && channel['type'] !== 'action')) {
      wrong('type', 'must be webhook or action');
      return [];
    }
    const known = channel['type'] === 'webhook' ? WEBHOOK : ACTION;
    for (const [name, [isRight, message]] of Object.entries(known)) if (!isRight(channel[name])) wrong(name, message);
    for (const name of Object.keys(channel)) if (name !== 'type' && !Object.hasOwn(known, name)) wrong(name, 'is not a known field');
    return problems.length > before ? [] : [channel as unknown as AlertChannel];
  });
}

type Checks = Readonly<Record<string, readonly [isRight: (value: unknown) => boolean, message: string]>>;
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= max && !value.includes('\0');
const optional =
  (isRight: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || isRight(value);

const WEBHOOK: Checks = {
  url: [
    (value) => isText(value, MAX_TEXT) && (/^https?:\/\/\S+$/.test(value) || /^\{\{workspace\.\w+\}\}/.test(value)),
    'must be an http or https address, or begin with {{workspace.name}}',
  ],
  signWith: [optional((value) => isText(value, 100) && /^\w+$/.test(value)), 'must be the name of a workspace credential'],
};
const ACTION: Checks = {
  connector: [(value) => isText(value, 200), 'must be the key of a connector, such as sendgrid'],
  action: [optional((value) => isText(value, 200)), 'must be the key of an action'],
  connectionId: [optional(isUuid), 'must be the id of a connection'],
  input: [isJsonObject, 'must be the action’s input'],
};
