import { invalidInput, PlatformError, type JsonValue } from '@patchbay/kernel';
import type { AbstractCursor, BSON, ClientSession, Collection, Db, Document, MongoClient } from 'mongodb';

export interface Documents {
  readonly documents: Record<string, JsonValue>[];
  /** More were there than `max` or the byte cap let through. */
  readonly truncated: boolean;
}

/** Documents handed out, as JSON. A batch of the server is 16 MiB at most, so that nothing larger piles up here. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
export const BATCH_SIZE = 200;

/** One MongoDB server as actions see it. Values are MongoDB's Extended JSON: `{ "$oid": "…" }`, `{ "$date": "…" }`. */
export class MongoSession {
  constructor(
    private readonly client: MongoClient,
    private readonly defaultDatabase: string,
    private readonly ejson: typeof BSON.EJSON,
  ) {}

  async ping(): Promise<void> {
    await this.client.db('admin').command({ ping: 1 });
  }

  database(name: string | undefined): Db {
    const chosen = name ?? this.defaultDatabase;
    if (chosen === '') throw invalidInput([{ path: 'database', message: 'Is needed: the connection names none' }]);
    return this.client.db(chosen);
  }

  collection({ database, collection }: { readonly database?: string | undefined; readonly collection: string }): Collection {
    return this.database(database).collection(collection);
  }

  /** Extended JSON as the driver's own values. Throws `input_invalid` for what is neither. */
  read(value: unknown, path: string): Document {
    try {
      // Not relaxed: `$numberLong` would become a number that may not hold it.
      return this.ejson.deserialize(value as Document, { relaxed: false }) as Document;
    } catch {
      throw invalidInput([{ path, message: 'Is not Extended JSON' }]);
    }
  }

  /** A document as Extended JSON; 64-bit numbers that JSON cannot hold stay exact. */
  shape(value: unknown): JsonValue {
    if (value === null || value === undefined) return null;
    if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) };
    if (typeof value !== 'object') return value as JsonValue;
    if (Array.isArray(value)) return value.map((item) => this.shape(item));
    if ('_bsontype' in value && value._bsontype === 'Long') return { $numberLong: String(value) };
    if ('_bsontype' in value || value instanceof Date || Buffer.isBuffer(value))
      return this.ejson.serialize({ value }, { relaxed: true })['value'] as JsonValue;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.shape(member)]));
  }

  /** Reads a cursor up to `max` documents or the byte cap, and closes it. */
  async take(cursor: AbstractCursor<Document>, max: number): Promise<Documents> {
    const documents: Record<string, JsonValue>[] = [];
    let bytes = 0;
    try {
      for await (const document of cursor) {
        const shaped = this.shape(document) as Record<string, JsonValue>;
        bytes += JSON.stringify(shaped).length;
        if (documents.length === max || bytes > MAX_OUTPUT_BYTES) return { documents, truncated: true };
        documents.push(shaped);
      }
      return { documents, truncated: false };
    } finally {
      await cursor.close().catch(() => {});
    }
  }

  /** All of `work` takes effect, or nothing. Needs a replica set. */
  async transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = this.client.startSession();
    try {
      session.startTransaction();
      const result = await work(session);
      await session.commitTransaction();
      return result;
    } catch (thrown) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => {});
      // What a server says that does not even know the words of a transaction.
      if (isUnknownField(thrown)) throw new PlatformError('provider_rejected', 'The server has no transactions; they need a replica set.');
      throw thrown;
    } finally {
      await session.endSession();
    }
  }
}

function isUnknownField(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && (thrown.code === 9 || thrown.code === 40_415);
}
