import { z } from 'zod';
import { byOffset, defineAction, path } from '@patchbay/connector-sdk';

const Wire = z.object({ id: z.string(), key: z.string(), name: z.string(), projectTypeKey: z.string().nullish() });
const Project = z.object({ id: z.string(), key: z.string(), name: z.string(), type: z.string().optional() });
const toProject = ({ id, key, name, projectTypeKey }: z.output<typeof Wire>) => ({ id, key, name, type: projectTypeKey ?? undefined });
const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');

const list = defineAction({
  key: 'project.list',
  title: 'List projects',
  effect: 'read',
  input: z.object({ query: z.string().min(1).describe('Part of key or name').optional(), max: Max }),
  output: z.array(Project),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-search-get
    const found = await http.all('/project/search', {
      query: { query: input.query },
      pageSize: { param: 'maxResults', max: 50 },
      max: input.max,
      expect: z.object({ values: z.array(Wire), isLast: z.boolean() }),
      items: (page) => page.values,
      next: (page, info) => !page.isLast && byOffset('startAt')(page, { ...info, size: undefined }),
    });
    return found.map(toProject);
  },
});

const get = defineAction({
  key: 'project.get',
  title: 'Get project',
  effect: 'read',
  input: z.object({ project: z.string().min(1).describe('Key or id') }),
  output: Project,
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-get
    return toProject(await http.get(path`/project/${input.project}`, { expect: Wire }));
  },
});

const types = defineAction({
  key: 'issue_type.list',
  title: 'List issue types of a project',
  effect: 'read',
  input: z.object({ project: z.string().min(1).describe('Key or id'), max: Max }),
  output: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.boolean() })),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-createmeta-projectidorkey-issuetypes-get
    return http.all(path`/issue/createmeta/${input.project}/issuetypes`, {
      pageSize: { param: 'maxResults', max: 200 },
      max: input.max,
      expect: z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.boolean() })), total: z.number() }),
      items: (page) => page.issueTypes,
      next: (page, info) => info.total < page.total && byOffset('startAt')(page, { ...info, size: undefined }),
    });
  },
});

const users = defineAction({
  key: 'user.search',
  title: 'Search users',
  description: 'By part of the name or e-mail address.',
  effect: 'read',
  input: z.object({ query: z.string().min(1), max: Max }),
  output: z.array(z.object({ accountId: z.string(), name: z.string().optional(), email: z.string().optional(), active: z.boolean() })),
  async run({ input, http }) {
    const User = z.object({
      accountId: z.string(),
      displayName: z.string().nullish(),
      emailAddress: z.string().nullish(),
      active: z.boolean().nullish(),
    });
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get
    const found = await http.all('/user/search', {
      query: { query: input.query },
      pageSize: { param: 'maxResults', max: 50 },
      max: input.max,
      expect: z.array(User),
      items: (page) => page,
      next: (page, info) => byOffset('startAt')(page, { ...info, size: undefined }), // pages may be short; an empty one is the end
    });
    return found.map(({ accountId, displayName, emailAddress, active }) => ({
      accountId,
      name: displayName ?? undefined,
      email: emailAddress ?? undefined,
      active: active ?? true,
    }));
  },
});

export const projectActions = [list, get, types, users];
