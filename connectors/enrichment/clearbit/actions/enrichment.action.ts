import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';

const Text = z.string().nullish();
const PersonWire = z.object({
  id: z.string(),
  email: Text,
  name: z.object({ fullName: Text, givenName: Text, familyName: Text }).nullish(),
  location: Text,
  timeZone: Text,
  bio: Text,
  site: Text,
  avatar: Text,
  employment: z.object({ domain: Text, name: Text, title: Text, role: Text, seniority: Text }).nullish(),
  linkedin: z.object({ handle: Text }).nullish(),
});
const CompanyWire = z.object({
  id: z.string(),
  name: Text,
  legalName: Text,
  domain: Text,
  description: Text,
  foundedYear: z.number().nullish(),
  location: Text,
  phone: Text,
  logo: Text,
  category: z.object({ sector: Text, industry: Text }).nullish(),
  metrics: z.object({ employees: z.number().nullish(), employeesRange: Text, annualRevenue: z.number().nullish() }).nullish(),
  tags: z.array(z.string()).nullish(),
});

const Person = z.object({
  id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  location: z.string().optional(),
  timeZone: z.string().optional(),
  bio: z.string().optional(),
  website: z.string().optional(),
  picture: z.string().optional(),
  companyName: z.string().optional(),
  companyDomain: z.string().optional(),
  jobTitle: z.string().optional(),
  jobRole: z.string().optional(),
  seniority: z.string().optional(),
  linkedin: z.string().optional(),
});
const toPerson = (p: z.output<typeof PersonWire>) => ({
  id: p.id,
  email: p.email ?? undefined,
  name: p.name?.fullName ?? undefined,
  firstName: p.name?.givenName ?? undefined,
  lastName: p.name?.familyName ?? undefined,
  location: p.location ?? undefined,
  timeZone: p.timeZone ?? undefined,
  bio: p.bio ?? undefined,
  website: p.site ?? undefined,
  picture: p.avatar ?? undefined,
  companyName: p.employment?.name ?? undefined,
  companyDomain: p.employment?.domain ?? undefined,
  jobTitle: p.employment?.title ?? undefined,
  jobRole: p.employment?.role ?? undefined,
  seniority: p.employment?.seniority ?? undefined,
  linkedin: p.linkedin?.handle ?? undefined,
});
const Company = z.object({
  id: z.string(),
  name: z.string().optional(),
  legalName: z.string().optional(),
  domain: z.string().optional(),
  description: z.string().optional(),
  foundedYear: z.int().optional(),
  location: z.string().optional(),
  phone: z.string().optional(),
  logo: z.string().optional(),
  sector: z.string().optional(),
  industry: z.string().optional(),
  employees: z.int().optional(),
  employeesRange: z.string().optional(),
  annualRevenueUsd: z.number().optional(),
  tags: z.array(z.string()),
});
const toCompany = (c: z.output<typeof CompanyWire>) => ({
  id: c.id,
  name: c.name ?? undefined,
  legalName: c.legalName ?? undefined,
  domain: c.domain ?? undefined,
  description: c.description ?? undefined,
  foundedYear: c.foundedYear ?? undefined,
  location: c.location ?? undefined,
  phone: c.phone ?? undefined,
  logo: c.logo ?? undefined,
  sector: c.category?.sector ?? undefined,
  industry: c.category?.industry ?? undefined,
  employees: c.metrics?.employees ?? undefined,
  employeesRange: c.metrics?.employeesRange ?? undefined,
  annualRevenueUsd: c.metrics?.annualRevenue ?? undefined,
  tags: c.tags ?? [],
});

// The first look-up of a person or company may be answered by 202 and no record: Clearbit is still searching.
const Pending = { pending: z.boolean().describe('Still being looked up: ask again in a minute') };

const findPerson = defineAction({
  key: 'person.find',
  title: 'Find person by e-mail',
  effect: 'read',
  input: z.object({ email: z.email() }),
  output: z.object({ person: Person.optional(), ...Pending }),
  async run({ input, http }) {
    // https://dashboard.clearbit.com/docs#enrichment-api-person-api
    const person = await http.get('/v2/people/find', { query: { email: input.email }, expect: PersonWire.or(z.looseObject({})) });
    const found = PersonWire.safeParse(person);
    return { person: found.success ? toPerson(found.data) : undefined, pending: !found.success };
  },
});

const findCompany = defineAction({
  key: 'company.find',
  title: 'Find company by domain',
  effect: 'read',
  input: z.object({ domain: z.string().min(3).describe('Such as acme.com') }),
  output: z.object({ company: Company.optional(), ...Pending }),
  async run({ input, http }) {
    // https://dashboard.clearbit.com/docs#enrichment-api-company-api
    const company = await http.get('/v2/companies/find', {
      host: 'company',
      query: { domain: input.domain },
      expect: CompanyWire.or(z.looseObject({})),
    });
    const found = CompanyWire.safeParse(company);
    return { company: found.success ? toCompany(found.data) : undefined, pending: !found.success };
  },
});

const findBoth = defineAction({
  key: 'person.find_with_company',
  title: 'Find person and company by e-mail',
  effect: 'read',
  input: z.object({ email: z.email() }),
  output: z.object({ person: Person.optional(), company: Company.optional() }),
  async run({ input, http }) {
    // https://dashboard.clearbit.com/docs#enrichment-api-combined-api
    const found = await http.get('/v2/combined/find', {
      query: { email: input.email },
      expect: z.object({ person: PersonWire.nullish(), company: CompanyWire.nullish() }),
    });
    return {
      person: found.person ? toPerson(found.person) : undefined,
      company: found.company ? toCompany(found.company) : undefined,
    };
  },
});

export const enrichmentActions = [findPerson, findCompany, findBoth];
