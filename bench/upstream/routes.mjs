// What the upstream answers, by path, to whoever shows the key.
export const API_KEY = 'upstream-key-0123456789';

export const ROUTES = {
  '/phone': {
    valid: true,
    carrier: 'Example Mobile',
    lineType: 'mobile',
    identities: [{ firstName: 'Ada', lastName: 'Lovelace', company: { domain: 'engines.example' } }],
  },
  '/company': { company: { id: 'c-42', name: 'Analytical Engines', employees: 120, industry: 'computing' } },
  '/score': { score: 87, grade: 'A', reasons: ['size', 'industry'] },
};
