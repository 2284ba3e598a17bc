import type { JsonValue } from '@patchbay/kernel';
import { z } from 'zod';
import { memberPath } from '../templates/value-template.js';
import { MAX_CONDITION_CHARS } from '../conditions/condition.js';
import { MAX_PATH_CHARS } from '../paths/json-path.js';
import { MAX_TEMPLATE_CHARS } from '../templates/template.js';
import { BODY_TYPES, METHODS, PROBE_METHODS, TOTAL_TIMEOUT_MS } from './definition.js';
import type { Problems } from './problems.js';

const template = z.string().max(MAX_TEMPLATE_CHARS);
const shortTemplate = z.string().max(8_192);
const keyValues = z
  .array(z.strictObject({ key: z.string().min(1).max(256), value: shortTemplate }))
  .max(100)
  .default([]);

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('bearer'), token: shortTemplate.min(1) }),
  z.strictObject({
    type: z.literal('api_key'),
    in: z.enum(['header', 'query']).default('header'),
    name: z.string().min(1).max(256),
    value: shortTemplate.min(1),
  }),
  z.strictObject({ type: z.literal('basic'), username: shortTemplate, password: shortTemplate }),
  z.strictObject({
    type: z.literal('connection'),
    connector: z.string().min(1).max(200).exactOptional(),
    in: z.enum(['header', 'query']).default('header'),
    name: z.string().min(1).max(256).exactOptional(),
    prefix: z.string().max(64).exactOptional(),
  }),
]);

const rateLimiting = z.strictObject({
  enabled: z.boolean().default(true),
  maxRequestsPerMinute: z.int().min(1).max(100_000).exactOptional(),
  maxRequestsPerHour: z.int().min(1).max(1_000_000).exactOptional(),
  strategy: z.enum(['queue', 'fail']).default('queue'),
});

const upperCase = (value: unknown): unknown => (typeof value === 'string' ? value.toUpperCase() : value);

const probe = z.strictObject({
  method: z.preprocess(upperCase, z.enum(PROBE_METHODS)).default('GET'),
  url: template.min(1),
  headers: keyValues,
  queryParams: keyValues,
  account: z.string().min(1).max(MAX_PATH_CHARS).exactOptional(),
});

const request = {
  method: z.preprocess(upperCase, z.enum(METHODS)).default('GET'),
  url: template.min(1),
  headers: keyValues,
  queryParams: keyValues,
  body: z.custom<JsonValue>(() => true).exactOptional(),
  bodyType: z.enum(BODY_TYPES).default('json'),
  auth: auth.exactOptional(),
  output: z
    .record(z.string().min(1).max(100), z.string().max(MAX_PATH_CHARS))
    .refine((map) => Object.keys(map).length <= 50, 'has more than 50 entries')
    .exactOptional(),
};

const stepId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'must start with a letter and hold only letters, digits and _ (at most 64)');
const condition = z.strictObject({ enabled: z.boolean().default(true), expression: z.string().max(MAX_CONDITION_CHARS) });
const named = { id: stepId, name: z.string().max(200).exactOptional(), condition: condition.exactOptional() };

export const SINGLE_STEP = z.strictObject({ ...request, rateLimiting: rateLimiting.exactOptional(), probe: probe.exactOptional() });
export const REQUEST_STEP = z.strictObject({ ...named, type: z.literal('request').exactOptional(), ...request });
export const PARALLEL_GROUP = z.strictObject({ ...named, type: z.literal('parallel'), steps: z.array(z.unknown()).min(1) });
export const MULTI_STEP = z.strictObject({
  steps: z.array(z.unknown()).min(1),
  auth: auth.exactOptional(),
  rateLimiting: rateLimiting.exactOptional(),
  probe: probe.exactOptional(),
});

export const FIELD_MAPPINGS = z
  .array(z.strictObject({ sourcePath: z.string().max(MAX_PATH_CHARS), targetField: z.string().max(200) }))
  .max(100);

export const DEFINITION = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).default(''),
  icon: z.string().max(2_048).exactOptional(),
  category: z.string().trim().min(1).max(64).default('custom'),
  /** Absent: told from the config. */
  type: z.enum(['single-step', 'multi-step']).exactOptional(),
  inputSchema: z
    .record(
      z.string(),
      z.custom<JsonValue>(() => true),
    )
    .default({ type: 'object' }),
  enabled: z.boolean().default(true),
  config: z.record(z.string(), z.unknown()),
  fieldMappings: FIELD_MAPPINGS.default([]),
  timeoutMs: z.int().min(1_000).max(TOTAL_TIMEOUT_MS).default(30_000),
  maxRetries: z.int().min(0).max(5).default(3),
  continueOnError: z.boolean().default(false),
  logResponseData: z.boolean().default(true),
  sendTraceContext: z.boolean().exactOptional(),
});

/** The value in the schema's shape with defaults filled in; undefined when it has problems, which are collected below `path`. */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown, at: { path: string; problems: Problems }): T | undefined {
  const parsed = schema.safeParse(value, { error: messageOf });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const path = issue.path.reduce<string>((place, part) => memberPath(place, typeof part === 'number' ? part : String(part)), at.path);
    if (issue.code !== 'unrecognized_keys') at.problems.add(path, issue.message);
    else for (const key of issue.keys) at.problems.add(memberPath(path, key), 'is not a known field');
  }
  return undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** Problems in the words of the rest of this library; undefined leaves the schema's own. */
function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_union':
      return `must be one of ${AUTH_TYPES}`;
    case 'too_small':
      return `must ${bound(issue.origin, `at least ${issue.minimum}`)}`;
    case 'too_big':
      return `must ${bound(issue.origin, `at most ${issue.maximum}`)}`;
    default:
      return undefined;
  }
}

/** The one union of these schemas is told apart by its type. */
const AUTH_TYPES = auth.options.map((option) => JSON.stringify(option.shape.type.value)).join(', ');

function bound(origin: string, count: string): string {
  if (origin === 'string') return `have ${count} character${count.endsWith(' 1') ? '' : 's'}`;
  if (origin === 'array') return `have ${count} item${count.endsWith(' 1') ? '' : 's'}`;
  return `be ${count}`;
}
