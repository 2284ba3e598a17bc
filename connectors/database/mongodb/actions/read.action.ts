import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import { BATCH_SIZE, type MongoSession } from '../mongo-session.js';
import { Doc, Field, Max, queryOf, refuseScripts, refuseWrites, Target, Where } from './input.js';
import { afterCursor, cursorOf, Order } from './page-cursor.js';

const limitMs = (timeLeftMs: number): number => Math.max(1, Math.floor(timeLeftMs));

const find = defineDataAction<MongoSession>()({
  key: 'documents.find',
  title: 'Find documents',
  description: 'Documents of a collection that meet all conditions, page by page.',
  effect: 'read',
  input: z.object({
    ...Target,
    ...Where,
    fields: z.array(Field).min(1).max(500).optional(),
    orderBy: z
      .array(Order)
      .min(1)
      .max(8)
      .default([{ field: '_id', descending: false }])
      .describe('End with a unique field'),
    max: Max,
    cursor: z.string().max(8_192).optional(),
  }),
  output: z.object({ documents: z.array(Doc), truncated: z.boolean(), nextCursor: z.string().optional() }),
  async run({ input, client, timeLeftMs }) {
    const query = queryOf(client, input);
    const after = input.cursor === undefined ? undefined : client.read(afterCursor(input.orderBy, input.cursor), 'cursor');
    // The order's fields are always read: the cursor is made of them.
    const names = input.fields && [...new Set([...input.fields, ...input.orderBy.map(({ field }) => field)])];
    // https://www.mongodb.com/docs/manual/reference/command/find/
    const cursor = client.collection(input).find(after ? { $and: [query, after] } : query, {
      ...(names ? { projection: Object.fromEntries(names.map((name) => [name, 1])) } : {}),
      sort: input.orderBy.map(({ field, descending }): [string, 1 | -1] => [field, descending ? -1 : 1]),
      limit: input.max + 1,
      batchSize: BATCH_SIZE,
      maxTimeMS: limitMs(timeLeftMs),
    });
    const found = await client.take(cursor, input.max);
    const last = found.truncated ? found.documents.at(-1) : undefined;
    return { ...found, nextCursor: last && cursorOf(input.orderBy, last) };
  },
});

const aggregate = defineDataAction<MongoSession>()({
  key: 'documents.aggregate',
  title: 'Aggregate documents',
  description: 'A pipeline that only reads.',
  effect: 'read',
  input: z.object({ ...Target, pipeline: z.array(Doc).max(50).describe('Stages, as Extended JSON'), max: Max }),
  output: z.object({ documents: z.array(Doc), truncated: z.boolean() }),
  async run({ input, client, timeLeftMs }) {
    refuseScripts(input.pipeline, 'pipeline');
    refuseWrites(input.pipeline, 'pipeline');
    const stages = input.pipeline.map((stage) => client.read(stage, 'pipeline'));
    // https://www.mongodb.com/docs/manual/reference/command/aggregate/
    const cursor = client
      .collection(input)
      .aggregate([...stages, { $limit: input.max + 1 }], { batchSize: BATCH_SIZE, maxTimeMS: limitMs(timeLeftMs) });
    return await client.take(cursor, input.max);
  },
});

const count = defineDataAction<MongoSession>()({
  key: 'documents.count',
  title: 'Count documents',
  effect: 'read',
  input: z.object({ ...Target, ...Where }),
  output: z.object({ count: z.int() }),
  async run({ input, client, timeLeftMs }) {
    // https://www.mongodb.com/docs/manual/reference/command/count/
    return { count: await client.collection(input).countDocuments(queryOf(client, input), { maxTimeMS: limitMs(timeLeftMs) }) };
  },
});

export const readActions = [find, aggregate, count] as readonly DataAction<MongoSession>[];
