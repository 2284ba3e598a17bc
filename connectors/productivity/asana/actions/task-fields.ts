import { z } from 'zod';
import { Id, Named, Ref, toNamed } from './envelope.js';

/** What is read of a task: lists answer hardly more than ids unless told. */
export const opt_fields = [
  'name',
  'notes',
  'completed',
  'completed_at',
  'assignee.name',
  'start_on',
  'due_on',
  'due_at',
  'parent.name',
  'memberships.project.name',
  'memberships.section.name',
  'tags.name',
  'custom_fields.name',
  'custom_fields.display_value',
  'created_at',
  'modified_at',
  'permalink_url',
];

export const Wire = z.object({
  gid: z.string(),
  name: z.string(),
  notes: z.string().nullish(),
  completed: z.boolean().nullish(),
  completed_at: z.string().nullish(),
  assignee: Ref.nullish(),
  start_on: z.string().nullish(),
  due_on: z.string().nullish(),
  due_at: z.string().nullish(),
  parent: Ref.nullish(),
  memberships: z.array(z.object({ project: Ref.nullish(), section: Ref.nullish() })).nullish(),
  tags: z.array(Ref).nullish(),
  custom_fields: z.array(Ref.extend({ display_value: z.string().nullish() })).nullish(),
  created_at: z.string().nullish(),
  modified_at: z.string().nullish(),
  permalink_url: z.string().nullish(),
});

export const Task = z.object({
  id: z.string(),
  name: z.string(),
  notes: z.string().optional(),
  completed: z.boolean(),
  completedAt: z.string().optional(),
  assignee: Named.optional(),
  startOn: z.string().optional(),
  dueOn: z.string().optional(),
  dueAt: z.string().optional(),
  parentId: z.string().optional(),
  places: z.array(z.object({ project: Named.optional(), section: Named.optional() })),
  tags: z.array(Named),
  customFields: z.array(z.object({ id: z.string(), name: z.string(), value: z.string().optional() })),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  url: z.string().optional(),
});

export const toTask = (t: z.output<typeof Wire>) => ({
  id: t.gid,
  name: t.name,
  notes: t.notes || undefined,
  completed: t.completed ?? false,
  completedAt: t.completed_at ?? undefined,
  assignee: t.assignee ? toNamed(t.assignee) : undefined,
  startOn: t.start_on ?? undefined,
  dueOn: t.due_on ?? undefined,
  dueAt: t.due_at ?? undefined,
  parentId: t.parent?.gid,
  places: (t.memberships ?? []).map(({ project, section }) => ({
    project: project ? toNamed(project) : undefined,
    section: section ? toNamed(section) : undefined,
  })),
  tags: (t.tags ?? []).map(toNamed),
  customFields: (t.custom_fields ?? []).map((field) => ({ ...toNamed(field), value: field.display_value ?? undefined })),
  createdAt: t.created_at ?? undefined,
  modifiedAt: t.modified_at ?? undefined,
  url: t.permalink_url ?? undefined,
});

export const User = z
  .string()
  .max(320)
  .regex(/^[^\s,]+$/)
  .describe('Id or e-mail address of a user, or "me"');
const Value = z.union([z.string(), z.number(), z.array(z.string())]).nullable();

/** What can be said of a task when it is made or changed; null clears. */
export const Fields = z.object({
  name: z.string().min(1).optional(),
  notes: z.string().describe('Plain text').optional(),
  htmlNotes: z.string().describe('Instead of notes: https://developers.asana.com/docs/rich-text').optional(),
  assignee: User.nullable().optional(),
  startOn: z.iso.date().nullable().optional(),
  dueOn: z.iso.date().nullable().optional(),
  dueAt: z.iso.datetime({ offset: true }).nullable().describe('Instead of dueOn').optional(),
  completed: z.boolean().optional(),
  customFields: z.record(Id, Value).describe('Values by the id of the field; of an option its id').optional(),
});
export const toWire = (f: z.output<typeof Fields>) => ({
  name: f.name,
  notes: f.notes,
  html_notes: f.htmlNotes,
  assignee: f.assignee,
  start_on: f.startOn,
  due_on: f.dueOn,
  due_at: f.dueAt,
  completed: f.completed,
  custom_fields: f.customFields,
});
