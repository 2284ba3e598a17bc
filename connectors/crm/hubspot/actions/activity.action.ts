import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, Wire } from './crm-object.js';

const Target = { contactId: Id.optional(), companyId: Id.optional(), dealId: Id.optional(), ticketId: Id.optional() };
type Targets = { readonly [K in keyof typeof Target]?: string | undefined };
const given = (targets: Targets) => targets.contactId ?? targets.companyId ?? targets.dealId ?? targets.ticketId;
const TARGET_MISSING = { error: 'Give contactId, companyId, dealId or ticketId', path: ['contactId'] };

/** Ids of HubSpot's own association types: https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide */
const NOTE_TO = { contactId: 202, companyId: 190, dealId: 214, ticketId: 228 };
const TASK_TO = { contactId: 204, companyId: 192, dealId: 216, ticketId: 230 };

function associations(types: typeof NOTE_TO, targets: Targets) {
  return (Object.keys(types) as (keyof typeof NOTE_TO)[]).flatMap((name) => {
    const id = targets[name];
    if (id === undefined) return [];
    return [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: types[name] }] }];
  });
}

const note = defineAction({
  key: 'note.create',
  title: 'Create note',
  description: 'A note on the timeline of a contact, company, deal or ticket; simple HTML is kept.',
  effect: 'create',
  input: z
    .object({ ...Target, body: z.string().min(1).max(65_536), ownerId: Id.optional(), time: z.iso.datetime().optional() })
    .refine(given, TARGET_MISSING),
  output: z.object({ id: z.string() }),
  async run({ input, http, now }) {
    // https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide
    const { id } = await http.post('/crm/v3/objects/notes', {
      json: {
        properties: { hs_note_body: input.body, hs_timestamp: input.time ?? now.toISOString(), hubspot_owner_id: input.ownerId },
        associations: associations(NOTE_TO, input),
      },
      expect: Wire.pick({ id: true }),
    });
    return { id };
  },
});

const task = defineAction({
  key: 'task.create',
  title: 'Create task',
  effect: 'create',
  input: z
    .object({
      ...Target,
      subject: z.string().min(1),
      body: z.string().optional(),
      dueAt: z.iso.datetime(),
      type: z.enum(['TODO', 'CALL', 'EMAIL']).default('TODO'),
      priority: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional(),
      ownerId: Id.optional(),
    })
    .refine(given, TARGET_MISSING),
  output: z.object({ id: z.string() }),
  async run({ input, http }) {
    // https://developers.hubspot.com/docs/api-reference/crm-tasks-v3/guide
    const { id } = await http.post('/crm/v3/objects/tasks', {
      json: {
        properties: {
          hs_task_subject: input.subject,
          hs_task_body: input.body,
          hs_timestamp: input.dueAt,
          hs_task_type: input.type,
          hs_task_status: 'NOT_STARTED',
          hs_task_priority: input.priority,
          hubspot_owner_id: input.ownerId,
        },
        associations: associations(TASK_TO, input),
      },
      expect: Wire.pick({ id: true }),
    });
    return { id };
  },
});

export const activityActions = [note, task];
