import type { JsonValue } from '@patchbay/kernel';
import { z } from 'zod';

/** Milliseconds of 30 days: the longest delay, and the longest wait between two tries of a node. */
export const MAX_DELAY_SECONDS = 30 * 86_400;
export const MAX_NODES = 200;
export const MAX_EDGES = 500;
export const MAX_BRANCHES = 20;
/** Items one for-each takes; longer lists are a bulk run's business. */
export const MAX_ITEMS = 10_000;
export const MAX_CONCURRENCY = 50;
export const MAX_TRIGGERS = 20;
const MAX_TEXT = 8_192;
const MAX_CONDITION = 1_000;

/** The port a node leaves by when nothing else is said. */
export const DONE = 'done';
/** The port of a node that failed. */
export const ERROR = 'error';
/** The port of a condition none of whose branches held. */
export const OTHERWISE = 'otherwise';

const nodeId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'must start with a letter and hold only letters, digits and _ (at most 64)');
const json = z.custom<JsonValue>(() => true);
const named = { id: nodeId, name: z.string().max(200).exactOptional(), note: z.string().max(2_000).exactOptional() };
const condition = z.string().min(1).max(MAX_CONDITION);

const retry = z.strictObject({
  /** Tries in all, the first one included. */
  maxAttempts: z.int().min(1).max(20),
  delaySeconds: z.number().min(0).max(86_400).default(5),
  /** Each further wait is so many times the one before. */
  backoff: z.number().min(1).max(10).default(2),
  maxDelaySeconds: z.number().min(1).max(MAX_DELAY_SECONDS).default(3_600),
});

const ACTION = z.strictObject({
  ...named,
  type: z.literal('action'),
  /** A built-in's key or a custom connector's id. */
  connector: z.string().min(1).max(200),
  /** Built-ins only. */
  action: z.string().min(1).max(200).exactOptional(),
  connectionId: z.uuid('must be the id of a connection').exactOptional(),
  /** JSON whose texts are templates. */
  input: json.default({}),
  retry: retry.exactOptional(),
  /** For one try, the provider's answer included. */
  timeoutSeconds: z.int().min(1).max(300).exactOptional(),
  /** A failure is kept and the run goes on by the port `done`. */
  continueOnError: z.boolean().default(false),
});

const CONDITION = z.strictObject({
  ...named,
  type: z.literal('condition'),
  /** The first that holds names the port; none: `otherwise`. */
  branches: z
    .array(z.strictObject({ id: nodeId, name: z.string().max(200).exactOptional(), when: condition }))
    .min(1)
    .max(MAX_BRANCHES),
});

const PARALLEL = z.strictObject({ ...named, type: z.literal('parallel') });
const JOIN = z.strictObject({ ...named, type: z.literal('join') });
const DELAY = z.strictObject({ ...named, type: z.literal('delay'), seconds: z.int().min(1).max(MAX_DELAY_SECONDS) });

const TRANSFORM = z.strictObject({
  ...named,
  type: z.literal('transform'),
  /** JSON whose texts are templates. */
  value: json,
  /** JSONata over the filled value; absent: the value itself is the output. */
  expression: z.string().min(1).max(MAX_TEXT).exactOptional(),
  continueOnError: z.boolean().default(false),
});

const STOP = z.strictObject({
  ...named,
  type: z.literal('stop'),
  outcome: z.enum(['succeeded', 'failed']).default('succeeded'),
  message: z.string().max(MAX_TEXT).exactOptional(),
  /** Output of the run in place of the definition's. */
  output: json.exactOptional(),
});

const edge = z.strictObject({
  from: nodeId,
  to: nodeId,
  /** `done`, `error`, or a condition's branch or `otherwise`. */
  on: nodeId.default(DONE),
});
export const EDGES = z.array(edge).max(MAX_EDGES).default([]);

const FOR_EACH = z.strictObject({
  ...named,
  type: z.literal('forEach'),
  /** A template that is exactly one placeholder and reads a list. */
  items: z.string().min(1).max(MAX_TEXT),
  concurrency: z.int().min(1).max(MAX_CONCURRENCY).default(5),
  /** Items that fail are counted and the others go on. */
  continueOnError: z.boolean().default(false),
  /** What is done for each item; its templates also read `item` and `index`. */
  body: z.strictObject({
    start: nodeId,
    nodes: z.array(z.unknown()).min(1).max(MAX_NODES),
    edges: EDGES,
    /** What is kept of each item in the output's `results`. */
    output: json.exactOptional(),
  }),
});

/** By type, so that a node is told its own problems and not those of every kind. */
export const NODES = {
  action: ACTION,
  condition: CONDITION,
  parallel: PARALLEL,
  join: JOIN,
  delay: DELAY,
  transform: TRANSFORM,
  stop: STOP,
  forEach: FOR_EACH,
} as const;

const triggerNamed = { id: nodeId, name: z.string().max(200).exactOptional(), enabled: z.boolean().default(true) };

export const TRIGGERS = {
  manual: z.strictObject({ ...triggerNamed, type: z.literal('manual') }),
  schedule: z.strictObject({
    ...triggerNamed,
    type: z.literal('schedule'),
    /** Five fields, or six with seconds first. */
    cron: z.string().min(1).max(200),
    /** IANA name, e.g. `Europe/Berlin`. */
    timeZone: z.string().min(1).max(100).default('UTC'),
    input: json.default({}),
  }),
  webhook: z.strictObject({
    ...triggerNamed,
    type: z.literal('webhook'),
    /** Only events for which it holds start a run; reads `event`. */
    when: condition.exactOptional(),
    /** The run's input; templates read `event`. Absent: the event's body. */
    input: json.exactOptional(),
    /** The run's contact: a template that reads `event` and yields a contact's id. */
    contactId: z.string().min(1).max(1_000).exactOptional(),
  }),
  contact: z.strictObject({
    ...triggerNamed,
    type: z.literal('contact'),
    on: z
      .array(z.enum(['created', 'updated']))
      .min(1)
      .max(2),
    /** Updates of these fields only; absent: of any. */
    fields: z.array(z.string().min(1).max(200)).min(1).max(50).exactOptional(),
    /** Only contacts for which it holds; reads `contact`. */
    when: condition.exactOptional(),
  }),
} as const;

/** A definition's own members; nodes and triggers are read one by one. */
export const WORKFLOW = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).default(''),
  /** JSON Schema of `input`. */
  inputSchema: z.record(z.string(), json).default({ type: 'object' }),
  triggers: z.array(z.unknown()).max(MAX_TRIGGERS).default([]),
  start: nodeId,
  nodes: z.array(z.unknown()).min(1).max(MAX_NODES),
  edges: EDGES,
  /** Template of the run's output; absent: null. */
  output: json.exactOptional(),
  /** Where an editor draws the nodes. No part of what the workflow does. */
  layout: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })).exactOptional(),
});

export type Edge = z.output<typeof edge>;
export type RetryPolicy = z.output<typeof retry>;
export type ActionNode = z.output<typeof ACTION>;
export type ConditionNode = z.output<typeof CONDITION>;
export type DelayNode = z.output<typeof DELAY>;
export type TransformNode = z.output<typeof TRANSFORM>;
export type StopNode = z.output<typeof STOP>;
export type PlainNode =
  ActionNode | ConditionNode | z.output<typeof PARALLEL> | z.output<typeof JOIN> | DelayNode | TransformNode | StopNode;

/** What is done for each item of a list. */
export interface ForEachBody {
  readonly start: string;
  readonly nodes: readonly PlainNode[];
  readonly edges: readonly Edge[];
  readonly output?: JsonValue;
}
export type ForEachNode = Omit<z.output<typeof FOR_EACH>, 'body'> & { readonly body: ForEachBody };
export type WorkflowNode = PlainNode | ForEachNode;
export type NodeType = WorkflowNode['type'];

export type ScheduleTrigger = z.output<typeof TRIGGERS.schedule>;
export type WebhookTrigger = z.output<typeof TRIGGERS.webhook>;
export type ContactTrigger = z.output<typeof TRIGGERS.contact>;
export type Trigger = z.output<typeof TRIGGERS.manual> | ScheduleTrigger | WebhookTrigger | ContactTrigger;

export interface WorkflowDefinition extends Omit<z.output<typeof WORKFLOW>, 'nodes' | 'triggers'> {
  readonly triggers: readonly Trigger[];
  readonly nodes: readonly WorkflowNode[];
}
