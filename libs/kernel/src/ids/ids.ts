import { v7 as uuidv7 } from 'uuid';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type WorkspaceId = Branded<'WorkspaceId'>;
export type ExecutionId = Branded<'ExecutionId'>;
export type ConnectionId = Branded<'ConnectionId'>;
export type ContactId = Branded<'ContactId'>;

/** A new time-ordered id (UUIDv7, RFC 9562 §5.7). */
export function newId<T extends string = string>(): T {
  return uuidv7() as T;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** Milliseconds since the epoch held in the first 48 bits of a UUIDv7. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest UUID of a moment: the lower bound of an id range, matching SQL `uuid_at()`. */
export function idAt(timeMs: number): string {
  const hex = Math.max(0, Math.trunc(timeMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
