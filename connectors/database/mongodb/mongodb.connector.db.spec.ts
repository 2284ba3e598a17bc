import { describe, expect, it } from '@jest/globals';
import { describeDataConnector, mongodbAvailable, startMongodb } from '@patchbay/testing';
import { MongoClient } from 'mongodb';
import mongodb from './mongodb.connector.js';

async function start() {
  const server = await startMongodb();
  const owner = new MongoClient(server.url, { directConnection: true });
  await owner
    .db()
    .collection<{ _id: number; filler: string }>('many')
    .insertMany(Array.from({ length: 1_000 }, (_, id) => ({ _id: id, filler: 'x'.repeat(10_000) })));
  await owner.db().collection('items').createIndex({ name: 1 }, { unique: true });
  await owner.close();
  return { dsn: server.url, wrongDsn: server.url.replace('SECRETapp01', 'SECRETwrong%2F1'), close: () => server.close() };
}

const items = { collection: 'items' };
const pen = {
  _id: { $oid: '65f000000000000000000001' },
  name: 'pen',
  price: 1.5,
  tags: ['a', { deep: null }],
  made: { $date: '2026-01-02T03:04:05.678Z' },
  big: { $numberLong: '9007199254740993' },
};
const hostile = 'cup", {$ne: 1} \u0000 $where';
const cup = { _id: 2, name: hostile, price: 3 };
const byName = (value: unknown) => ({ where: [{ field: 'name', op: 'eq', value }] });

if (!mongodbAvailable) describe('mongodb connector', () => it.skip('needs FerretDB, which was not built on this machine', () => {}));
else
  describeDataConnector(mongodb, import.meta.dirname, {
    start,
    calls: [
      {
        title: 'inserts documents of every type',
        action: 'documents.insert',
        input: { ...items, documents: [pen, cup] },
        output: { inserted: 2, ids: [pen._id, 2] },
      },
      { title: 'reports a key that is there', action: 'documents.insert', input: { ...items, documents: [cup] }, error: 'conflict' },
      {
        title: 'finds a document as it was stored',
        action: 'documents.find',
        input: { ...items, where: [{ field: '_id', op: 'eq', value: pen._id }] },
        output: { documents: [pen], truncated: false },
      },
      {
        title: 'finds by a hostile text as value',
        action: 'documents.find',
        input: { ...items, ...byName(hostile), fields: ['price'] },
        output: { documents: [{ _id: 2, price: 3 }], truncated: false },
      },
      {
        title: 'takes an operator in the place of a value for no value',
        action: 'documents.find',
        input: { ...items, ...byName({ $ne: null }) },
        error: 'input_invalid',
      },
      {
        title: 'finds by list, beginning, presence and filter together',
        action: 'documents.find',
        input: {
          ...items,
          where: [
            { field: 'name', op: 'in', value: ['pen', hostile] },
            { field: 'name', op: 'starts_with', value: 'cup",' },
            { field: 'tags', op: 'exists', value: false },
          ],
          filter: { price: { $gte: 3 } },
          fields: ['price'],
        },
        output: { documents: [{ _id: 2, price: 3 }], truncated: false },
      },
      { title: 'counts', action: 'documents.count', input: { ...items, filter: { price: { $lt: 3 } } }, output: { count: 1 } },
      {
        title: 'aggregates',
        action: 'documents.aggregate',
        input: { ...items, pipeline: [{ $match: { price: { $gt: 0 } } }, { $group: { _id: null, sum: { $sum: '$price' } } }] },
        output: { documents: [{ _id: null, sum: 4.5 }], truncated: false },
      },
      {
        title: 'updates',
        action: 'documents.update',
        input: { ...items, ...byName('pen'), update: { $set: { price: 2 }, $unset: { tags: '' } } },
        output: { matched: 1, changed: 1 },
      },
      {
        title: 'does not replace by an update',
        action: 'documents.update',
        input: { ...items, ...byName('pen'), update: { price: 2 } },
        error: 'input_invalid',
      },
      {
        title: 'does not update everything by accident',
        action: 'documents.update',
        input: { ...items, filter: {}, update: { $set: { price: 2 } } },
        error: 'input_invalid',
      },
      {
        title: 'inserts by an upsert',
        action: 'documents.upsert',
        input: { ...items, where: [{ field: '_id', op: 'eq', value: 3 }], update: { $set: { name: 'jug' } } },
        output: { inserted: true, changed: false, id: 3 },
      },
      {
        title: 'updates by an upsert',
        action: 'documents.upsert',
        input: { ...items, where: [{ field: '_id', op: 'eq', value: 3 }], update: { $set: { name: 'mug' } } },
        output: { inserted: false, changed: true },
      },
      {
        title: 'changes nothing when more documents match than allowed',
        action: 'documents.delete',
        input: { ...items, filter: { name: { $exists: true } }, maxAffected: 1 },
        error: 'provider_rejected',
      },
      {
        title: 'runs many writes',
        action: 'bulk.write',
        input: {
          ...items,
          writes: [
            { op: 'insert', document: { _id: 4, name: 'can' } },
            { op: 'update', filter: { _id: { $in: [3, 4] } }, update: { $set: { price: 9 } }, many: true },
            { op: 'replace', where: [{ field: '_id', op: 'eq', value: 5 }], document: { name: 'tin' }, upsert: true },
            { op: 'delete', where: [{ field: '_id', op: 'eq', value: 4 }] },
          ],
        },
        output: { inserted: 1, matched: 2, changed: 2, deleted: 1, upserted: 1 },
      },
      { title: 'deletes', action: 'documents.delete', input: { ...items, ...byName('mug') }, output: { deleted: 1 } },
      {
        title: 'lists collections',
        action: 'collection.list',
        input: {},
        output: [
          { name: 'items', kind: 'collection' },
          { name: 'many', kind: 'collection' },
        ],
      },
      {
        title: 'describes a collection',
        action: 'collection.describe',
        input: items,
        output: {
          documents: 3,
          indexes: expect.arrayContaining([{ name: 'name_1', fields: { name: 1 }, unique: true }]),
          fields: expect.arrayContaining([
            { name: '_id', types: ['number', 'oid'] },
            { name: 'made', types: ['date'] },
          ]),
        },
      },
      {
        title: 'does not describe what is not there',
        action: 'collection.describe',
        input: { collection: 'none' },
        error: 'provider_not_found',
      },
    ],
    more: ({ call, failure, dsn }) => {
      it.each([
        [[{ $out: 'stolen' }]],
        [[{ $match: {} }, { $merge: { into: 'stolen' } }]],
        [[{ $lookup: { from: 'items', pipeline: [{ $out: 'stolen' }], as: 'x' } }]],
        [[{ $facet: { a: [{ $merge: 'stolen' }] } }]],
        [[{ $match: { $where: 'sleep(1000)' } }]],
        [[{ $addFields: { x: { $function: { body: 'function () {}', args: [], lang: 'js' } } } }]],
      ])('neither writes nor runs scripts in an aggregation: %j', async (pipeline) => {
        expect((await failure('documents.aggregate', { ...items, pipeline })).code).toBe('input_invalid');
        expect(await call('collection.list', {})).toHaveLength(2);
      });

      it.each([{ $where: '1' }, { $or: [{ a: { $not: { $where: '1' } } }] }, { $expr: { $function: {} } }])(
        'runs no scripts in a filter: %j',
        async (filter) => {
          expect((await failure('documents.find', { ...items, filter })).code).toBe('input_invalid');
          expect((await failure('documents.delete', { ...items, filter })).code).toBe('input_invalid');
        },
      );

      it('goes from page to page by a cursor and stops at max', async () => {
        const ask = { collection: 'many', fields: ['_id'], where: [{ field: '_id', op: 'gt', value: 5 }], max: 2 };
        const first = (await call('documents.find', ask)) as { documents: unknown; nextCursor: string };
        expect(first).toMatchObject({ documents: [{ _id: 6 }, { _id: 7 }], truncated: true });
        const second = await call('documents.find', { ...ask, cursor: first.nextCursor });
        expect(second).toMatchObject({ documents: [{ _id: 8 }, { _id: 9 }], truncated: true });
        const other = { ...ask, orderBy: [{ field: 'a' }, { field: 'b' }], cursor: first.nextCursor };
        expect((await failure('documents.find', other)).code).toBe('input_invalid');
      });

      it('stops at the byte cap', async () => {
        const found = (await call('documents.find', { collection: 'many', max: 10_000 })) as { documents: unknown[]; truncated: boolean };
        expect(found.truncated).toBe(true);
        expect(found.documents.length).toBeGreaterThan(700);
        expect(found.documents.length).toBeLessThan(850);
      });

      it('says that a server has no transactions, and changes nothing', async () => {
        const writes = [{ op: 'insert', document: { _id: 77, name: 'never' } }];
        expect((await failure('bulk.write', { ...items, writes, atomic: true })).code).toBe('provider_rejected');
        expect(await call('documents.count', { ...items, ...byName('never') })).toEqual({ count: 0 });
      });

      it('keeps to collections of the data', async () => {
        for (const collection of ['system.users', 'a$cmd', 'x\u0000y'])
          expect((await failure('documents.find', { collection })).code).toBe('input_invalid');
      });

      it('tries the next server of the DSN when one does not answer', async () => {
        const url = new URL(dsn());
        const both = dsn().replace(`@${url.host}`, `@127.0.0.1:1,${url.host}`);
        expect(await call('connection.test', {}, both)).toEqual({});
      }, 20_000);
    },
  });
