import { readFileSync } from 'node:fs';

// What the upstream answers, by path, to whoever shows the key.
export const API_KEY = 'upstream-key-0123456789';

/** Who presents the key by basic authentication. */
export const UPSTREAM_USER = 'bench';

/** What the built-in connector of the bench asks for, answered as recorded. */
export const ISSUE_PATH = '/rest/api/3/issue/ACME-17';
const recorded = JSON.parse(readFileSync(new URL('../../connectors/productivity/jira/replies/issue.json', import.meta.url), 'utf8'));
const issue = recorded.find(({ action, error }) => action === 'issue.get' && error === undefined).exchanges[0].response.body;

export const ROUTES = {
  [ISSUE_PATH]: issue,
  '/phone': {
    valid: true,
    carrier: 'Example Mobile',
    lineType: 'mobile',
    identities: [{ firstName: 'Ada', lastName: 'Lovelace', company: { domain: 'engines.example' } }],
  },
  '/company': { company: { id: 'c-42', name: 'Analytical Engines', employees: 120, industry: 'computing' } },
  '/report': { accepted: true, id: 'r-7' },
  '/score': { score: 87, grade: 'A', reasons: ['size', 'industry'] },
};
