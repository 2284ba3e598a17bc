import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { textOf, toDocument } from './document.js';

const Named = z.object({ name: z.string() }).nullish();
const Person = z.object({ accountId: z.string(), displayName: z.string().nullish() }).nullish();
const WireFields = z.object({
  summary: z.string().nullish(),
  description: z.unknown(),
  status: Named,
  issuetype: Named,
  priority: Named,
  project: z.object({ key: z.string() }).nullish(),
  assignee: Person,
  reporter: Person,
  labels: z.array(z.string()).nullish(),
  duedate: z.string().nullish(),
  created: z.string().nullish(),
  updated: z.string().nullish(),
});
const Wire = z.object({ id: z.string(), key: z.string(), fields: WireFields });
const READ = Object.keys(WireFields.shape);

const Issue = z.object({
  id: z.string(),
  key: z.string(),
  summary: z.string().optional(),
  description: z.string().optional(),
  status: z.string().optional(),
  type: z.string().optional(),
  priority: z.string().optional(),
  projectKey: z.string().optional(),
  assigneeId: z.string().optional(),
  assigneeName: z.string().optional(),
  reporterId: z.string().optional(),
  labels: z.array(z.string()),
  dueDate: z.string().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
});
const toIssue = ({ id, key, fields: f }: z.output<typeof Wire>) => ({
  id,
  key,
  summary: f.summary ?? undefined,
  description: textOf(f.description),
  status: f.status?.name,
  type: f.issuetype?.name,
  priority: f.priority?.name,
  projectKey: f.project?.key,
  assigneeId: f.assignee?.accountId,
  assigneeName: f.assignee?.displayName ?? undefined,
  reporterId: f.reporter?.accountId,
  labels: f.labels ?? [],
  dueDate: f.duedate ?? undefined,
  createdAt: f.created ?? undefined,
  updatedAt: f.updated ?? undefined,
});

export const Key = z.string().min(1).describe('Key (ACME-17) or id');
const Fields = z.object({
  summary: z.string().min(1).max(255),
  description: z.string().describe('Plain text').optional(),
  priority: z.string().min(1).describe('Name').optional(),
  assigneeId: z.string().min(1).describe('Account id; see user.search').optional(),
  labels: z.array(z.string().regex(/^\S+$/)).optional(),
  dueDate: z.iso.date().optional(),
  parentKey: Key.describe('Epic, or the issue of a subtask').optional(),
  customFields: z.record(z.string().regex(/^customfield_\d+$/), z.unknown()).optional(),
});
const Changes = Fields.partial();
const toWire = (f: z.output<typeof Changes>) => ({
  ...f.customFields,
  summary: f.summary,
  description: f.description === undefined ? undefined : toDocument(f.description),
  priority: f.priority === undefined ? undefined : { name: f.priority },
  assignee: f.assigneeId === undefined ? undefined : { accountId: f.assigneeId },
  labels: f.labels,
  duedate: f.dueDate,
  parent: f.parentKey === undefined ? undefined : { key: f.parentKey },
});

const create = defineAction({
  key: 'issue.create',
  title: 'Create issue',
  effect: 'create',
  input: Fields.extend({ projectKey: z.string().min(1), type: z.string().min(1).default('Task').describe('Name of the issue type') }),
  output: z.object({ id: z.string(), key: z.string() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
    return http.post('/issue', {
      json: { fields: { ...toWire(input), project: { key: input.projectKey }, issuetype: { name: input.type } } },
      expect: z.object({ id: z.string(), key: z.string() }),
    });
  },
});

const get = defineAction({
  key: 'issue.get',
  title: 'Get issue',
  effect: 'read',
  input: z.object({ issue: Key }),
  output: Issue,
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get
    return toIssue(await http.get(path`/issue/${input.issue}`, { query: { fields: READ.join(',') }, expect: Wire }));
  },
});

const update = defineAction({
  key: 'issue.update',
  title: 'Update issue',
  effect: 'update',
  input: Changes.extend({ issue: Key, notify: z.boolean().default(true).describe('Mail those who watch') }),
  output: z.object({ issue: z.string() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-put (answers nothing)
    await http.put(path`/issue/${input.issue}`, { query: { notifyUsers: input.notify }, json: { fields: toWire(input) } });
    return { issue: input.issue };
  },
});

const remove = defineAction({
  key: 'issue.delete',
  title: 'Delete issue',
  effect: 'delete',
  input: z.object({ issue: Key, deleteSubtasks: z.boolean().default(false).describe('An issue with subtasks cannot be deleted without') }),
  output: z.object({ issue: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-delete
    await http.delete(path`/issue/${input.issue}`, { query: { deleteSubtasks: input.deleteSubtasks } });
    return { issue: input.issue, deleted: true as const };
  },
});

const search = defineAction({
  key: 'issue.search',
  title: 'Search issues (JQL)',
  effect: 'read',
  input: z.object({
    jql: z.string().min(1).describe('project = ACME AND status = "In Progress" ORDER BY updated DESC. Jira wants at least one restriction'),
    max: z.int().positive().max(5_000).default(100).describe('At most this many are read'),
  }),
  output: z.array(Issue),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
    const found = await http.all('/search/jql', {
      json: { jql: input.jql, fields: READ },
      pageSize: { param: 'maxResults', max: 100 },
      max: input.max,
      expect: z.object({ issues: z.array(Wire), nextPageToken: z.string().nullish() }),
      items: (page) => page.issues,
      next: (page) => page.nextPageToken && { nextPageToken: page.nextPageToken },
    });
    return found.map(toIssue);
  },
});

const attach = defineAction({
  key: 'attachment.add',
  title: 'Attach file to issue',
  effect: 'create',
  input: z.object({
    issue: Key,
    filename: z.string().min(1).max(255),
    contentBase64: z.base64().min(1),
    contentType: z.string().min(1).default('application/octet-stream'),
  }),
  output: z.array(z.object({ id: z.string(), filename: z.string() })),
  async run({ input, http }) {
    const content = Buffer.from(input.contentBase64, 'base64');
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-issue-issueidorkey-attachments-post
    return http.post(path`/issue/${input.issue}/attachments`, {
      multipart: { parts: [{ name: 'file', filename: input.filename, contentType: input.contentType, content }] },
      headers: { 'x-atlassian-token': 'no-check' },
      expect: z.array(z.object({ id: z.string(), filename: z.string() })),
    });
  },
});

export const issueActions = [create, get, update, remove, search, attach];
