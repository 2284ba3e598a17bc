import { invalidInput } from '../errors/platform-error.js';
import { isUuid } from '../ids/ids.js';

/** What part of a list is asked for. `limit`: rows, 1–200. `cursor`: `nextCursor` of the page before. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

/** One page of a list. `nextCursor` is null at the end. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** Packs the sort values of a page's last row; opaque outside. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

const notACursor = (): Error => invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);

/** The sort values of a cursor. Throws `input_invalid` naming `cursor` unless it holds exactly `length` strings. */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Falls through: a cursor that is no JSON is as wrong as one of another list.
  }
  throw notACursor();
}

/** The id in the cursor of a list that is sorted by id. Throws `input_invalid` naming `cursor`. */
export function decodeIdCursor(cursor: string): string {
  const id = decodeCursor(cursor, 1)[0];
  if (!isUuid(id)) throw notACursor();
  return id;
}

const NUMBER = /^\d{1,18}(?:\.\d{1,6})?$/;

/**
 * Sort value and id in the cursor of a list that is sorted by a value, then by id; a `numeric` value has at most 18 digits before the point and 6
 * after it. Throws `input_invalid` naming `cursor`.
 */
export function decodeValueCursor(cursor: string, type: 'numeric' | 'text'): [value: string, id: string] {
  const [value = '', id = ''] = decodeCursor(cursor, 2);
  if (!(type === 'numeric' ? NUMBER.test(value) : !value.includes('\0')) || !isUuid(id)) throw notACursor();
  return [value, id];
}

/** A page of a list that is whole in memory: sorted by `keyOf`, whose texts are its own cursor. Throws `input_invalid` naming `cursor`. */
export function pageOfAll<T>(all: readonly T[], { limit, cursor }: PageRequest, keyOf: (item: T) => string): Page<T> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
  const rest = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const { data, nextCursor } = toPage(rest, limit, ({ key }) => [key]);
  return { data: data.map(({ item }) => item), nextCursor };
}

/** A page out of up to `limit + 1` rows: the extra row only tells that there is more. `cursorOf` gives a row's sort values. */
export function toPage<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => readonly string[]): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}
