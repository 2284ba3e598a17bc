import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Phone, sid } from './twilio-list.js';

const lookup = defineAction({
  key: 'phone_number.lookup',
  title: 'Look up phone number',
  description: 'Whether a number is valid, and on request its line type and caller name (charged by Twilio).',
  effect: 'read',
  input: z.object({
    phoneNumber: z.string().min(3).max(20),
    countryCode: z.string().length(2).optional(),
    fields: z.array(z.enum(['line_type_intelligence', 'caller_name'])).default([]),
  }),
  output: z.object({
    phoneNumber: z.string(),
    valid: z.boolean(),
    nationalFormat: z.string().optional(),
    countryCode: z.string().optional(),
    lineType: z.string().optional(),
    carrier: z.string().optional(),
    callerName: z.string().optional(),
  }),
  async run({ input, http }) {
    const Found = z.object({
      phone_number: z.string(),
      valid: z.boolean(),
      national_format: z.string().nullish(),
      country_code: z.string().nullish(),
      line_type_intelligence: z.object({ type: z.string().nullish(), carrier_name: z.string().nullish() }).nullish(),
      caller_name: z.object({ caller_name: z.string().nullish() }).nullish(),
    });
    // https://www.twilio.com/docs/lookup/v2-api
    const found = await http.get(path`/PhoneNumbers/${input.phoneNumber}`, {
      host: 'lookups',
      query: { Fields: input.fields.length > 0 ? input.fields.join(',') : undefined, CountryCode: input.countryCode },
      expect: Found,
    });
    return {
      phoneNumber: found.phone_number,
      valid: found.valid,
      nationalFormat: found.national_format ?? undefined,
      countryCode: found.country_code ?? undefined,
      lineType: found.line_type_intelligence?.type ?? undefined,
      carrier: found.line_type_intelligence?.carrier_name ?? undefined,
      callerName: found.caller_name?.caller_name ?? undefined,
    };
  },
});

const Wire = z.object({ sid: z.string(), status: z.string(), to: z.string(), channel: z.string(), valid: z.boolean().nullish() });
const Verification = z.object({ sid: z.string(), status: z.string(), to: z.string(), channel: z.string() });
const toVerification = ({ sid: id, status, to, channel }: z.output<typeof Wire>) => ({ sid: id, status, to, channel });
const Service = sid('VA').describe('A Verify service, VA…');

const start = defineAction({
  key: 'verification.start',
  title: 'Send verification code',
  effect: 'create',
  output: Verification,
  input: z.object({
    serviceSid: Service,
    to: z.union([Phone, z.email()]),
    channel: z.enum(['sms', 'call', 'email', 'whatsapp']).default('sms'),
    locale: z.string().optional(),
  }),
  async run({ input, http }) {
    const form = { To: input.to, Channel: input.channel, Locale: input.locale };
    // https://www.twilio.com/docs/verify/api/verification#start-new-verification
    return toVerification(await http.post(path`/Services/${input.serviceSid}/Verifications`, { host: 'verify', form, expect: Wire }));
  },
});

const check = defineAction({
  // A check uses up one of the code's attempts, so it is not repeated like a read.
  key: 'verification.check',
  title: 'Check verification code',
  effect: 'update',
  output: Verification.extend({ approved: z.boolean() }),
  input: z.object({ serviceSid: Service, to: z.union([Phone, z.email()]), code: z.string().regex(/^\w{4,10}$/) }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/verify/api/verification-check
    const checked = await http.post(path`/Services/${input.serviceSid}/VerificationCheck`, {
      host: 'verify',
      form: { To: input.to, Code: input.code },
      expect: Wire,
    });
    return { ...toVerification(checked), approved: checked.status === 'approved' };
  },
});

export const verifyActions = [lookup, start, check];
