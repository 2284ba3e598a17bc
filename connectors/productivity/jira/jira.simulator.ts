import { defineSimulator, list, mentions, numeral, object, text, type Call, type Row } from '@patchbay/simulator';
import jira from './jira.connector.js';

const CLOUD = '11223344-a1b2-3b33-c444-def123456789';
const STATUSES: Readonly<Record<string, string>> = { '11': 'To Do', '21': 'In Progress', '31': 'Done' };
const TYPES = [
  { id: '10001', name: 'Task', subtask: false },
  { id: '10002', name: 'Bug', subtask: false },
  { id: '10003', name: 'Subtask', subtask: true },
];

function issueOf(call: Call): Row {
  const name = call.params['issue'];
  const found = call.table('issues').find((row) => row['key'] === name || row['id'] === name);
  if (!found) throw call.fail(404, 'Issue does not exist or you do not have permission to see it.');
  return found;
}

function projectOf(call: Call, name: unknown): Row {
  const found = call.table('projects').find((row) => row['key'] === name || row['id'] === name);
  if (!found) throw call.fail(404, `No project could be found with key '${text(name)}'.`);
  return found;
}

function person(call: Call, accountId: unknown): Row | null {
  if (accountId === null || accountId === undefined) return null;
  const found = call.table('users').find((row) => row['accountId'] === accountId);
  if (!found) throw call.fail(400, `User '${text(accountId)}' does not exist.`);
  return found;
}

/** What a caller may write, as it is kept. */
function fieldsOf(call: Call, given: Row): Row {
  return {
    ...given,
    ...(given['assignee'] === undefined ? {} : { assignee: person(call, object(given['assignee'])['accountId']) }),
    updated: call.now,
  };
}

function create(call: Call): unknown {
  const given = object(call.body['fields']);
  const project = call.table('projects').find((row) => row['key'] === object(given['project'])['key']);
  if (!project) throw call.fail(400, 'project: valid project is required');
  const type = TYPES.find(({ name }) => name === object(given['issuetype'])['name']);
  if (!type) throw call.fail(400, 'issuetype: Specify a valid issue type');
  const count = call.table('issues').where((row) => text(row['key']).startsWith(`${text(project['key'])}-`)).length;
  const status = { name: 'To Do' };
  const fields = {
    description: null,
    labels: [],
    priority: { name: 'Medium' },
    reporter: call.one('users', 'me'),
    ...fieldsOf(call, given),
    project,
    issuetype: type,
    status,
    created: call.now,
  };
  const { id, key } = call.table('issues').insert({ key: `${text(project['key'])}-${count + 1}`, fields });
  return call.created({ id, key, self: `https://engines.atlassian.net/rest/api/3/issue/${text(id)}` });
}

/** Clauses joined by AND: `project = ACME AND status = "In Progress" AND text ~ "lever"`. */
function search(call: Call): Row {
  const [clauses = '', order] = text(call.body['jql']).split(/\s*order by\s+/i);
  const conditions = clauses
    .split(/\s+and\s+/i)
    .filter(Boolean)
    .map((clause) => /^(\w+)\s*(!=|=|~|in)\s*(.+)$/i.exec(clause.trim()));
  if (conditions.length === 0)
    throw call.fail(400, 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  if (conditions.includes(null)) throw call.fail(400, `Error in the JQL Query: ${clauses}`);
  const found = call.table('issues').where((row) => conditions.every((one) => holds(object(row['fields']), row, one ?? [])));
  const [by = '', direction] = (order ?? '').split(/\s+/);
  if (by !== '')
    found.sort(
      (a, b) => text(object(a['fields'])[by]).localeCompare(text(object(b['fields'])[by])) * (direction?.toUpperCase() === 'DESC' ? -1 : 1),
    );
  const { rows: issues, next } = call.page(found, { size: 'maxResults', cursor: 'nextPageToken', usual: 50, most: 5_000 });
  return { issues, ...(next ? { nextPageToken: next.cursor } : {}), isLast: next === undefined };
}

function holds(fields: Row, row: Row, [, name = '', operator = '', operand = '']: readonly string[]): boolean {
  const wanted = operand
    .replace(/^\(|\)$/g, '')
    .split(',')
    .map((one) =>
      one
        .trim()
        .replace(/^["']|["']$/g, '')
        .toLowerCase(),
    );
  const [first = ''] = wanted;
  if (operator === '~') return mentions(name === 'text' ? fields : fields[name], first);
  const field = name === 'key' ? row['key'] : fields[name === 'type' ? 'issuetype' : name];
  const { key, name: title, accountId } = object(field);
  const values = (Array.isArray(field) ? list(field) : [field, key, title, accountId]).map((one) => text(one).toLowerCase());
  const hit = wanted.some((one) => values.includes(one));
  return operator === '!=' ? !hit : hit;
}

const byOffset = { size: 'maxResults', offset: 'startAt', usual: 50, tells: true } as const;

function comment(call: Call, body: unknown): Row {
  return call.table('comments').insert({ issue: issueOf(call)['id'], body, created: call.now, author: call.one('users', 'me') });
}

function comments(call: Call): Row {
  const { id } = issueOf(call);
  const all = call.table('comments').where((row) => row['issue'] === id);
  const { rows: page, offset, size, total } = call.page(call.query.get('orderBy') === '-created' ? all.reverse() : all, byOffset);
  return { comments: page, startAt: offset, maxResults: size, total };
}

function move(call: Call): undefined {
  const row = issueOf(call);
  const name = STATUSES[text(object(call.body['transition'])['id'])];
  if (name === undefined) throw call.fail(400, 'It seems that you have tried to perform an illegal workflow operation.');
  row['fields'] = { ...object(row['fields']), ...object(call.body['fields']), status: { name }, updated: call.now };
  for (const add of list(object(call.body['update'])['comment'])) comment(call, object(object(add)['add'])['body']);
}

function link(call: Call): unknown {
  const ends = ['outwardIssue', 'inwardIssue'].map((name) => object(call.body[name])['key']);
  for (const key of ends) {
    if (!call.table('issues').find((row) => row['key'] === key || row['id'] === key)) throw call.fail(404, `No issue ${text(key)}.`);
  }
  call.table('links').insert({ type: call.body['type'], ends });
  return call.created(undefined);
}

function attach(call: Call): Row[] {
  const { id: issue } = issueOf(call);
  if (call.headers['x-atlassian-token'] !== 'no-check') throw call.fail(403, 'XSRF check failed');
  const names = [...call.bytes.toString('latin1').matchAll(/filename="([^"]*)"/g)].map(([, name]) => name);
  return names.map((filename) => call.table('attachments').insert({ issue, filename: Buffer.from(text(filename), 'latin1').toString() }));
}

/** The same under a cloud id (OAuth) and at a site of its own (API token). */
const ROOTS = [`/ex/jira/:cloud/rest/api/3`, '/rest/api/3'];
const ROUTES = {
  'GET /myself': (call: Call) => call.one('users', 'me'),
  'POST /issue': create,
  'POST /search/jql': search,
  'POST /issueLink': link,
  'GET /issue/createmeta/:project/issuetypes': (call: Call) => {
    projectOf(call, call.params['project']);
    const { rows: issueTypes, total } = call.page(TYPES, byOffset);
    return { issueTypes, total };
  },
  'GET /issue/:issue': issueOf,
  'PUT /issue/:issue': (call: Call) => {
    const row = issueOf(call);
    row['fields'] = { ...object(row['fields']), ...fieldsOf(call, object(call.body['fields'])) };
  },
  'DELETE /issue/:issue': (call: Call) => void call.table('issues').remove(issueOf(call)['id']),
  'PUT /issue/:issue/assignee': (call: Call) => {
    const row = issueOf(call);
    row['fields'] = { ...object(row['fields']), assignee: person(call, call.body['accountId']) };
  },
  'GET /issue/:issue/transitions': (call: Call) => {
    issueOf(call);
    return { transitions: Object.entries(STATUSES).map(([id, name]) => ({ id, name, to: { name } })) };
  },
  'POST /issue/:issue/transitions': move,
  'POST /issue/:issue/comment': (call: Call) => call.created(comment(call, call.body['body'])),
  'GET /issue/:issue/comment': comments,
  'POST /issue/:issue/worklog': (call: Call) => call.created(call.table('worklogs').insert({ ...call.body, issue: issueOf(call)['id'] })),
  'POST /issue/:issue/attachments': attach,
  'GET /project/search': (call: Call) => {
    const words = call.query.get('query') ?? '';
    const {
      rows: values,
      next,
      total,
    } = call.page(
      call.table('projects').where((row) => mentions([row['key'], row['name']], words)),
      byOffset,
    );
    return { values, total, isLast: next === undefined };
  },
  'GET /project/:project': (call: Call) => projectOf(call, call.params['project']),
  'GET /user/search': (call: Call) => {
    const words = text(call.query.get('query'));
    return call.page(
      call.table('users').where((row) => mentions([row['displayName'], row['emailAddress']], words)),
      byOffset,
    ).rows;
  },
};

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export default defineSimulator({
  connector: jira,
  failure: ({ status, message }) => (status === 401 ? { code: 401, message: 'Unauthorized' } : { errorMessages: [message], errors: {} }),
  tables: {
    users: {
      mint: numeral(),
      seed: [
        {
          id: 'me',
          accountId: '5b10a2844c20165700ede21g',
          displayName: 'Charles Babbage',
          emailAddress: 'charles@engines.example',
          active: true,
        },
        {
          id: 'ada',
          accountId: '5b10ac8d82e05b22cc7d4ef5',
          displayName: 'Ada Lovelace',
          emailAddress: 'ada@engines.example',
          active: true,
        },
      ],
    },
    projects: {
      mint: numeral(10_000),
      seed: [
        { id: '10000', key: 'ENG', name: 'Engines', projectTypeKey: 'software' },
        { id: '10100', key: 'SUP', name: 'Support', projectTypeKey: 'service_desk' },
      ],
    },
    issues: {
      mint: numeral(20_000),
      seed: [
        {
          id: '20000',
          key: 'ENG-1',
          fields: {
            summary: 'Carry lever sticks',
            description: null,
            status: { name: 'In Progress' },
            issuetype: { name: 'Bug' },
            priority: { name: 'High' },
            project: { key: 'ENG' },
            labels: ['hardware'],
            created: '2026-01-12T09:30:00.000+0000',
            updated: '2026-01-12T09:30:00.000+0000',
          },
        },
      ],
    },
    comments: { mint: numeral(30_000) },
    links: { mint: numeral(40_000) },
    worklogs: { mint: numeral(50_000) },
    attachments: { mint: numeral(60_000) },
  },
  routes: {
    'GET /oauth/token/accessible-resources': () => [{ id: CLOUD, name: 'engines', url: 'https://engines.atlassian.net', scopes: [] }],
    ...Object.fromEntries(
      ROOTS.flatMap((root) => Object.entries(ROUTES).map(([route, handler]) => [route.replace(' ', ` ${root}`), handler] as const)),
    ),
  },
});
