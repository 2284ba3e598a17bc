import { z } from 'zod';
import { Key, Named } from './monday-graphql.js';

/** What is asked of every item. */
export const FIELDS = `fragment ItemFields on Item {
  id name state url created_at updated_at creator_id board { id name } group { id title } parent_item { id }
  column_values { id type text value column { title } }
}`;

export const Wire = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string().nullish(),
  url: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  creator_id: z.string().nullish(),
  board: Named.nullish(),
  group: z.object({ id: z.string(), title: z.string() }).nullish(),
  parent_item: z.object({ id: z.string() }).nullish(),
  column_values: z
    .array(
      z.object({
        id: z.string(),
        type: z.string(),
        text: z.string().nullish(),
        value: z.unknown(),
        column: z.object({ title: z.string() }).nullish(),
      }),
    )
    .nullish(),
});
/** The answer of a query that asks for one item under the name `result`. */
export const One = z.object({ result: Wire });

export const Item = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string().optional(),
  url: z.string().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  creatorId: z.string().optional(),
  board: Named.optional(),
  group: Named.optional(),
  parentId: z.string().optional(),
  columns: z.array(
    z.object({
      id: z.string(),
      title: z.string().optional(),
      type: z.string(),
      text: z.string().optional(),
      value: z.string().describe('JSON').optional(),
    }),
  ),
});
export const toItem = (i: z.output<typeof Wire>) => ({
  id: i.id,
  name: i.name,
  state: i.state ?? undefined,
  url: i.url ?? undefined,
  createdAt: i.created_at ?? undefined,
  updatedAt: i.updated_at ?? undefined,
  creatorId: i.creator_id ?? undefined,
  board: i.board ?? undefined,
  group: i.group ? { id: i.group.id, name: i.group.title } : undefined,
  parentId: i.parent_item?.id,
  columns: (i.column_values ?? []).map(({ id, type, text, value, column }) => ({
    id,
    title: column?.title,
    type,
    text: text || undefined,
    value: jsonText(value),
  })),
});

/** A value comes as JSON in a text, but some columns have it plain. */
function jsonText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const Value = z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())]);
export const ColumnValues = z
  .record(Key, Value)
  .describe('By the id of the column: a text, or what https://developer.monday.com/api-reference/reference/column-types-reference says');

/** Values of columns travel as JSON in a text. */
export const toColumnValues = (values: z.output<typeof ColumnValues> | undefined) => values && JSON.stringify(values);
