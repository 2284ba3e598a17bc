import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { deleting, Id, listed, Max, one } from './envelope.js';
import { Fields, opt_fields, Task, toTask, toWire, User, Wire } from './task-fields.js';

const New = Fields.extend({ name: z.string().min(1), tagIds: z.array(Id).optional(), followers: z.array(User).optional() });

const create = defineAction({
  key: 'task.create',
  title: 'Create task',
  effect: 'create',
  input: New.extend({ workspaceId: Id.optional(), projectIds: z.array(Id).min(1).optional() }).refine(
    (i) => i.workspaceId ?? i.projectIds,
    { error: 'Give workspaceId or projectIds', path: ['projectIds'] },
  ),
  output: Task,
  async run({ input, http }) {
    const data = {
      ...toWire(input),
      workspace: input.workspaceId,
      projects: input.projectIds,
      tags: input.tagIds,
      followers: input.followers,
    };
    // https://developers.asana.com/reference/createtask
    const made = await http.post('/tasks', { query: { opt_fields }, json: { data }, expect: one(Wire) });
    return toTask(made.data);
  },
});

const createSubtask = defineAction({
  key: 'subtask.create',
  title: 'Create subtask',
  effect: 'create',
  input: New.extend({ parentId: Id }),
  output: Task,
  async run({ input, http }) {
    const data = { ...toWire(input), tags: input.tagIds, followers: input.followers };
    // https://developers.asana.com/reference/createsubtaskfortask
    const made = await http.post(path`/tasks/${input.parentId}/subtasks`, { query: { opt_fields }, json: { data }, expect: one(Wire) });
    return toTask(made.data);
  },
});

const get = defineAction({
  key: 'task.get',
  title: 'Get task',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Task,
  async run({ input, http }) {
    // https://developers.asana.com/reference/gettask
    const { data } = await http.get(path`/tasks/${input.id}`, { query: { opt_fields }, expect: one(Wire) });
    return toTask(data);
  },
});

const update = defineAction({
  key: 'task.update',
  title: 'Update or complete task',
  description: 'Only what is given changes; null clears.',
  effect: 'update',
  input: Fields.extend({ id: Id }),
  output: Task,
  async run({ input, http }) {
    // https://developers.asana.com/reference/updatetask
    const changed = await http.put(path`/tasks/${input.id}`, {
      query: { opt_fields },
      json: { data: toWire(input) },
      expect: one(Wire),
    });
    return toTask(changed.data);
  },
});

const list = defineAction({
  key: 'task.list',
  title: 'List tasks',
  description: 'Of a project, of a section, or those assigned to somebody in a workspace.',
  effect: 'read',
  input: z
    .object({
      projectId: Id.optional(),
      sectionId: Id.optional(),
      assignee: User.optional(),
      workspaceId: Id.optional(),
      completedSince: z
        .union([z.iso.datetime({ offset: true }), z.literal('now')])
        .describe('Also those completed since then; "now" leaves completed ones out')
        .optional(),
      modifiedSince: z.iso.datetime({ offset: true }).optional(),
      max: Max,
    })
    .refine((i) => [i.projectId, i.sectionId, i.assignee].filter((place) => place !== undefined).length === 1, {
      error: 'Give one of projectId, sectionId or assignee',
      path: ['projectId'],
    })
    .refine((i) => (i.assignee === undefined) === (i.workspaceId === undefined), {
      error: 'An assignee needs a workspaceId, and only an assignee does',
      path: ['workspaceId'],
    }),
  output: z.array(Task),
  async run({ input, http }) {
    // https://developers.asana.com/reference/gettasks
    const tasks = await http.all('/tasks', {
      ...listed(Wire),
      max: input.max,
      query: {
        opt_fields,
        project: input.projectId,
        section: input.sectionId,
        assignee: input.assignee,
        workspace: input.workspaceId,
        completed_since: input.completedSince,
        modified_since: input.modifiedSince,
      },
    });
    return tasks.map(toTask);
  },
});

const subtasks = defineAction({
  key: 'subtask.list',
  title: 'List subtasks',
  effect: 'read',
  input: z.object({ parentId: Id, max: Max }),
  output: z.array(Task),
  async run({ input, http }) {
    // https://developers.asana.com/reference/getsubtasksfortask
    const tasks = await http.all(path`/tasks/${input.parentId}/subtasks`, { ...listed(Wire), max: input.max, query: { opt_fields } });
    return tasks.map(toTask);
  },
});

const search = defineAction({
  key: 'task.search',
  title: 'Search tasks',
  description: 'Newest first. Needs a paid workspace; changes take up to a minute to be found.',
  effect: 'read',
  input: z.object({
    workspaceId: Id,
    text: z.string().min(1).optional(),
    projectIds: z.array(Id).min(1).describe('In any of them').optional(),
    assignees: z.array(User).min(1).describe('Any of them').optional(),
    tagIds: z.array(Id).min(1).describe('Any of them').optional(),
    completed: z.boolean().optional(),
    dueBefore: z.iso.date().optional(),
    dueAfter: z.iso.date().optional(),
    modifiedAfter: z.iso.datetime({ offset: true }).optional(),
    max: Max,
  }),
  output: z.array(Task),
  async run({ input, http }) {
    // https://developers.asana.com/reference/searchtasksforworkspace (no pages: the next ones are those made before the last of this one)
    const tasks = await http.all(path`/workspaces/${input.workspaceId}/tasks/search`, {
      query: {
        opt_fields,
        text: input.text,
        'projects.any': input.projectIds,
        'assignee.any': input.assignees,
        'tags.any': input.tagIds,
        completed: input.completed,
        'due_on.before': input.dueBefore,
        'due_on.after': input.dueAfter,
        'modified_at.after': input.modifiedAfter,
        sort_by: 'created_at',
        sort_ascending: false,
      },
      bucket: 'search',
      max: input.max,
      pageSize: { param: 'limit', max: 100 },
      expect: z.object({ data: z.array(Wire) }),
      items: (page) => page.data,
      next: (page, { size }) => page.data.length === size && { 'created_at.before': page.data.at(-1)?.created_at ?? undefined },
    });
    return tasks.map(toTask);
  },
});

export const taskActions = [
  create,
  get,
  update,
  deleting('task', 'Moves it to the trash of the connected user, from where it can be restored for 30 days.'),
  list,
  search,
  createSubtask,
  subtasks,
];
