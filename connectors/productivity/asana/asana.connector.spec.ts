import { describeConnector } from '@patchbay/testing';
import asana from './asana.connector.js';

describeConnector(asana, import.meta.dirname, {
  undescribed: [
    /^(PUT|DELETE) \/api\/1\.0\/projects\/\d+$/,
    /^DELETE \/api\/1\.0\/sections\/\d+$/,
    /^POST \/api\/1\.0\/projects\/\d+\/sections$/,
    /^GET \/api\/1\.0\/tasks\/\d+\/stories$/,
  ],
  // The search takes a limit, and tasks may be asked for with "now" as a time; neither is described.
  openRequestMembers: [
    /tasks\/search: query parameter limit is not described$/,
    /query completed_since: \/ must match format "date-time"$/,
  ],
  // Lists are described in their short form; `opt_fields` asks for more. A task without a parent says null.
  unlistedAnswerMembers: [/^answer of GET \S+: data\[\d+\]\.\w+ is not a member the vendor describes$/, /\/data\/parent must be object$/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) => {
    if (operation !== 'POST /tasks') return [];
    const { data = {} } = body as { data?: { workspace?: string; projects?: string[]; parent?: string } };
    return (data.workspace ?? data.projects ?? data.parent) ? [] : ['a task needs a workspace, projects or a parent'];
  },
});
