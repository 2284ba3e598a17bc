import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { rememberField, type DtoClass, type JsonSchema } from './field-registry.js';

// One decorator per kind of field: it validates (class-validator) and it documents (JSON Schema), so the two cannot drift apart.

interface About {
  readonly description?: string;
  readonly example?: unknown;
  readonly optional?: boolean;
  /** `null` is a value of its own (it clears the field). */
  readonly nullable?: boolean;
}

interface FieldKind extends About {
  readonly schema: JsonSchema;
  readonly checks: readonly PropertyDecorator[];
  readonly from?: 'integer' | 'boolean' | 'number';
  readonly nested?: { readonly type: () => DtoClass; readonly list: boolean };
}

function field(kind: FieldKind): PropertyDecorator {
  return (target, key) => {
    for (const check of kind.checks) check(target, key);
    if (kind.optional) IsOptionalNotNull()(target, key);
    if (kind.nullable) ValidateIf((_object, value) => value !== null)(target, key);
    const { description, example } = kind;
    const notes = { ...(description === undefined ? {} : { description }), ...(example === undefined ? {} : { examples: [example] }) };
    const schema = kind.nullable ? { anyOf: [kind.schema, { type: 'null' }], ...notes } : { ...kind.schema, ...notes };
    rememberField(target.constructor as DtoClass, {
      name: String(key),
      schema,
      required: kind.optional !== true,
      ...(kind.from ? { from: kind.from } : {}),
      ...(kind.nested ? { nested: kind.nested } : {}),
    });
  };
}

/** Absent is fine, `null` is not: class-validator's IsOptional takes both. */
function IsOptionalNotNull(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}

export function Text(rule: About & { min?: number; max: number; pattern?: RegExp; patternSays?: string }): PropertyDecorator {
  const min = rule.min ?? 1;
  const message = `must be a text of ${min} to ${rule.max} characters`;
  const checks = [IsString({ message }), Length(min, rule.max, { message })];
  if (rule.pattern) checks.push(Matches(rule.pattern, { message: rule.patternSays ?? `must match ${rule.pattern.source}` }));
  return field({
    ...rule,
    checks,
    schema: { type: 'string', minLength: min, maxLength: rule.max, ...(rule.pattern ? { pattern: rule.pattern.source } : {}) },
  });
}

/** A text, or a JSON object in its place; the object's content is checked by the service it goes to. */
export function TextOrObject(rule: About & { max: number }): PropertyDecorator {
  const message = `must be a text of 1 to ${rule.max} characters, or an object`;
  const isOne = (value: unknown): boolean =>
    typeof value === 'string'
      ? value !== '' && value.length <= rule.max
      : typeof value === 'object' && value !== null && !Array.isArray(value);
  return field({
    ...rule,
    checks: [ValidateBy({ name: 'isTextOrObject', validator: { validate: isOne, defaultMessage: () => message } })],
    schema: { anyOf: [{ type: 'string', minLength: 1, maxLength: rule.max }, { type: 'object' }] },
  });
}

export function Choice(values: readonly string[], about: About = {}): PropertyDecorator {
  return field({
    ...about,
    checks: [IsIn(values, { message: `must be one of ${values.join(', ')}` })],
    schema: { type: 'string', enum: [...values] },
  });
}

/** A list of distinct choices. */
export function Choices(values: readonly string[], about: About = {}): PropertyDecorator {
  const message = `must be a list of distinct values out of ${values.join(', ')}`;
  const checks = [IsArray({ message }), ArrayUnique({ message }), IsIn(values, { each: true, message })];
  return field({ ...about, checks, schema: { type: 'array', uniqueItems: true, items: { type: 'string', enum: [...values] } } });
}

export function Whole(rule: About & { min: number; max: number }): PropertyDecorator {
  const message = `must be a whole number from ${rule.min} to ${rule.max}`;
  const checks = [IsInt({ message }), Min(rule.min, { message }), Max(rule.max, { message })];
  return field({ ...rule, from: 'integer', checks, schema: { type: 'integer', minimum: rule.min, maximum: rule.max } });
}

/** A number from 0 to 10¹⁵, fractions allowed. */
export function Amount(about: About = {}): PropertyDecorator {
  const message = 'must be a number from 0 to 1000000000000000';
  const checks = [IsNumber({ allowNaN: false, allowInfinity: false }, { message }), Min(0, { message }), Max(1e15, { message })];
  return field({ ...about, checks, schema: { type: 'number', minimum: 0, maximum: 1e15 } });
}

/** A share, from 0 to 1. */
export function Share(about: About = {}): PropertyDecorator {
  const message = 'must be a number from 0 to 1';
  const checks = [IsNumber({ allowNaN: false, allowInfinity: false }, { message }), Min(0, { message }), Max(1, { message })];
  return field({ ...about, from: 'number', checks, schema: { type: 'number', minimum: 0, maximum: 1 } });
}

export function Flag(about: About = {}): PropertyDecorator {
  return field({ ...about, from: 'boolean', checks: [IsBoolean({ message: 'must be true or false' })], schema: { type: 'boolean' } });
}

export function Uuid(about: About = {}): PropertyDecorator {
  return field({ ...about, checks: [IsUUID('all', { message: 'must be a UUID' })], schema: { type: 'string', format: 'uuid' } });
}

export function Uuids(rule: About & { max: number }): PropertyDecorator {
  const message = `must be a list of at most ${rule.max} distinct UUIDs`;
  const checks = [
    IsArray({ message }),
    ArrayMaxSize(rule.max, { message }),
    ArrayUnique({ message }),
    IsUUID('all', { each: true, message }),
  ];
  return field({
    ...rule,
    checks,
    schema: { type: 'array', maxItems: rule.max, uniqueItems: true, items: { type: 'string', format: 'uuid' } },
  });
}

export function Moment(about: About = {}): PropertyDecorator {
  const message = 'must be a time such as 2026-01-31T12:00:00Z';
  const checks = [
    IsISO8601({ strict: true, strictSeparator: true }, { message }),
    Matches(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/, { message }),
  ];
  return field({ ...about, checks, schema: { type: 'string', format: 'date-time' } });
}

/** A list of distinct texts. */
export function Texts(rule: About & { maxItems: number; max: number }): PropertyDecorator {
  const message = `must be a list of 1 to ${rule.maxItems} distinct texts of 1 to ${rule.max} characters`;
  const checks = [
    IsArray({ message }),
    ArrayMinSize(1, { message }),
    ArrayMaxSize(rule.maxItems, { message }),
    ArrayUnique({ message }),
    IsString({ each: true, message }),
    Length(1, rule.max, { each: true, message }),
  ];
  const items = { type: 'string', minLength: 1, maxLength: rule.max };
  return field({ ...rule, checks, schema: { type: 'array', minItems: 1, maxItems: rule.maxItems, uniqueItems: true, items } });
}

/** An object whose content is checked by the service it goes to. */
export function JsonObjectField(rule: About & { schema?: JsonSchema } = {}): PropertyDecorator {
  return field({ ...rule, checks: [IsObject({ message: 'must be an object' })], schema: { type: 'object', ...rule.schema } });
}

/** Any JSON value; its content is checked by the service it goes to. */
export function JsonField(rule: About & { schema?: JsonSchema } = {}): PropertyDecorator {
  return field({ ...rule, checks: [ValidateIf(() => true)], schema: rule.schema ?? {} });
}

export function Nested(type: () => DtoClass, about: About = {}): PropertyDecorator {
  return field({ ...about, nested: { type, list: false }, checks: [ValidateNested({ message: 'must be an object' })], schema: {} });
}

export function NestedList(type: () => DtoClass, rule: About & { max: number }): PropertyDecorator {
  const message = `must be a list of at most ${rule.max} objects`;
  const checks = [IsArray({ message }), ArrayMaxSize(rule.max, { message }), ValidateNested({ each: true, message })];
  return field({ ...rule, nested: { type, list: true }, checks, schema: { type: 'array', maxItems: rule.max } });
}
