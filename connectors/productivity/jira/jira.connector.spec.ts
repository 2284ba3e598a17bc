import { describeConnector, describeSimulator } from '@patchbay/testing';
import jira from './jira.connector.js';
import simulator from './jira.simulator.js';

describeConnector(jira, import.meta.dirname, {
  account: { site: 'https://acme.atlassian.net' },
  undescribed: [/^POST \/rest\/api\/3\/issueLink$/, /^POST \/rest\/api\/3\/issue\/[^/]+\/attachments$/],
  openRequestMembers: [/assignee: body \/accountId must be string$/], // null takes the assignee away, as documented
  unlistedAnswerMembers: [/total is not a member/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) =>
    operation === 'POST /rest/api/3/issue' && !(body as { fields?: { project?: unknown } }).fields?.project
      ? ['an issue needs fields']
      : [],
});

describeSimulator(jira, simulator, {
  account: { site: 'https://engines.atlassian.net', cloudId: '11223344-a1b2-3b33-c444-def123456789' },
  story: async ({ ok, refused, expect }) => {
    const { key } = await ok('issue.create', { projectKey: 'ENG', summary: 'Oil the mill', labels: ['oil'] });
    expect(await ok('issue.get', { issue: key })).toMatchObject({ key: 'ENG-2', status: 'To Do', type: 'Task', labels: ['oil'] });
    expect(await refused('issue.create', { projectKey: 'NONE', summary: 'Nowhere' })).toBe('provider_rejected');
    await ok('issue.update', { issue: key, priority: 'High' });
    const [user] = await ok('user.search', { query: 'ada' });
    await ok('issue.assign', { issue: key, accountId: user?.accountId });
    expect(await ok('issue.get', { issue: key })).toMatchObject({
      priority: 'High',
      assigneeName: 'Ada Lovelace',
      summary: 'Oil the mill',
    });
    expect(await ok('issue.search', { jql: 'project = ENG AND priority = High ORDER BY summary' })).toHaveLength(2);
    expect(await ok('issue.search', { jql: 'status = "In Progress"' })).toMatchObject([{ key: 'ENG-1' }]);
    expect(await refused('issue.search', { jql: 'ORDER BY created' })).toBe('provider_rejected');
    const done = (await ok('transition.list', { issue: key })).find(({ name }) => String(name) === 'Done');
    await ok('issue.transition', { issue: key, transitionId: done?.id, comment: 'Oiled' });
    await ok('comment.add', { issue: key, text: 'Two\nlines' });
    expect(await ok('comment.list', { issue: key })).toMatchObject([{ text: 'Oiled' }, { text: 'Two\nlines' }]);
    await ok('worklog.add', { issue: key, seconds: 60 });
    expect(await ok('attachment.add', { issue: key, filename: 'plan.txt', contentBase64: 'AAAA' })).toMatchObject([
      { filename: 'plan.txt' },
    ]);
    await ok('issue.link', { from: key, to: 'ENG-1' });
    expect(await ok('project.list')).toHaveLength(2);
    expect(await ok('project.get', { project: 'ENG' })).toMatchObject({ name: 'Engines' });
    expect(await ok('issue_type.list', { project: 'ENG' })).toHaveLength(3);
    await ok('issue.delete', { issue: key });
    expect(await refused('issue.get', { issue: key })).toBe('provider_not_found');
  },
});
