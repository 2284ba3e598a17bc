import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';

const Text = z.string().nullish();
const Validation = z.object({
  address: z.string(),
  status: z.string(),
  sub_status: Text,
  free_email: z.boolean().nullish(),
  did_you_mean: Text,
  domain: Text,
  domain_age_days: Text,
  mx_found: Text,
  mx_record: Text,
  smtp_provider: Text,
  firstname: Text,
  lastname: Text,
  country: Text,
  region: Text,
  city: Text,
});
// The vendor writes empty texts where it knows nothing.
const known = (text: string | null | undefined) => (text === null || text === '' ? undefined : text);

const validate = defineAction({
  key: 'email.validate',
  title: 'Validate e-mail address',
  description: 'Costs one credit, none when the answer is unknown.',
  effect: 'read',
  input: z.object({
    email: z.string().min(3),
    ipAddress: z.string().optional().describe('Where the address was entered, for its place'),
    timeoutSeconds: z.int().min(3).max(60).optional(),
  }),
  output: z.object({
    email: z.string(),
    status: z.string().describe('valid, invalid, catch-all, unknown, spamtrap, abuse or do_not_mail'),
    reason: z.string().optional(),
    free: z.boolean().optional().describe('An address of a free mail service'),
    suggestion: z.string().optional(),
    domain: z.string().optional(),
    domainAgeDays: z.int().optional(),
    mxFound: z.boolean().optional(),
    mxRecord: z.string().optional(),
    mailService: z.string().optional(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    country: z.string().optional(),
    region: z.string().optional(),
    city: z.string().optional(),
  }),
  async run({ input, http }) {
    const query = { email: input.email, ip_address: input.ipAddress, timeout: input.timeoutSeconds };
    // https://www.zerobounce.net/docs/email-validation-api-quickstart/#validate_emails__v2__
    const found = await http.get('/v2/validate', { query, expect: Validation });
    const days = Number(known(found.domain_age_days) ?? Number.NaN);
    return {
      email: found.address,
      status: found.status,
      reason: known(found.sub_status),
      free: found.free_email ?? undefined,
      suggestion: known(found.did_you_mean),
      domain: known(found.domain),
      domainAgeDays: Number.isInteger(days) ? days : undefined,
      mxFound: known(found.mx_found) === undefined ? undefined : found.mx_found === 'true',
      mxRecord: known(found.mx_record),
      mailService: known(found.smtp_provider),
      firstName: known(found.firstname),
      lastName: known(found.lastname),
      country: known(found.country),
      region: known(found.region),
      city: known(found.city),
    };
  },
});

const activity = defineAction({
  key: 'email.activity',
  title: 'Get e-mail activity',
  description: 'Within how many days the address was last seen active.',
  effect: 'read',
  input: z.object({ email: z.string().min(3) }),
  output: z.object({ found: z.boolean(), activeInDays: z.string().optional() }),
  async run({ input, http }) {
    // https://www.zerobounce.net/docs/ai-scoring-api/ and https://www.zerobounce.net/docs/activity-data-api/
    const found = await http.get('/v2/activity', {
      query: { email: input.email },
      expect: z.object({ found: z.boolean(), active_in_days: Text }),
    });
    return { found: found.found, activeInDays: known(found.active_in_days) };
  },
});

const credits = defineAction({
  key: 'credits.get',
  title: 'Get credit balance',
  effect: 'read',
  input: z.object({}),
  output: z.object({ credits: z.int() }),
  async run({ http }) {
    // https://www.zerobounce.net/docs/email-validation-api-quickstart/#get_credit_balance__v2__
    const { Credits } = await http.get('/v2/getcredits', { expect: z.object({ Credits: z.union([z.string(), z.number()]) }) });
    return { credits: Number(Credits) };
  },
});

export const emailActions = [validate, activity, credits];
