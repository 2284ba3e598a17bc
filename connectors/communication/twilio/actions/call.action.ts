import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { isoTime, Max, nextPage, paged, pageSize, Phone, sid } from './twilio-list.js';

const Status = z.enum(['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled']);
const Wire = z.object({
  sid: z.string(),
  status: z.string(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  direction: z.string().nullish(),
  duration: z.string().nullish(),
  start_time: z.string().nullish(),
  end_time: z.string().nullish(),
  price: z.string().nullish(),
  price_unit: z.string().nullish(),
});
const Call = z.object({
  sid: z.string(),
  status: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  direction: z.string().optional(),
  durationSeconds: z.int().optional(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  price: z.string().optional(),
  priceUnit: z.string().optional(),
});
const toCall = (c: z.output<typeof Wire>) => ({
  sid: c.sid,
  status: c.status,
  from: c.from ?? undefined,
  to: c.to ?? undefined,
  direction: c.direction ?? undefined,
  durationSeconds: c.duration ? Number(c.duration) : undefined,
  startedAt: isoTime(c.start_time),
  endedAt: isoTime(c.end_time),
  price: c.price ?? undefined,
  priceUnit: c.price_unit ?? undefined,
});

const Sid = sid('CA');

const create = defineAction({
  key: 'call.create',
  title: 'Start call',
  effect: 'create',
  output: Call,
  input: z
    .object({
      to: Phone,
      from: Phone,
      twiml: z.string().max(4_000).describe('What the call does, as TwiML').optional(),
      url: z.url().describe('Where Twilio fetches the TwiML').optional(),
      timeoutSeconds: z.int().min(5).max(600).optional(),
      record: z.boolean().optional(),
      statusCallback: z.url().optional(),
    })
    .refine((i) => (i.twiml === undefined) !== (i.url === undefined), { error: 'Give twiml or url', path: ['twiml'] }),
  async run({ input, http }) {
    const form = {
      To: input.to,
      From: input.from,
      Twiml: input.twiml,
      Url: input.url,
      Timeout: input.timeoutSeconds,
      Record: input.record,
      StatusCallback: input.statusCallback,
    };
    // https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
    return toCall(await http.post('/Calls.json', { form, expect: Wire }));
  },
});

const get = defineAction({
  key: 'call.get',
  title: 'Get call',
  effect: 'read',
  input: z.object({ sid: Sid }),
  output: Call,
  async run({ input, http }) {
    // https://www.twilio.com/docs/voice/api/call-resource#fetch-a-call-resource
    return toCall(await http.get(path`/Calls/${input.sid}.json`, { expect: Wire }));
  },
});

const end = defineAction({
  key: 'call.end',
  title: 'End call',
  effect: 'update',
  input: z.object({ sid: Sid }),
  output: Call,
  async run({ input, http }) {
    // https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
    return toCall(await http.post(path`/Calls/${input.sid}.json`, { form: { Status: 'completed' }, expect: Wire }));
  },
});

const list = defineAction({
  key: 'call.list',
  title: 'List calls',
  effect: 'read',
  output: z.array(Call),
  input: z.object({
    to: Phone.optional(),
    from: Phone.optional(),
    status: Status.optional(),
    startedAfter: z.iso.datetime().optional(),
    max: Max,
  }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources
    const calls = await http.all('/Calls.json', {
      query: { To: input.to, From: input.from, Status: input.status, 'StartTime>': input.startedAfter },
      expect: z.object({ calls: z.array(Wire), ...paged }),
      items: (page) => page.calls,
      max: input.max,
      pageSize,
      next: nextPage,
    });
    return calls.map(toCall);
  },
});

const numbers = defineAction({
  key: 'phone_number.list',
  title: 'List own phone numbers',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(
    z.object({ sid: z.string(), phoneNumber: z.string(), friendlyName: z.string().optional(), sms: z.boolean(), voice: z.boolean() }),
  ),
  async run({ input, http }) {
    const Owned = z.object({
      sid: z.string(),
      phone_number: z.string(),
      friendly_name: z.string().nullish(),
      capabilities: z.object({ sms: z.boolean(), voice: z.boolean() }),
    });
    // https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#read-multiple-incomingphonenumber-resources
    const owned = await http.all('/IncomingPhoneNumbers.json', {
      expect: z.object({ incoming_phone_numbers: z.array(Owned), ...paged }),
      items: (page) => page.incoming_phone_numbers,
      max: input.max,
      pageSize,
      next: nextPage,
    });
    return owned.map((n) => ({ sid: n.sid, phoneNumber: n.phone_number, friendlyName: n.friendly_name ?? undefined, ...n.capabilities }));
  },
});

export const callActions = [create, get, end, list, numbers];
