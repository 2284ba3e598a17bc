import { describeConnector } from '@patchbay/testing';
import jira from './jira.connector.js';

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
