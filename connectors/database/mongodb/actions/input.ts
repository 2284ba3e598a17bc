import { invalidInput } from '@patchbay/kernel';
import { z } from 'zod';
import type { Document } from 'mongodb';
import type { MongoSession } from '../mongo-session.js';

const Name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\u0000$]+$/, 'Without dollar sign and zero byte');
export const Target = {
  database: Name.regex(/^[^/\\. "]+$/, 'Is not the name of a database')
    .describe('Default: the one of the DSN')
    .optional(),
  collection: Name.refine((name) => !name.startsWith('system.'), 'Collections of the system are left alone'),
};
export const Field = z
  .string()
  .min(1)
  .max(500)
  .regex(/^(?!\$)[^\u0000]+$/, 'Without a dollar sign in front');
export const Doc = z.record(z.string(), z.unknown());
export const Docs = z.array(Doc).min(1).max(1_000);
export const Max = z.int().positive().max(10_000).default(1_000).describe('Most documents to answer');
export const MaxAffected = z
  .int()
  .positive()
  .max(1_000_000)
  .default(1_000)
  .describe('Refuse, and change nothing, when more documents meet the conditions');

/** A value that is compared as it is and can never become an operator, whatever a workflow puts there. */
export const Bound = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ $oid: z.string().regex(/^[0-9a-f]{24}$/i) }),
  z.strictObject({ $date: z.iso.datetime({ offset: true }) }),
  z.strictObject({ $numberLong: z.string().regex(/^-?\d{1,19}$/) }),
  z.strictObject({ $numberDecimal: z.string().max(50) }),
]);
const Condition = z.union([
  z.strictObject({ field: Field, op: z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte']), value: Bound }),
  z.strictObject({ field: Field, op: z.literal('in'), value: z.array(Bound).min(1).max(1_000) }),
  z.strictObject({ field: Field, op: z.literal('starts_with'), value: z.string().min(1).max(1_000) }),
  z.strictObject({ field: Field, op: z.literal('exists'), value: z.boolean() }),
]);

/** `where` for bound values; `filter` for all of MongoDB's query language. Both have to hold. */
export const Where = {
  where: z.array(Condition).max(50).default([]),
  filter: Doc.describe("MongoDB's query language, as Extended JSON").optional(),
};
type WhereInput = z.output<z.ZodObject<typeof Where>>;

/** The query document of an input. Throws `input_invalid` for scripts. */
export function queryOf(client: MongoSession, { where, filter }: WhereInput): Document {
  refuseScripts(filter, 'filter');
  const conditions = where.map((one): Document => ({ [one.field]: one.op === 'eq' ? one.value : operatorOf(one) }));
  const fields = where.map(({ field }) => field);
  const all = [...conditions, ...(filter && Object.keys(filter).length > 0 ? [filter] : [])];
  // One plain document where that is possible: an upsert then inserts what the conditions say.
  const plain = all.length === conditions.length && new Set(fields).size === fields.length;
  return client.read(plain ? Object.assign({}, ...conditions) : { $and: all }, 'filter');
}

/** The same for writes, which must not touch everything by accident. */
export function writeQueryOf(client: MongoSession, input: WhereInput): Document {
  if (input.where.length === 0 && Object.keys(input.filter ?? {}).length === 0)
    throw invalidInput([{ path: 'where', message: 'Give a condition in where or filter' }]);
  return queryOf(client, input);
}

function operatorOf(one: z.output<typeof Condition>): Document {
  if (one.op === 'starts_with') return { $regex: `^${one.value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}` };
  return { [`$${one.op}`]: one.value };
}

/** Operators that run JavaScript on the server. */
const SCRIPTS = new Set(['$where', '$function', '$accumulator', '$code']);
/** Stages of an aggregation that write. */
const WRITES = new Set(['$out', '$merge']);

export function refuseScripts(value: unknown, path: string): void {
  refuse(value, SCRIPTS, { path, why: 'runs scripts on the server, which is not allowed' });
}

export function refuseWrites(value: unknown, path: string): void {
  refuse(value, WRITES, { path, why: 'writes, and this action only reads' });
}

/** Looks at every depth: pipelines hold pipelines. */
function refuse(value: unknown, names: ReadonlySet<string>, told: { readonly path: string; readonly why: string }): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (names.has(name)) throw invalidInput([{ path: told.path, message: `${name} ${told.why}` }]);
    refuse(member, names, told);
  }
}
