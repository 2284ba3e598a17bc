import type { JsonSchema } from '../dto/field-registry.js';

// Words for schemas of answers; open to new fields, because clients must tolerate them.

export const text = (example?: string): JsonSchema => ({ type: 'string', ...(example === undefined ? {} : { examples: [example] }) });
export const textOrNull = (): JsonSchema => ({ type: ['string', 'null'] });
export const choice = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] });
export const whole = (): JsonSchema => ({ type: 'integer' });
export const flag = (): JsonSchema => ({ type: 'boolean' });
export const uuid = (): JsonSchema => ({ type: 'string', format: 'uuid' });
export const moment = (): JsonSchema => ({ type: 'string', format: 'date-time' });
export const momentOrNull = (): JsonSchema => ({ type: ['string', 'null'], format: 'date-time' });
export const anything = (description: string): JsonSchema => ({ description });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
/** An object: every property named without a trailing `?` is always there. */
export function shape(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const required = Object.keys(properties).filter((name) => !name.endsWith('?'));
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
    ...(required.length > 0 ? { required } : {}),
  };
}
/** The answer of a list route. */
export const PAGINATION = shape({ limit: whole(), nextCursor: textOrNull() });
export const pageOf = (item: JsonSchema): JsonSchema => shape({ data: listOf(item), pagination: PAGINATION });
