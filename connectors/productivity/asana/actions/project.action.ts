import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { deleting, Id, listed, Max, Named, one, Ref, toNamed } from './envelope.js';

const opt_fields = ['name', 'notes', 'archived', 'color', 'start_on', 'due_on', 'owner', 'team.name', 'workspace.name', 'permalink_url'];
const Wire = z.object({
  gid: z.string(),
  name: z.string(),
  notes: z.string().nullish(),
  archived: z.boolean().nullish(),
  color: z.string().nullish(),
  start_on: z.string().nullish(),
  due_on: z.string().nullish(),
  owner: Ref.nullish(),
  team: Ref.nullish(),
  workspace: Ref.nullish(),
  permalink_url: z.string().nullish(),
});
const Project = z.object({
  id: z.string(),
  name: z.string(),
  notes: z.string().optional(),
  archived: z.boolean(),
  color: z.string().optional(),
  startOn: z.string().optional(),
  dueOn: z.string().optional(),
  ownerId: z.string().optional(),
  team: Named.optional(),
  workspace: Named.optional(),
  url: z.string().optional(),
});
const toProject = (p: z.output<typeof Wire>) => ({
  id: p.gid,
  name: p.name,
  notes: p.notes || undefined,
  archived: p.archived ?? false,
  color: p.color ?? undefined,
  startOn: p.start_on ?? undefined,
  dueOn: p.due_on ?? undefined,
  ownerId: p.owner?.gid,
  team: p.team ? toNamed(p.team) : undefined,
  workspace: p.workspace ? toNamed(p.workspace) : undefined,
  url: p.permalink_url ?? undefined,
});

const Fields = z.object({
  name: z.string().min(1).optional(),
  notes: z.string().optional(),
  color: z.string().min(1).describe('Such as light-green').optional(),
  startOn: z.iso.date().nullable().optional(),
  dueOn: z.iso.date().nullable().optional(),
  privacy: z.enum(['public_to_workspace', 'private_to_team', 'private']).optional(),
});
const toWire = (f: z.output<typeof Fields>) => ({
  name: f.name,
  notes: f.notes,
  color: f.color,
  start_on: f.startOn,
  due_on: f.dueOn,
  privacy_setting: f.privacy,
});

const create = defineAction({
  key: 'project.create',
  title: 'Create project',
  effect: 'create',
  input: Fields.extend({
    name: z.string().min(1),
    workspaceId: Id,
    teamId: Id.describe('Needed where the workspace is an organization').optional(),
    view: z.enum(['list', 'board', 'calendar', 'timeline']).default('list'),
  }),
  output: Project,
  async run({ input, http }) {
    const data = { ...toWire(input), workspace: input.workspaceId, team: input.teamId, default_view: input.view };
    // https://developers.asana.com/reference/createproject
    const made = await http.post('/projects', { query: { opt_fields }, json: { data }, expect: one(Wire) });
    return toProject(made.data);
  },
});

const get = defineAction({
  key: 'project.get',
  title: 'Get project',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Project,
  async run({ input, http }) {
    // https://developers.asana.com/reference/getproject
    const { data } = await http.get(path`/projects/${input.id}`, { query: { opt_fields }, expect: one(Wire) });
    return toProject(data);
  },
});

const update = defineAction({
  key: 'project.update',
  title: 'Update or archive project',
  description: 'Only what is given changes; null clears.',
  effect: 'update',
  input: Fields.extend({ id: Id, archived: z.boolean().optional() }),
  output: Project,
  async run({ input, http }) {
    const data = { ...toWire(input), archived: input.archived };
    // https://developers.asana.com/reference/updateproject
    const changed = await http.put(path`/projects/${input.id}`, { query: { opt_fields }, json: { data }, expect: one(Wire) });
    return toProject(changed.data);
  },
});

const list = defineAction({
  key: 'project.list',
  title: 'List projects',
  effect: 'read',
  input: z
    .object({ workspaceId: Id.optional(), teamId: Id.optional(), archived: z.boolean().default(false), max: Max })
    .refine((i) => i.workspaceId ?? i.teamId, { error: 'Give workspaceId or teamId', path: ['workspaceId'] }),
  output: z.array(Project),
  async run({ input, http }) {
    // https://developers.asana.com/reference/getprojects
    const projects = await http.all('/projects', {
      ...listed(Wire),
      max: input.max,
      query: { opt_fields, workspace: input.workspaceId, team: input.teamId, archived: input.archived },
    });
    return projects.map(toProject);
  },
});

const sections = defineAction({
  key: 'section.list',
  title: 'List sections of project',
  effect: 'read',
  input: z.object({ projectId: Id, max: Max }),
  output: z.array(Named),
  async run({ input, http }) {
    // https://developers.asana.com/reference/getsectionsforproject
    const found = await http.all(path`/projects/${input.projectId}/sections`, {
      ...listed(Ref),
      max: input.max,
      query: { opt_fields: ['name'] },
    });
    return found.map(toNamed);
  },
});

const createSection = defineAction({
  key: 'section.create',
  title: 'Create section',
  effect: 'create',
  input: z.object({ projectId: Id, name: z.string().min(1) }),
  output: Named,
  async run({ input, http }) {
    // https://developers.asana.com/reference/createsectionforproject
    const { data } = await http.post(path`/projects/${input.projectId}/sections`, {
      json: { data: { name: input.name } },
      expect: one(Ref),
    });
    return toNamed(data);
  },
});

export const projectActions = [
  create,
  get,
  update,
  deleting('project', 'For good; its tasks stay where they are in other projects.'),
  list,
  sections,
  createSection,
  deleting('section', 'It has to be empty, and not the last one.'),
];
