import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, plainText, Properties, RichText, richText } from './notion-list.js';

export const WirePage = z.object({
  object: z.string(),
  id: z.string(),
  url: z.string().nullish(),
  created_time: z.string().nullish(),
  last_edited_time: z.string().nullish(),
  in_trash: z.boolean().nullish(),
  title: RichText, // of a data source
  properties: z.record(z.string(), z.unknown()).nullish(),
});
export const Page = z.object({
  id: z.string(),
  kind: z.string().describe('page or data_source'),
  title: z.string().optional(),
  url: z.string().optional(),
  createdAt: z.string().optional(),
  editedAt: z.string().optional(),
  inTrash: z.boolean(),
  properties: z.record(z.string(), z.unknown()),
});
const Title = z.object({ type: z.literal('title'), title: RichText });

export function toPage(p: z.output<typeof WirePage>) {
  const properties = p.properties ?? {};
  const titled = Object.values(properties).map((value) => Title.safeParse(value).data?.title);
  const title = plainText(p.title ?? titled.find((value) => value !== undefined));
  return {
    id: p.id,
    kind: p.object,
    title: title === '' ? undefined : title,
    url: p.url ?? undefined,
    createdAt: p.created_time ?? undefined,
    editedAt: p.last_edited_time ?? undefined,
    inTrash: p.in_trash ?? false,
    properties,
  };
}

const create = defineAction({
  key: 'page.create',
  title: 'Create page',
  description: 'Below another page, or as an entry of a data source (database).',
  effect: 'create',
  input: z
    .object({
      parentPageId: Id.optional(),
      dataSourceId: Id.optional(),
      title: z.string().max(2_000).optional(),
      titleProperty: z.string().min(1).default('title').describe('Name of the title column of the data source'),
      properties: Properties.optional(),
      paragraphs: z.array(z.string()).max(100).describe('Text of the page').optional(),
      emoji: z.string().min(1).optional(),
    })
    .refine((i) => (i.parentPageId === undefined) !== (i.dataSourceId === undefined), {
      error: 'Give parentPageId or dataSourceId',
      path: ['parentPageId'],
    }),
  output: Page,
  async run({ input, http }) {
    const title = input.title === undefined ? {} : { [input.titleProperty]: { title: richText(input.title) } };
    // https://developers.notion.com/reference/post-page
    const page = await http.post('/pages', {
      json: {
        parent:
          input.dataSourceId === undefined
            ? { type: 'page_id', page_id: input.parentPageId }
            : { type: 'data_source_id', data_source_id: input.dataSourceId },
        properties: { ...input.properties, ...title },
        children: input.paragraphs?.map((text) => ({ object: 'block', type: 'paragraph', paragraph: { rich_text: richText(text) } })),
        icon: input.emoji === undefined ? undefined : { type: 'emoji', emoji: input.emoji },
      },
      expect: WirePage,
    });
    return toPage(page);
  },
});

const get = defineAction({
  key: 'page.get',
  title: 'Get page',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Page,
  async run({ input, http }) {
    // https://developers.notion.com/reference/retrieve-a-page
    return toPage(await http.get(path`/pages/${input.id}`, { expect: WirePage }));
  },
});

const update = defineAction({
  key: 'page.update',
  title: 'Update page properties',
  effect: 'update',
  input: z.object({ id: Id, properties: Properties }),
  output: Page,
  async run({ input, http }) {
    // https://developers.notion.com/reference/patch-page
    return toPage(await http.patch(path`/pages/${input.id}`, { json: { properties: input.properties }, expect: WirePage }));
  },
});

const remove = defineAction({
  key: 'page.delete',
  title: 'Move page to trash',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.notion.com/reference/trash-page
    await http.patch(path`/pages/${input.id}`, { json: { in_trash: true } });
    return { id: input.id, deleted: true as const };
  },
});

const search = defineAction({
  key: 'page.search',
  title: 'Search pages and data sources',
  description: 'By title, in what is shared with the integration.',
  effect: 'read',
  input: z.object({ query: z.string().optional(), kind: z.enum(['page', 'data_source']).optional(), max: Max }),
  output: z.array(Page),
  async run({ input, http }) {
    // https://developers.notion.com/reference/post-search
    const found = await http.all('/search', {
      ...listed(WirePage),
      max: input.max,
      json: {
        query: input.query,
        filter: input.kind === undefined ? undefined : { property: 'object', value: input.kind },
        sort: { direction: 'descending', timestamp: 'last_edited_time' },
      },
    });
    return found.map(toPage);
  },
});

export const pageActions = [create, get, update, remove, search];
