/** A stand-in for an enrichment service: knows a few people and companies, and makes up plausible ones for everything else. */
export interface SimulatedAnswer {
  readonly status: number;
  readonly body: unknown;
}

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

/** Answers GET /phone?phone=, /company?domain= and /score?company= to callers that show any `x-api-key`. */
export function simulate(method: string, url: URL, apiKey: string | undefined): SimulatedAnswer {
  if (apiKey === undefined || apiKey === '') return { status: 401, body: { error: 'Send an x-api-key header; any value will do.' } };
  if (method !== 'GET') return { status: 405, body: { error: 'Only GET is simulated.' } };
  switch (url.pathname) {
    case '/phone':
      return phone(url.searchParams.get('phone') ?? '');
    case '/company':
      return company(url.searchParams.get('domain') ?? '');
    case '/score':
      return score(url.searchParams.get('company') ?? '');
    default:
      return { status: 404, body: { error: 'Simulated are /phone, /company and /score.' } };
  }
}

function phone(number: string): SimulatedAnswer {
  const digits = number.replace(/\D/g, '');
  if (digits.length < 5) return { status: 422, body: { error: 'phone: is not a phone number' } };
  const { firstName, lastName, company: domain } = PEOPLE[Number(digits.at(-1)) % PEOPLE.length] ?? PEOPLE[0];
  return {
    status: 200,
    body: { valid: true, lineType: 'mobile', carrier: 'Example Mobile', identities: [{ firstName, lastName, company: { domain } }] },
  };
}

function company(domain: string): SimulatedAnswer {
  const found = COMPANIES.find((each) => each.domain === domain);
  return found ? { status: 200, body: { company: found } } : { status: 404, body: { error: 'There is no such company.' } };
}

function score(id: string): SimulatedAnswer {
  const found = COMPANIES.find((each) => each.id === id);
  if (!found) return { status: 404, body: { error: 'There is no such company.' } };
  const points = Math.min(99, 40 + Math.round(Math.log2(found.employees) * 5));
  return {
    status: 200,
    body: { score: points, grade: points >= 85 ? 'A' : 'B', reasons: [`${found.employees} employees`, found.industry] },
  };
}
