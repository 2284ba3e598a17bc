import { z } from 'zod';
import { byPage, defineAction, path } from '@patchbay/connector-sdk';
import { Max, Module, One, RecordId } from './record-fields.js';

const create = defineAction({
  key: 'note.create',
  title: 'Create note',
  effect: 'create',
  input: z.object({
    module: Module,
    recordId: RecordId,
    title: z.string().min(1).max(120).optional(),
    content: z.string().min(1).max(32_000),
  }),
  output: z.object({ id: z.string() }),
  async run({ input, http }) {
    const parent = { module: { api_name: input.module }, id: input.recordId };
    // https://www.zoho.com/crm/developer/docs/api/v8/create-notes.html
    const { data } = await http.post('/Notes', {
      json: { data: [{ Parent_Id: parent, Note_Title: input.title, Note_Content: input.content }] },
      expect: One,
    });
    return { id: data[0].details.id };
  },
});

const list = defineAction({
  key: 'note.list',
  title: 'List notes of a record',
  effect: 'read',
  input: z.object({ module: Module, recordId: RecordId, max: Max }),
  output: z.array(
    z.object({ id: z.string(), title: z.string().optional(), content: z.string().optional(), createdAt: z.string().optional() }),
  ),
  async run({ input, http }) {
    const Note = z.object({
      id: z.string(),
      Note_Title: z.string().nullish(),
      Note_Content: z.string().nullish(),
      Created_Time: z.string().nullish(),
    });
    // https://www.zoho.com/crm/developer/docs/api/v8/get-notes.html
    const found = await http.all(path`/${input.module}/${input.recordId}/Notes`, {
      query: { fields: ['Note_Title', 'Note_Content', 'Created_Time'] },
      pageSize: { param: 'per_page', max: 200 },
      max: input.max,
      expect: z.object({ data: z.array(Note).nullish(), info: z.object({ more_records: z.boolean().nullish() }).nullish() }).optional(), // 204 when there is none
      items: (page) => page?.data ?? [],
      next: (page, info) => page?.info?.more_records === true && byPage('page')(page, { ...info, size: undefined }),
    });
    return found.map((note) => ({
      id: note.id,
      title: note.Note_Title ?? undefined,
      content: note.Note_Content ?? undefined,
      createdAt: note.Created_Time ?? undefined,
    }));
  },
});

export const noteActions = [create, list];
