import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, Max } from './crm-object.js';

const Type = z.string().min(1).describe('Object type: contacts, companies, deals, tickets, or the id of a custom one');
const Ends = z.object({ fromType: Type, fromId: Id, toType: Type, toId: Id });

const create = defineAction({
  key: 'association.create',
  title: 'Associate two records',
  description: "With the default type of the two objects, such as a contact's company.",
  // A PUT: repeating it leaves the same association.
  effect: 'update',
  input: Ends,
  output: Ends,
  async run({ input, http }) {
    // https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
    await http.put(path`/crm/v4/objects/${input.fromType}/${input.fromId}/associations/default/${input.toType}/${input.toId}`);
    return input;
  },
});

const list = defineAction({
  key: 'association.list',
  title: 'List associations',
  description: 'Records of one type that a record is associated with.',
  effect: 'read',
  input: Ends.omit({ toId: true }).extend({ max: Max }),
  output: z.array(z.object({ toId: z.string(), types: z.array(z.object({ typeId: z.int(), label: z.string().optional() })) })),
  async run({ input, http }) {
    const Type = z.object({ typeId: z.number(), label: z.string().nullish() });
    // https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
    const found = await http.all(path`/crm/v4/objects/${input.fromType}/${input.fromId}/associations/${input.toType}`, {
      pageSize: { param: 'limit', max: 500 },
      max: input.max,
      expect: z.object({
        results: z.array(z.object({ toObjectId: z.union([z.number(), z.string()]), associationTypes: z.array(Type) })),
        paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
      }),
      items: (page) => page.results,
      next: (page) => page.paging?.next && { after: page.paging.next.after },
    });
    return found.map(({ toObjectId, associationTypes }) => ({
      toId: String(toObjectId),
      types: associationTypes.map(({ typeId, label }) => ({ typeId, label: label ?? undefined })),
    }));
  },
});

const remove = defineAction({
  key: 'association.delete',
  title: 'Remove associations of two records',
  effect: 'delete',
  input: Ends,
  output: Ends.extend({ deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
    await http.delete(path`/crm/v4/objects/${input.fromType}/${input.fromId}/associations/${input.toType}/${input.toId}`);
    return { ...input, deleted: true as const };
  },
});

export const associationActions = [create, list, remove];
