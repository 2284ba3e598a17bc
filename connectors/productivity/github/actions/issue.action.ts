import { z } from 'zod';
import { byLinkHeader, defineAction, path } from '@patchbay/connector-sdk';
import { IssueNumber, Max, Repo, User } from './repository-name.js';

const Label = z.union([z.string(), z.object({ name: z.string().nullish() })]);
const Wire = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  html_url: z.string(),
  user: User,
  labels: z.array(Label),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  pull_request: z.unknown().optional(),
});
const Issue = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().optional(),
  state: z.string(),
  url: z.string(),
  author: z.string().optional(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  isPullRequest: z.boolean(),
});
const toIssue = (i: z.output<typeof Wire>) => ({
  number: i.number,
  title: i.title,
  body: i.body ?? undefined,
  state: i.state,
  url: i.html_url,
  author: i.user?.login,
  labels: i.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
  assignees: (i.assignees ?? []).map(({ login }) => login),
  createdAt: i.created_at,
  updatedAt: i.updated_at,
  isPullRequest: i.pull_request !== undefined,
});
const Fields = {
  body: z.string().optional(),
  labels: z.array(z.string().min(1)).optional(),
  assignees: z.array(z.string().min(1)).max(10).optional(),
  milestone: z.int().positive().optional(),
};

const create = defineAction({
  key: 'issue.create',
  title: 'Create issue',
  effect: 'create',
  input: z.object({ ...Repo, title: z.string().min(1), ...Fields }),
  output: Issue,
  async run({ input: { owner, repo, ...json }, http }) {
    // https://docs.github.com/en/rest/issues/issues#create-an-issue
    return toIssue(await http.post(path`/repos/${owner}/${repo}/issues`, { json, expect: Wire }));
  },
});

const get = defineAction({
  key: 'issue.get',
  title: 'Get issue',
  effect: 'read',
  input: z.object({ ...Repo, number: IssueNumber }),
  output: Issue,
  async run({ input, http }) {
    // https://docs.github.com/en/rest/issues/issues#get-an-issue
    return toIssue(await http.get(path`/repos/${input.owner}/${input.repo}/issues/${input.number}`, { expect: Wire }));
  },
});

const update = defineAction({
  key: 'issue.update',
  title: 'Update, close or reopen issue',
  effect: 'update',
  input: z.object({
    ...Repo,
    number: IssueNumber,
    title: z.string().min(1).optional(),
    ...Fields,
    state: z.enum(['open', 'closed']).optional(),
    reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).optional(),
  }),
  output: Issue,
  async run({ input: { owner, repo, number, reason, ...changes }, http }) {
    const json = { ...changes, state_reason: reason };
    // https://docs.github.com/en/rest/issues/issues#update-an-issue
    return toIssue(await http.patch(path`/repos/${owner}/${repo}/issues/${number}`, { json, expect: Wire }));
  },
});

const list = defineAction({
  key: 'issue.list',
  title: 'List issues of a repository',
  description: 'Pull requests are issues too; see isPullRequest.',
  effect: 'read',
  input: z.object({
    ...Repo,
    state: z.enum(['open', 'closed', 'all']).default('open'),
    labels: z
      .array(z.string().regex(/^[^,]+$/))
      .min(1)
      .optional(),
    assignee: z.string().min(1).optional(),
    since: z.iso.datetime().describe('Changed since').optional(),
    max: Max,
  }),
  output: z.array(Issue),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/issues/issues#list-repository-issues
    const found = await http.all(path`/repos/${input.owner}/${input.repo}/issues`, {
      query: { state: input.state, labels: input.labels?.join(','), assignee: input.assignee, since: input.since },
      pageSize: { param: 'per_page', max: 100 },
      max: input.max,
      expect: z.array(Wire),
      items: (page) => page,
      next: byLinkHeader(),
    });
    return found.map(toIssue);
  },
});

const search = defineAction({
  key: 'issue.search',
  title: 'Search issues and pull requests',
  description: 'GitHub finds the first 1,000.',
  effect: 'read',
  input: z.object({
    query: z.string().min(1).max(256).describe('repo:acme/engine is:issue is:open label:bug broken'),
    max: z.int().positive().max(1_000).default(100),
  }),
  output: z.array(Issue),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests
    const found = await http.all('/search/issues', {
      query: { q: input.query },
      bucket: 'search',
      pageSize: { param: 'per_page', max: 100 },
      max: input.max,
      expect: z.object({ items: z.array(Wire) }),
      items: (page) => page.items,
      next: byLinkHeader(),
    });
    return found.map(toIssue);
  },
});

const comment = defineAction({
  key: 'comment.create',
  title: 'Comment on issue or pull request',
  effect: 'create',
  input: z.object({ ...Repo, number: IssueNumber, body: z.string().min(1).max(65_536) }),
  output: z.object({ id: z.int(), url: z.string() }),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
    const { id, html_url } = await http.post(path`/repos/${input.owner}/${input.repo}/issues/${input.number}/comments`, {
      json: { body: input.body },
      expect: z.object({ id: z.number(), html_url: z.string() }),
    });
    return { id, url: html_url };
  },
});

export const issueActions = [create, get, update, list, search, comment];
