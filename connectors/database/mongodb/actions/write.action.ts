import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';
import { z } from 'zod';
import type { MongoSession } from '../mongo-session.js';
import { Doc, Docs, MaxAffected, refuseScripts, Target, Where, writeQueryOf } from './input.js';

const Change = Doc.refine((doc) => Object.keys(doc).length > 0 && Object.keys(doc).every((name) => name.startsWith('$')), {
  error: 'Holds operators only, such as { "$set": { … } }',
}).describe("MongoDB's update operators, as Extended JSON");

const insert = defineDataAction<MongoSession>()({
  key: 'documents.insert',
  title: 'Insert documents',
  description: 'In order; when one is refused, those before it stay.',
  effect: 'create',
  input: z.object({ ...Target, documents: Docs }),
  output: z.object({ inserted: z.int(), ids: z.array(z.unknown()) }),
  async run({ input, client }) {
    const documents = input.documents.map((document) => client.read(document, 'documents'));
    // https://www.mongodb.com/docs/manual/reference/command/insert/
    const { insertedCount, insertedIds } = await client.collection(input).insertMany(documents);
    return { inserted: insertedCount, ids: Object.values(insertedIds).map((id) => client.shape(id)) };
  },
});

const update = defineDataAction<MongoSession>()({
  key: 'documents.update',
  title: 'Update documents',
  effect: 'update',
  input: z.object({ ...Target, ...Where, update: Change, maxAffected: MaxAffected }),
  output: z.object({ matched: z.int(), changed: z.int() }),
  async run({ input, client }) {
    const [collection, query] = [client.collection(input), writeQueryOf(client, input)];
    const change = changeOf(client, input.update);
    await refuseMany(collection, query, input.maxAffected);
    // https://www.mongodb.com/docs/manual/reference/command/update/
    const { matchedCount, modifiedCount } = await collection.updateMany(query, change);
    return { matched: matchedCount, changed: modifiedCount };
  },
});

const upsert = defineDataAction<MongoSession>()({
  key: 'documents.upsert',
  title: 'Insert or update a document',
  description: 'Updates the one that meets the conditions, or inserts one made of them and the update.',
  effect: 'update',
  input: z.object({ ...Target, ...Where, update: Change }),
  output: z.object({ inserted: z.boolean(), changed: z.boolean(), id: z.unknown().optional() }),
  async run({ input, client }) {
    const [query, change] = [writeQueryOf(client, input), changeOf(client, input.update)];
    // https://www.mongodb.com/docs/manual/reference/command/update/
    const result = await client.collection(input).updateOne(query, change, { upsert: true });
    const inserted = result.upsertedCount > 0;
    return { inserted, changed: result.modifiedCount > 0, id: inserted ? client.shape(result.upsertedId) : undefined };
  },
});

const remove = defineDataAction<MongoSession>()({
  key: 'documents.delete',
  title: 'Delete documents',
  effect: 'delete',
  input: z.object({ ...Target, ...Where, maxAffected: MaxAffected }),
  output: z.object({ deleted: z.int() }),
  async run({ input, client }) {
    const [collection, query] = [client.collection(input), writeQueryOf(client, input)];
    await refuseMany(collection, query, input.maxAffected);
    // https://www.mongodb.com/docs/manual/reference/command/delete/
    return { deleted: (await collection.deleteMany(query)).deletedCount };
  },
});

const Write = z.union([
  z.strictObject({ op: z.literal('insert'), document: Doc }),
  z.strictObject({
    op: z.literal('update'),
    ...Where,
    update: Change,
    upsert: z.boolean().default(false),
    many: z.boolean().default(false),
  }),
  z.strictObject({ op: z.literal('replace'), ...Where, document: Doc, upsert: z.boolean().default(false) }),
  z.strictObject({ op: z.literal('delete'), ...Where, many: z.boolean().default(false) }),
]);

const bulk = defineDataAction<MongoSession>()({
  key: 'bulk.write',
  title: 'Run many writes',
  description: 'One after the other; the first that fails ends them. With `atomic` all take effect or none, which needs a replica set.',
  effect: 'create',
  input: z.object({ ...Target, writes: z.array(Write).min(1).max(1_000), atomic: z.boolean().default(false) }),
  output: z.object({ inserted: z.int(), matched: z.int(), changed: z.int(), deleted: z.int(), upserted: z.int() }),
  async run({ input, client }) {
    const writes = input.writes.map((write) => operationOf(client, write));
    const collection = client.collection(input);
    // https://www.mongodb.com/docs/manual/reference/command/bulkWrite/
    const result = input.atomic
      ? await client.transaction((session) => collection.bulkWrite(writes, { session }))
      : await collection.bulkWrite(writes);
    return {
      inserted: result.insertedCount,
      matched: result.matchedCount,
      changed: result.modifiedCount,
      deleted: result.deletedCount,
      upserted: result.upsertedCount,
    };
  },
});

function operationOf(client: MongoSession, write: z.output<typeof Write>): AnyBulkWriteOperation {
  if (write.op === 'insert') return { insertOne: { document: client.read(write.document, 'writes') } };
  const filter = writeQueryOf(client, write);
  if (write.op === 'delete') return write.many ? { deleteMany: { filter } } : { deleteOne: { filter } };
  if (write.op === 'replace') return { replaceOne: { filter, replacement: client.read(write.document, 'writes'), upsert: write.upsert } };
  const change = { filter, update: changeOf(client, write.update), upsert: write.upsert };
  return write.many ? { updateMany: change } : { updateOne: change };
}

function changeOf(client: MongoSession, update: z.output<typeof Change>): Document {
  refuseScripts(update, 'update');
  return client.read(update, 'update');
}

/** A guard against a condition that was meant otherwise; what comes in between the two requests is not seen. */
async function refuseMany(collection: Collection, query: Document, maxAffected: number): Promise<void> {
  const matching = await collection.countDocuments(query, { limit: maxAffected + 1 });
  if (matching > maxAffected)
    throw new PlatformError(
      'provider_rejected',
      `More documents than maxAffected (${maxAffected}) meet the conditions; nothing was changed.`,
    );
}

export const writeActions = [insert, update, upsert, remove, bulk] as readonly DataAction<MongoSession>[];
