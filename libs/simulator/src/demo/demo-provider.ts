import type { ReadRequest } from '../provider/read-request.js';
import { Reply } from '../provider/reply.js';

interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly employees: number;
  readonly industry: string;
}

const ENGINES: Company = { id: 'co_1', name: 'Analytical Engines', domain: 'engines.example', employees: 1_200, industry: 'computing' };
const COMPANIES: readonly Company[] = [
  ENGINES,
  { id: 'co_2', name: 'Harvard Mark', domain: 'mark.example', employees: 340, industry: 'research' },
  { id: 'co_3', name: 'Lunar Software', domain: 'lunar.example', employees: 85, industry: 'aerospace' },
];
const PEOPLE = [
  { firstName: 'Ada', lastName: 'Lovelace', company: 'engines.example' },
  { firstName: 'Grace', lastName: 'Hopper', company: 'mark.example' },
  { firstName: 'Margaret', lastName: 'Hamilton', company: 'lunar.example' },
] as const;

/**
 * A made-up enrichment service at the simulator's root, for the demo and the official templates: GET /phone?phone=, /company?domain= and /score?company=
 * for callers that show any `x-api-key`. `keys`: the providers it stands beside, named to whom asks for something else.
 */
export function demoAnswer({ method, path, query, headers }: ReadRequest, keys: readonly string[]): Reply {
  const work = { '/phone': phone, '/company': company, '/score': score }[path];
  if (!work) return new Reply(404, { error: 'Simulated are /phone, /company and /score, and in folders of their own:', providers: keys });
  if (!headers['x-api-key']) return new Reply(401, { error: 'Send an x-api-key header; any value will do.' });
  if (method !== 'GET') return new Reply(405, { error: 'Only GET is simulated.' });
  return work(query);
}

function phone(query: URLSearchParams): Reply {
  const number = query.get('phone') ?? '';
  const digits = number.replace(/\D/g, '');
  if (digits.length < 5) return new Reply(422, { error: 'phone: is not a phone number' });
  const { firstName, lastName, company: domain } = PEOPLE[Number(digits.at(-1)) % PEOPLE.length] ?? PEOPLE[0];
  return new Reply(200, {
    valid: true,
    lineType: 'mobile',
    carrier: 'Example Mobile',
    identities: [{ firstName, lastName, company: { domain } }],
  });
}

function company(query: URLSearchParams): Reply {
  const domain = query.get('domain');
  const found = COMPANIES.find((each) => each.domain === domain);
  return found ? new Reply(200, { company: found }) : new Reply(404, { error: 'There is no such company.' });
}

function score(query: URLSearchParams): Reply {
  const id = query.get('company');
  const found = COMPANIES.find((each) => each.id === id);
  if (!found) return new Reply(404, { error: 'There is no such company.' });
  const points = Math.min(99, 40 + Math.round(Math.log2(found.employees) * 5));
  return new Reply(200, {
    score: points,
    grade: points >= 85 ? 'A' : 'B',
    reasons: [`${found.employees} employees`, found.industry],
  });
}
