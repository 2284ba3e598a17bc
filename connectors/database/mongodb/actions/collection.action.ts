import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import type { MongoSession } from '../mongo-session.js';
import { Doc, Max, Target } from './input.js';

const SAMPLE = 100;

const list = defineDataAction<MongoSession>()({
  key: 'collection.list',
  title: 'List collections and views',
  effect: 'read',
  input: z.object({ database: Target.database, max: Max }),
  output: z.array(z.object({ name: z.string(), kind: z.string() })),
  async run({ input, client }) {
    // https://www.mongodb.com/docs/manual/reference/command/listCollections/
    const { documents } = await client.take(client.database(input.database).listCollections({}, { nameOnly: true }), input.max);
    return documents
      .map(({ name, type }) => ({ name: String(name), kind: String(type ?? 'collection') }))
      .filter(({ name }) => !name.startsWith('system.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },
});

const describe = defineDataAction<MongoSession>()({
  key: 'collection.describe',
  title: 'Describe a collection',
  description: `Its indexes, and the fields and types of ${SAMPLE} of its documents.`,
  effect: 'read',
  input: z.object(Target),
  output: z.object({
    documents: z.int().describe('About how many there are'),
    indexes: z.array(z.object({ name: z.string(), fields: Doc, unique: z.boolean() })),
    fields: z.array(z.object({ name: z.string(), types: z.array(z.string()) })),
  }),
  async run({ input, client }) {
    const database = client.database(input.database);
    const { documents: named } = await client.take(database.listCollections({ name: input.collection }, { nameOnly: true }), 1);
    if (named.length === 0) throw new PlatformError('provider_not_found', 'The collection does not exist.');
    const collection = client.collection(input);
    // https://www.mongodb.com/docs/manual/reference/command/listIndexes/
    const indexes = named[0]?.['type'] === 'view' ? [] : (await client.take(collection.listIndexes(), 1_000)).documents;
    const { documents } = await client.take(collection.find({}, { limit: SAMPLE }), SAMPLE);
    const types = new Map<string, Set<string>>();
    for (const document of documents)
      for (const [name, value] of Object.entries(document)) types.set(name, (types.get(name) ?? new Set()).add(typeOf(value)));
    return {
      documents: await collection.estimatedDocumentCount(),
      indexes: indexes.map(({ name, key, unique }) => ({
        name: String(name),
        fields: key as Record<string, unknown>,
        unique: unique === true,
      })),
      fields: [...types].map(([name, of]) => ({ name, types: [...of].sort() })),
    };
  },
});

/** The type of a value of Extended JSON: `{ "$oid": … }` is an `oid`. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'object') return typeof value;
  const [first] = Object.keys(value);
  return first?.startsWith('$') ? first.slice(1) : 'object';
}

export const collectionActions = [list, describe] as readonly DataAction<MongoSession>[];
