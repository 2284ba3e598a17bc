import { v7 as uuidv7 } from 'uuid';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type WorkspaceId = Branded<'WorkspaceId'>;
export type ExecutionId = Branded<'ExecutionId'>;
export type ConnectionId = Branded<'ConnectionId'>;
export type ContactId = Branded<'ContactId'>;

/** Random bytes for 256 ids are drawn at once: asking the system for every id costs more than making it. */
const BYTES_PER_ID = 16;
const pool = new Uint8Array(256 * BYTES_PER_ID);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/** A new time-ordered id (UUIDv7, RFC 9562 §5.7); ids of one process rise within a millisecond too, by a counter (§6.2 method 1). */
export function newId<T extends string = string>(): T {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += BYTES_PER_ID));
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // 31 random bits, so that there is room to count up from anywhere.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    sequence = (sequence + 1) >>> 0;
    if (sequence === 0) lastMs++;
  }
  return uuidv7({ random, msecs: lastMs, seq: sequence }) as T;
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
