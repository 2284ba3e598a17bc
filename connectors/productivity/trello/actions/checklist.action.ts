import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { deleting, Id, Name, Position, Ref, written } from './trello-list.js';

const ItemWire = z.object({ id: z.string(), name: z.string(), state: z.string() });
const Item = z.object({ id: z.string(), name: z.string(), complete: z.boolean() });
const toItem = ({ id, name, state }: z.output<typeof ItemWire>) => ({ id, name, complete: state === 'complete' });

const Wire = z.object({ id: z.string(), name: z.string(), checkItems: z.array(ItemWire).nullish() });
const Checklist = z.object({ id: z.string(), name: z.string(), items: z.array(Item) });
const toChecklist = (c: z.output<typeof Wire>) => ({ id: c.id, name: c.name, items: (c.checkItems ?? []).map(toItem) });

const create = defineAction({
  key: 'checklist.create',
  title: 'Add checklist to card',
  effect: 'create',
  input: z.object({ cardId: Ref, name: Name, position: z.enum(['top', 'bottom']).optional() }),
  output: Checklist,
  async run({ input, http }) {
    const fields = written({ name: input.name, pos: input.position });
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-checklists-post
    return toChecklist(await http.post(path`/cards/${input.cardId}/checklists`, { ...fields, expect: Wire }));
  },
});

const list = defineAction({
  key: 'checklist.list',
  title: 'List the checklists of a card',
  effect: 'read',
  input: z.object({ cardId: Ref }),
  output: z.array(Checklist),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-checklists-get
    const found = await http.get(path`/cards/${input.cardId}/checklists`, { expect: z.array(Wire) });
    return found.map(toChecklist);
  },
});

const addItem = defineAction({
  key: 'check_item.create',
  title: 'Add item to checklist',
  effect: 'create',
  input: z.object({ checklistId: Id, name: Name, complete: z.boolean().default(false), position: Position.optional() }),
  output: Item,
  async run({ input, http }) {
    const fields = written({ name: input.name, checked: input.complete, pos: input.position });
    // https://developer.atlassian.com/cloud/trello/rest/api-group-checklists/#api-checklists-id-checkitems-post
    return toItem(await http.post(path`/checklists/${input.checklistId}/checkItems`, { ...fields, expect: ItemWire }));
  },
});

const updateItem = defineAction({
  key: 'check_item.update',
  title: 'Tick or rename item of a checklist',
  effect: 'update',
  input: z.object({ cardId: Ref, id: Id, complete: z.boolean().optional(), name: Name.optional() }),
  output: Item,
  async run({ input, http }) {
    const state = input.complete === undefined ? undefined : input.complete ? 'complete' : 'incomplete';
    const fields = written({ name: input.name, state });
    // https://developer.atlassian.com/cloud/trello/rest/api-group-cards/#api-cards-id-checkitem-idcheckitem-put
    return toItem(await http.put(path`/cards/${input.cardId}/checkItem/${input.id}`, { ...fields, expect: ItemWire }));
  },
});

export const checklistActions = [create, list, deleting('checklist', 'With its items, for good.'), addItem, updateItem];
