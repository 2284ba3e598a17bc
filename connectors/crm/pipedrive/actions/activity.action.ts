import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { listed, Max, one } from './envelope.js';

const Wire = z.object({
  id: z.number(),
  subject: z.string().nullish(),
  type: z.string().nullish(),
  done: z.boolean(),
  due_date: z.string().nullish(),
  due_time: z.string().nullish(),
  owner_id: z.number().nullish(),
  deal_id: z.number().nullish(),
  person_id: z.number().nullish(),
  org_id: z.number().nullish(),
  note: z.string().nullish(),
});
const Activity = z.object({
  id: z.int(),
  subject: z.string().optional(),
  type: z.string().optional(),
  done: z.boolean(),
  dueDate: z.string().optional(),
  dueTime: z.string().optional(),
  ownerId: z.int().optional(),
  dealId: z.int().optional(),
  personId: z.int().optional(),
  organizationId: z.int().optional(),
  note: z.string().optional(),
});
const toActivity = (a: z.output<typeof Wire>) => ({
  id: a.id,
  subject: a.subject ?? undefined,
  type: a.type ?? undefined,
  done: a.done,
  dueDate: a.due_date ?? undefined,
  dueTime: a.due_time ?? undefined,
  ownerId: a.owner_id ?? undefined,
  dealId: a.deal_id ?? undefined,
  personId: a.person_id ?? undefined,
  organizationId: a.org_id ?? undefined,
  note: a.note ?? undefined,
});

const Id = z.int().positive();

const create = defineAction({
  key: 'activity.create',
  title: 'Create activity',
  description: 'A task, call, meeting or another activity type of the company.',
  effect: 'create',
  output: Activity,
  input: z.object({
    subject: z.string().min(1),
    type: z.string().min(1).default('task'),
    dueDate: z.iso.date().optional(),
    dueTime: z
      .string()
      .regex(/^\d{2}:\d{2}$/)
      .optional(),
    duration: z
      .string()
      .regex(/^\d{2}:\d{2}$/)
      .optional(),
    done: z.boolean().default(false),
    note: z.string().optional(),
    ownerId: Id.optional(),
    dealId: Id.optional(),
    personId: Id.optional(),
    organizationId: Id.optional(),
  }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Activities#addActivity
    const { data } = await http.post('/v2/activities', {
      expect: one(Wire),
      json: {
        subject: input.subject,
        type: input.type,
        due_date: input.dueDate,
        due_time: input.dueTime,
        duration: input.duration,
        done: input.done,
        note: input.note,
        owner_id: input.ownerId,
        deal_id: input.dealId,
        org_id: input.organizationId,
        // API v2 takes the person as a participant; `person_id` is read-only there.
        participants: input.personId === undefined ? undefined : [{ person_id: input.personId, primary: true }],
      },
    });
    return toActivity(data);
  },
});

const list = defineAction({
  key: 'activity.list',
  title: 'List activities',
  effect: 'read',
  output: z.array(Activity),
  input: z.object({
    done: z.boolean().optional(),
    ownerId: Id.optional(),
    dealId: Id.optional(),
    personId: Id.optional(),
    organizationId: Id.optional(),
    max: Max,
  }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Activities#getActivities
    const activities = await http.all('/v2/activities', {
      ...listed(Wire),
      max: input.max,
      query: { done: input.done, owner_id: input.ownerId, deal_id: input.dealId, person_id: input.personId, org_id: input.organizationId },
    });
    return activities.map(toActivity);
  },
});

const complete = defineAction({
  key: 'activity.complete',
  title: 'Complete activity',
  effect: 'update',
  input: z.object({ id: Id }),
  output: Activity,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Activities#updateActivity
    const { data } = await http.patch(path`/v2/activities/${input.id}`, { json: { done: true }, expect: one(Wire) });
    return toActivity(data);
  },
});

const note = defineAction({
  key: 'note.create',
  title: 'Create note',
  description: 'A note on a deal, person or organization; simple HTML is kept.',
  effect: 'create',
  input: z
    .object({ content: z.string().min(1), dealId: Id.optional(), personId: Id.optional(), organizationId: Id.optional() })
    .refine((i) => i.dealId ?? i.personId ?? i.organizationId, { error: 'Give dealId, personId or organizationId', path: ['dealId'] }),
  output: z.object({ id: z.int(), content: z.string() }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Notes#addNote (notes have no v2 yet)
    const { data } = await http.post('/v1/notes', {
      json: { content: input.content, deal_id: input.dealId, person_id: input.personId, org_id: input.organizationId },
      expect: one(z.object({ id: z.number(), content: z.string() })),
    });
    return data;
  },
});

export const activityActions = [create, list, complete, note];
