import { defineSimulator, numeral, object, text, type Call, type Row } from '@patchbay/simulator';
import clearbit from './clearbit.connector.js';

const company = (id: string, name: string, domain: string, employees: number): Row => ({
  id,
  name,
  legalName: `${name} Ltd`,
  domain,
  description: `${name} builds calculating machines.`,
  foundedYear: 1837,
  location: 'London, UK',
  phone: '+44 20 7946 0000',
  category: { sector: 'Information Technology', industry: 'Computing' },
  metrics: { employees, employeesRange: '251-1K', annualRevenue: 12_000_000 },
  tags: ['B2B', 'Technology'],
});
const person = (id: string, given: string, family: string, domain: string, title: string): Row => ({
  id,
  email: `${given.toLowerCase()}@${domain}`,
  name: { fullName: `${given} ${family}`, givenName: given, familyName: family },
  location: 'London, UK',
  timeZone: 'Europe/London',
  bio: 'Writes programmes for engines.',
  site: `https://${domain}`,
  employment: { domain, name: 'Analytical Engines', title, role: 'engineering', seniority: 'executive' },
  linkedin: { handle: `in/${given.toLowerCase()}` },
});

function found(call: Call, table: string, member: string, value: string | null): Row {
  const row = call.table(table).find((one) => one[member] === value);
  if (!row) throw call.fail(404, `Unknown ${table === 'people' ? 'person' : 'company'}.`, 'unknown_record');
  return row;
}

function combined(call: Call): Row {
  const who = found(call, 'people', 'email', call.query.get('email'));
  const domain = text(object(who['employment'])['domain']);
  return { person: who, company: call.table('companies').find((one) => one['domain'] === domain) ?? null };
}

/** https://dashboard.clearbit.com/docs: three look-ups; nothing can be written. */
export default defineSimulator({
  connector: clearbit,
  failure: ({ status, code, message }) => ({ error: { type: code ?? (status === 401 ? 'auth_invalid' : 'api_error'), message } }),
  tables: {
    people: {
      mint: numeral(),
      seed: [
        person('d54c54ad-40be-4305-8a34-0ab44710b90d', 'Ada', 'Lovelace', 'engines.example', 'Programmer'),
        person('e65c54ad-40be-4305-8a34-0ab44710b90d', 'Grace', 'Hopper', 'mark.example', 'Rear admiral'),
      ],
    },
    companies: {
      mint: numeral(),
      seed: [
        company('c5a6a9c5-303a-455a-935c-9dffcd2ed756', 'Analytical Engines', 'engines.example', 1_200),
        company('c6a6a9c5-303a-455a-935c-9dffcd2ed756', 'Harvard Mark', 'mark.example', 340),
        company('c7a6a9c5-303a-455a-935c-9dffcd2ed756', 'Clearbit', 'clearbit.com', 250),
      ],
    },
  },
  routes: {
    'GET /v2/people/find': (call) => found(call, 'people', 'email', call.query.get('email')),
    'GET /v2/companies/find': (call) => found(call, 'companies', 'domain', call.query.get('domain')),
    'GET /v2/combined/find': combined,
  },
});
