import { at, defineSimulator, flag, list, mentions, numeral, object, rows, text, type Call, type Row } from '@patchbay/simulator';
import asana from './asana.connector.js';

const WORKSPACE = { gid: '1200000000000001', name: 'engines.example' };
const ME = '1200000000000011';
const V = '/api/1.0';
const data = (call: Call): Row => object(call.body['data']);

function one(call: Call, table: string, gid: unknown = call.params['id']): Row {
  const found = call.table(table).get(gid);
  if (!found) throw call.fail(404, `${table.slice(0, -1)}: Unknown object: ${text(gid)}`);
  return found;
}

const ref = (row: Row | undefined): Row | null => (row ? { gid: row['gid'], name: row['name'] } : null);

/** By id, e-mail address or "me". */
function user(call: Call, who: unknown): Row {
  const found = call.table('users').find((row) => row['gid'] === (who === 'me' ? ME : who) || row['email'] === who);
  if (!found) throw call.fail(400, `assignee: Not a recognized ID: ${text(who)}`);
  return found;
}

function listed(call: Call, found: readonly Row[]): Row {
  const { rows: page, next } = call.page(found, { size: 'limit', cursor: 'offset' });
  return { data: page, next_page: next ? { offset: next.cursor, path: call.path, uri: call.addressWith({ offset: next.cursor }) } : null };
}

function taskFields(call: Call): Row {
  const { assignee, custom_fields: custom, ...given } = data(call);
  const known = ['name', 'notes', 'html_notes', 'start_on', 'due_on', 'due_at', 'completed'];
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => known.includes(name))),
    ...(assignee === undefined ? {} : { assignee: assignee === null ? null : ref(user(call, assignee)) }),
    ...(given['completed'] === true ? { completed_at: call.now } : {}),
    ...(custom === undefined
      ? {}
      : { custom_fields: Object.entries(object(custom)).map(([gid, value]) => ({ gid, name: gid, display_value: text(value) })) }),
    modified_at: call.now,
  };
}

function place(call: Call, project: unknown, section?: unknown): Row {
  const home = one(call, 'projects', project);
  const first = call.table('sections').find((row) => row['project'] === home['gid']);
  return { project: ref(home), section: ref(section === undefined ? first : one(call, 'sections', section)) };
}

function create(call: Call, more: Row = {}): unknown {
  const memberships = list(data(call)['projects']).map((project) => place(call, project));
  const empty = {
    notes: '',
    completed: false,
    assignee: null,
    parent: null,
    tags: list(data(call)['tags']).map((gid) => ({ gid, name: '' })),
    custom_fields: [],
  };
  const made = call
    .table('tasks')
    .insert({ ...empty, memberships, ...taskFields(call), created_at: call.now, permalink_url: 'https://app.asana.com/0/task', ...more });
  return call.created({ data: made });
}

function tasks(call: Call): Row {
  const { project, section, assignee, completed_since: since, modified_since: modified } = Object.fromEntries(call.query);
  const who = assignee === undefined ? undefined : user(call, assignee)['gid'];
  if (project !== undefined) one(call, 'projects', project);
  const found = call.table('tasks').where((row) => {
    const places = rows(row['memberships']);
    return (
      (project === undefined || places.some((one) => at(one, 'project.gid') === project)) &&
      (section === undefined || places.some((one) => at(one, 'section.gid') === section)) &&
      (who === undefined || at(row, 'assignee.gid') === who) &&
      (since === undefined || row['completed'] !== true || (since !== 'now' && text(row['completed_at']) >= since)) &&
      (modified === undefined || text(row['modified_at']) >= modified)
    );
  });
  return listed(call, found);
}

/** Newest first; pages go on before the time of the oldest. */
function search(call: Call): Row {
  const asked = Object.fromEntries(call.query);
  const any = (name: string, has: readonly unknown[]) =>
    asked[name] === undefined || asked[name].split(',').some((gid) => has.includes(gid));
  const found = call.table('tasks').where(
    (row) =>
      mentions([row['name'], row['notes']], text(asked['text'])) &&
      any(
        'projects.any',
        rows(row['memberships']).map((one) => at(one, 'project.gid')),
      ) &&
      any('assignee.any', [at(row, 'assignee.gid')]) &&
      any(
        'tags.any',
        rows(row['tags']).map(({ gid }) => gid),
      ) &&
      (asked['completed'] === undefined || row['completed'] === flag(asked['completed'])) &&
      (asked['due_on.before'] === undefined || (text(row['due_on']) !== '' && text(row['due_on']) < asked['due_on.before'])) &&
      (asked['due_on.after'] === undefined || text(row['due_on']) > asked['due_on.after']) &&
      (asked['modified_at.after'] === undefined || text(row['modified_at']) > asked['modified_at.after']) &&
      (asked['created_at.before'] === undefined || text(row['created_at']) < asked['created_at.before']),
  );
  return { data: found.reverse().slice(0, Number(asked['limit'] ?? 20)) };
}

function project(call: Call): Row {
  const { workspace: _workspace, team: _team, owner: _owner, ...given } = data(call);
  return given;
}

function createProject(call: Call): unknown {
  if (data(call)['workspace'] !== WORKSPACE.gid) throw call.fail(404, 'workspace: Unknown object');
  const owner = ref(user(call, 'me'));
  const made = call.table('projects').insert({
    archived: false,
    notes: '',
    ...project(call),
    owner,
    team: null,
    workspace: WORKSPACE,
    permalink_url: 'https://app.asana.com/0/project',
  });
  call.table('sections').insert({ name: 'Untitled section', project: made['gid'] });
  return call.created({ data: made });
}

function removeSection(call: Call): Row {
  const section = one(call, 'sections');
  if (call.table('tasks').find((row) => rows(row['memberships']).some((one) => at(one, 'section.gid') === section['gid'])))
    throw call.fail(400, 'section: Sections with tasks in them cannot be deleted');
  call.table('sections').remove(section['gid']);
  return { data: {} };
}

function addToProject(call: Call): Row {
  const task = one(call, 'tasks');
  const { project: gid, section } = data(call);
  task['memberships'] = [...rows(task['memberships']).filter((one) => at(one, 'project.gid') !== gid), place(call, gid, section)];
  return { data: {} };
}

function moveToSection(call: Call): Row {
  const section = one(call, 'sections');
  const task = one(call, 'tasks', data(call)['task']);
  task['memberships'] = [
    ...rows(task['memberships']).filter((one) => at(one, 'project.gid') !== section['project']),
    place(call, section['project'], section['gid']),
  ];
  return { data: {} };
}

function comment(call: Call): unknown {
  const { text: plain, html_text: html } = data(call);
  const task = one(call, 'tasks')['gid'];
  const words = text(plain, text(html).replace(/<[^>]+>/g, ''));
  return call.created({
    data: call.table('stories').insert({ task, type: 'comment', text: words, created_at: call.now, created_by: ref(user(call, 'me')) }),
  });
}

const remove =
  (table: string) =>
  (call: Call): Row => {
    call.table(table).remove(one(call, table)['gid']);
    return { data: {} };
  };

/** https://developers.asana.com/reference/rest-api-reference */
export default defineSimulator({
  connector: asana,
  oauth: { token: (standard) => ({ ...standard, data: { gid: ME, name: 'Charles Babbage', email: 'charles@engines.example' } }) },
  failure: ({ status, message }) => ({
    errors: [{ message: status === 401 ? 'Not Authorized' : message, help: 'https://developers.asana.com/docs/errors' }],
  }),
  tables: {
    users: {
      id: 'gid',
      mint: numeral(),
      seed: [
        { gid: ME, name: 'Charles Babbage', email: 'charles@engines.example' },
        { gid: '1200000000000012', name: 'Ada Lovelace', email: 'ada@engines.example' },
      ],
    },
    projects: {
      id: 'gid',
      mint: numeral(1_200_000_000_000_100n),
      seed: [
        {
          gid: '1200000000000021',
          name: 'Difference engine',
          notes: '',
          archived: false,
          owner: { gid: ME, name: 'Charles Babbage' },
          workspace: WORKSPACE,
        },
      ],
    },
    sections: {
      id: 'gid',
      mint: numeral(1_200_000_000_000_200n),
      seed: [{ gid: '1200000000000031', name: 'To do', project: '1200000000000021' }],
    },
    tasks: {
      id: 'gid',
      mint: numeral(1_200_000_000_000_300n),
      seed: [
        {
          gid: '1200000000000041',
          name: 'Oil the mill',
          notes: '',
          completed: false,
          memberships: [
            { project: { gid: '1200000000000021', name: 'Difference engine' }, section: { gid: '1200000000000031', name: 'To do' } },
          ],
          tags: [],
          created_at: '2026-01-12T09:30:00.000Z',
          modified_at: '2026-01-12T09:30:00.000Z',
        },
      ],
    },
    stories: { id: 'gid', mint: numeral(1_200_000_000_000_400n) },
  },
  routes: {
    [`GET ${V}/workspaces`]: (call) => listed(call, [WORKSPACE]),
    [`GET ${V}/users`]: (call) => listed(call, call.table('users').all()),
    [`GET ${V}/users/:id`]: (call) => ({ data: user(call, call.params['id']) }),
    [`GET ${V}/workspaces/:id/tasks/search`]: search,
    [`POST ${V}/tasks`]: (call) => create(call),
    [`GET ${V}/tasks`]: tasks,
    [`GET ${V}/tasks/:id`]: (call) => ({ data: one(call, 'tasks') }),
    [`PUT ${V}/tasks/:id`]: (call) => ({ data: call.update('tasks', taskFields(call), one(call, 'tasks')['gid']) }),
    [`DELETE ${V}/tasks/:id`]: remove('tasks'),
    [`POST ${V}/tasks/:id/subtasks`]: (call) => create(call, { parent: ref(one(call, 'tasks')) }),
    [`GET ${V}/tasks/:id/subtasks`]: (call) =>
      listed(
        call,
        call.table('tasks').where((row) => at(row, 'parent.gid') === one(call, 'tasks')['gid']),
      ),
    [`POST ${V}/tasks/:id/addProject`]: addToProject,
    [`POST ${V}/tasks/:id/stories`]: comment,
    [`GET ${V}/tasks/:id/stories`]: (call) =>
      listed(
        call,
        call.table('stories').where((row) => row['task'] === one(call, 'tasks')['gid']),
      ),
    [`POST ${V}/projects`]: createProject,
    [`GET ${V}/projects`]: (call) => {
      const archived = flag(call.query.get('archived'));
      return listed(
        call,
        call.table('projects').where((row) => row['archived'] === archived),
      );
    },
    [`GET ${V}/projects/:id`]: (call) => ({ data: one(call, 'projects') }),
    [`PUT ${V}/projects/:id`]: (call) => ({ data: call.update('projects', project(call), one(call, 'projects')['gid']) }),
    [`DELETE ${V}/projects/:id`]: remove('projects'),
    [`GET ${V}/projects/:id/sections`]: (call) =>
      listed(
        call,
        call.table('sections').where((row) => row['project'] === one(call, 'projects')['gid']),
      ),
    [`POST ${V}/projects/:id/sections`]: (call) =>
      call.created({ data: call.table('sections').insert({ name: data(call)['name'], project: one(call, 'projects')['gid'] }) }),
    [`DELETE ${V}/sections/:id`]: removeSection,
    [`POST ${V}/sections/:id/addTask`]: moveToSection,
  },
});
