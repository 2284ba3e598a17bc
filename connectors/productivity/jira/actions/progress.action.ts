import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { toDocument } from './document.js';
import { Key } from './issue.action.js';

const transitions = defineAction({
  key: 'transition.list',
  title: 'List transitions of an issue',
  description: 'Where the issue can go from the status it has.',
  effect: 'read',
  input: z.object({ issue: Key }),
  output: z.array(z.object({ id: z.string(), name: z.string(), toStatus: z.string().optional() })),
  async run({ input, http }) {
    const Transition = z.object({ id: z.string(), name: z.string(), to: z.object({ name: z.string().nullish() }).nullish() });
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get
    const { transitions: found } = await http.get(path`/issue/${input.issue}/transitions`, {
      expect: z.object({ transitions: z.array(Transition) }),
    });
    return found.map(({ id, name, to }) => ({ id, name, toStatus: to?.name ?? undefined }));
  },
});

const transition = defineAction({
  key: 'issue.transition',
  title: 'Move issue to another status',
  effect: 'update',
  input: z.object({
    issue: Key,
    transitionId: z.string().min(1).describe('See transition.list'),
    resolution: z.string().min(1).describe('Name, where the transition asks for one').optional(),
    comment: z.string().min(1).optional(),
  }),
  output: z.object({ issue: z.string() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-post
    await http.post(path`/issue/${input.issue}/transitions`, {
      json: {
        transition: { id: input.transitionId },
        fields: input.resolution === undefined ? undefined : { resolution: { name: input.resolution } },
        update: input.comment === undefined ? undefined : { comment: [{ add: { body: toDocument(input.comment) } }] },
      },
    });
    return { issue: input.issue };
  },
});

const assign = defineAction({
  key: 'issue.assign',
  title: 'Assign issue',
  effect: 'update',
  input: z.object({ issue: Key, accountId: z.string().min(1).nullable().describe('null: nobody') }),
  output: z.object({ issue: z.string() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-assignee-put
    await http.put(path`/issue/${input.issue}/assignee`, { json: { accountId: input.accountId } });
    return { issue: input.issue };
  },
});

const link = defineAction({
  key: 'issue.link',
  title: 'Link two issues',
  effect: 'create',
  input: z.object({ type: z.string().min(1).default('Relates').describe('Name, such as Blocks'), from: Key, to: Key }),
  output: z.object({ type: z.string(), from: z.string(), to: z.string() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-post (answers nothing)
    await http.post('/issueLink', {
      json: { type: { name: input.type }, outwardIssue: { key: input.to }, inwardIssue: { key: input.from } },
    });
    return input;
  },
});

const log = defineAction({
  key: 'worklog.add',
  title: 'Log work',
  effect: 'create',
  input: z.object({
    issue: Key,
    seconds: z.int().min(60),
    startedAt: z.iso.datetime().optional(),
    comment: z.string().min(1).optional(),
  }),
  output: z.object({ id: z.string() }),
  async run({ input, http }) {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-post
    return http.post(path`/issue/${input.issue}/worklog`, {
      json: {
        timeSpentSeconds: input.seconds,
        // Jira takes the zone as +0000 only.
        started: input.startedAt && new Date(input.startedAt).toISOString().replace('Z', '+0000'),
        comment: input.comment === undefined ? undefined : toDocument(input.comment),
      },
      expect: z.object({ id: z.string() }),
    });
  },
});

export const progressActions = [transitions, transition, assign, link, log];
