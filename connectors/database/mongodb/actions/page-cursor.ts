import { invalidInput, isJsonObject, type JsonValue } from '@patchbay/kernel';
import { z } from 'zod';
import type { Document } from 'mongodb';
import { Bound, Field } from './input.js';

export const Order = z.strictObject({ field: Field, descending: z.boolean().default(false) });
export type Order = z.output<typeof Order>;

/** Cursor of a page: the last document's values of the order's fields. Undefined when one is missing, for which no order holds. */
export function cursorOf(orders: readonly Order[], document: Readonly<Record<string, JsonValue>>): string | undefined {
  const last = orders.map(({ field }) => valueAt(document, field));
  if (last.some((value) => value === undefined || value === null || Array.isArray(value))) return undefined;
  return Buffer.from(JSON.stringify(last)).toString('base64url');
}

function valueAt(document: JsonValue, field: string): JsonValue | undefined {
  return field
    .split('.')
    .reduce<JsonValue | undefined>(
      (value, name) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      document,
    );
}

/** Condition for the documents behind a cursor (keyset paging: steady while documents are added). Throws `input_invalid` for another order's. */
export function afterCursor(orders: readonly Order[], cursor: string): Document {
  const last = readCursor(orders.length, cursor);
  return {
    $or: orders.map((order, i) => ({
      $and: [
        ...orders.slice(0, i).map(({ field }, j) => ({ [field]: { $eq: last[j] } })),
        { [order.field]: { [order.descending ? '$lt' : '$gt']: last[i] } },
      ],
    })),
  };
}

function readCursor(length: number, cursor: string): unknown[] {
  try {
    const last: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (z.array(Bound).length(length).safeParse(last).success) return last as unknown[];
  } catch {
    // Falls through: not ours.
  }
  throw invalidInput([{ path: 'cursor', message: 'Does not belong to this order' }]);
}
