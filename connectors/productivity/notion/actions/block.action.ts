import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, plainText, RichText, richText } from './notion-list.js';

const Wire = z.looseObject({ id: z.string(), type: z.string(), has_children: z.boolean().nullish() });
const Block = z.object({ id: z.string(), type: z.string(), text: z.string(), hasChildren: z.boolean() });
/** The content of a block stands in a member named after its type. */
const toBlock = (block: z.output<typeof Wire>) => ({
  id: block.id,
  type: block.type,
  text: plainText(z.object({ rich_text: RichText }).safeParse(block[block.type]).data?.rich_text),
  hasChildren: block.has_children ?? false,
});

const list = defineAction({
  key: 'block.list',
  title: 'List blocks of a page or block',
  effect: 'read',
  input: z.object({ parentId: Id, max: Max }),
  output: z.array(Block),
  async run({ input, http }) {
    // https://developers.notion.com/reference/get-block-children
    const found = await http.all(path`/blocks/${input.parentId}/children`, { ...listed(Wire), max: input.max });
    return found.map(toBlock);
  },
});

const append = defineAction({
  key: 'block.append',
  title: 'Append blocks to a page or block',
  effect: 'create',
  input: z.object({
    parentId: Id,
    blocks: z
      .array(
        z.object({
          type: z
            .enum(['paragraph', 'heading_1', 'heading_2', 'heading_3', 'bulleted_list_item', 'numbered_list_item', 'to_do', 'quote'])
            .default('paragraph'),
          text: z.string().max(200_000),
          checked: z.boolean().describe('Of a to_do').optional(),
        }),
      )
      .min(1)
      .max(100),
  }),
  output: z.array(Block),
  async run({ input, http }) {
    const children = input.blocks.map(({ type, text, checked }) => ({
      object: 'block',
      type,
      [type]: { rich_text: richText(text), checked: type === 'to_do' ? (checked ?? false) : undefined },
    }));
    // https://developers.notion.com/reference/patch-block-children
    const { results } = await http.patch(path`/blocks/${input.parentId}/children`, {
      json: { children },
      once: true, // a second time would append again
      expect: z.object({ results: z.array(Wire) }),
    });
    return results.map(toBlock);
  },
});

const remove = defineAction({
  key: 'block.delete',
  title: 'Delete block',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.notion.com/reference/delete-a-block
    await http.delete(path`/blocks/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

export const blockActions = [list, append, remove];
