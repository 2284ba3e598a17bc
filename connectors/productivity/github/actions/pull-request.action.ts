import { z } from 'zod';
import { byLinkHeader, defineAction, path } from '@patchbay/connector-sdk';
import { IssueNumber, Max, Repo, User } from './repository-name.js';

const Branch = z.object({ ref: z.string(), sha: z.string() });
const Wire = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  draft: z.boolean().nullish(),
  merged_at: z.string().nullish(),
  html_url: z.string(),
  user: User,
  head: Branch,
  base: Branch,
});
const PullRequest = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().optional(),
  state: z.string(),
  draft: z.boolean(),
  mergedAt: z.string().optional(),
  url: z.string(),
  author: z.string().optional(),
  head: z.string(),
  headSha: z.string(),
  base: z.string(),
});
const toPullRequest = (p: z.output<typeof Wire>) => ({
  number: p.number,
  title: p.title,
  body: p.body ?? undefined,
  state: p.state,
  draft: p.draft ?? false,
  mergedAt: p.merged_at ?? undefined,
  url: p.html_url,
  author: p.user?.login,
  head: p.head.ref,
  headSha: p.head.sha,
  base: p.base.ref,
});

const create = defineAction({
  key: 'pull_request.create',
  title: 'Open pull request',
  effect: 'create',
  input: z.object({
    ...Repo,
    title: z.string().min(1),
    head: z.string().min(1).describe('Branch with the changes; owner:branch of a fork'),
    base: z.string().min(1).describe('Branch to merge into'),
    body: z.string().optional(),
    draft: z.boolean().default(false),
  }),
  output: PullRequest,
  async run({ input: { owner, repo, ...json }, http }) {
    // https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request
    return toPullRequest(await http.post(path`/repos/${owner}/${repo}/pulls`, { json, expect: Wire }));
  },
});

const get = defineAction({
  key: 'pull_request.get',
  title: 'Get pull request',
  effect: 'read',
  input: z.object({ ...Repo, number: IssueNumber }),
  output: PullRequest,
  async run({ input, http }) {
    // https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
    return toPullRequest(await http.get(path`/repos/${input.owner}/${input.repo}/pulls/${input.number}`, { expect: Wire }));
  },
});

const list = defineAction({
  key: 'pull_request.list',
  title: 'List pull requests',
  effect: 'read',
  input: z.object({
    ...Repo,
    state: z.enum(['open', 'closed', 'all']).default('open'),
    base: z.string().min(1).optional(),
    head: z.string().min(1).describe('owner:branch').optional(),
    max: Max,
  }),
  output: z.array(PullRequest),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    const found = await http.all(path`/repos/${input.owner}/${input.repo}/pulls`, {
      query: { state: input.state, base: input.base, head: input.head },
      pageSize: { param: 'per_page', max: 100 },
      max: input.max,
      expect: z.array(Wire),
      items: (page) => page,
      next: byLinkHeader(),
    });
    return found.map(toPullRequest);
  },
});

const merge = defineAction({
  key: 'pull_request.merge',
  title: 'Merge pull request',
  effect: 'update',
  input: z.object({
    ...Repo,
    number: IssueNumber,
    method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
    title: z.string().min(1).describe('Of the commit').optional(),
    headSha: z.string().min(1).describe('Merge only if the head is still this commit').optional(),
  }),
  output: z.object({ merged: z.boolean(), sha: z.string() }),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
    return http.put(path`/repos/${input.owner}/${input.repo}/pulls/${input.number}/merge`, {
      json: { merge_method: input.method, commit_title: input.title, sha: input.headSha },
      expect: z.object({ merged: z.boolean(), sha: z.string() }),
    });
  },
});

export const pullRequestActions = [create, get, list, merge];
