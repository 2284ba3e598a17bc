import { z } from 'zod';
import { defineAction, path, type Http } from '@patchbay/connector-sdk';
import { isoTime, Max, nextPage, paged, pageSize, Phone, sid } from './twilio-list.js';

const Wire = z.object({
  sid: z.string(),
  status: z.string(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  body: z.string().nullish(),
  direction: z.string().nullish(),
  error_code: z.number().nullish(),
  error_message: z.string().nullish(),
  price: z.string().nullish(),
  price_unit: z.string().nullish(),
  date_created: z.string().nullish(),
  date_sent: z.string().nullish(),
  num_segments: z.string().nullish(),
});
const Message = z.object({
  sid: z.string(),
  status: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  body: z.string().optional(),
  direction: z.string().optional(),
  errorCode: z.int().optional(),
  errorMessage: z.string().optional(),
  price: z.string().optional(),
  priceUnit: z.string().optional(),
  createdAt: z.string().optional(),
  sentAt: z.string().optional(),
  segments: z.int().optional(),
});
const toMessage = (m: z.output<typeof Wire>) => ({
  sid: m.sid,
  status: m.status,
  from: m.from ?? undefined,
  to: m.to ?? undefined,
  body: m.body ?? undefined,
  direction: m.direction ?? undefined,
  errorCode: m.error_code ?? undefined,
  errorMessage: m.error_message ?? undefined,
  price: m.price ?? undefined,
  priceUnit: m.price_unit ?? undefined,
  createdAt: isoTime(m.date_created),
  sentAt: isoTime(m.date_sent),
  segments: m.num_segments ? Number(m.num_segments) : undefined,
});

const Sid = sid('SM|MM');
const Sending = z.object({
  to: Phone,
  from: Phone.optional(),
  messagingServiceSid: sid('MG').optional(),
  body: z.string().min(1).max(1_600).optional(),
  mediaUrls: z.array(z.url()).max(10).optional(),
  contentSid: sid('HX').describe('A content template').optional(),
  contentVariables: z.record(z.string(), z.string()).optional(),
  statusCallback: z.url().optional(),
  sendAt: z.iso.datetime({ offset: true }).describe('Needs messagingServiceSid').optional(),
});
type Sending = z.output<typeof Sending>;

function ready<T extends typeof Sending>(schema: T) {
  return schema
    .refine((i) => (i.from ?? i.messagingServiceSid) !== undefined, { error: 'Give from or messagingServiceSid', path: ['from'] })
    .refine((i) => (i.body ?? i.mediaUrls ?? i.contentSid) !== undefined, { error: 'Give body, mediaUrls or contentSid', path: ['body'] })
    .refine((i) => i.sendAt === undefined || i.messagingServiceSid !== undefined, {
      error: 'A scheduled message needs messagingServiceSid',
      path: ['sendAt'],
    });
}

/** WhatsApp is the same call with a prefix before both numbers. */
async function sendMessage(http: Http, input: Sending, prefix: '' | 'whatsapp:') {
  const form = {
    To: `${prefix}${input.to}`,
    From: input.from && `${prefix}${input.from}`,
    MessagingServiceSid: input.messagingServiceSid,
    Body: input.body,
    MediaUrl: input.mediaUrls,
    ContentSid: input.contentSid,
    ContentVariables: input.contentVariables && JSON.stringify(input.contentVariables),
    StatusCallback: input.statusCallback,
    SendAt: input.sendAt,
    ScheduleType: input.sendAt && 'fixed',
  };
  // https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
  return toMessage(await http.post('/Messages.json', { form, expect: Wire }));
}

const sendSms = defineAction({
  key: 'sms.send',
  title: 'Send SMS',
  description: 'With mediaUrls, an MMS.',
  effect: 'create',
  input: ready(Sending),
  output: Message,
  run: ({ input, http }) => sendMessage(http, input, ''),
});

const sendWhatsapp = defineAction({
  key: 'whatsapp.send',
  title: 'Send WhatsApp message',
  effect: 'create',
  input: ready(Sending),
  output: Message,
  run: ({ input, http }) => sendMessage(http, input, 'whatsapp:'),
});

const get = defineAction({
  key: 'message.get',
  title: 'Get message',
  effect: 'read',
  input: z.object({ sid: Sid }),
  output: Message,
  async run({ input, http }) {
    // https://www.twilio.com/docs/messaging/api/message-resource#fetch-a-message-resource
    return toMessage(await http.get(path`/Messages/${input.sid}.json`, { expect: Wire }));
  },
});

const list = defineAction({
  key: 'message.list',
  title: 'List messages',
  effect: 'read',
  output: z.array(Message),
  input: z.object({
    to: Phone.optional(),
    from: Phone.optional(),
    sentAfter: z.iso.datetime().optional(),
    sentBefore: z.iso.datetime().optional(),
    max: Max,
  }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
    const messages = await http.all('/Messages.json', {
      query: { To: input.to, From: input.from, 'DateSent>': input.sentAfter, 'DateSent<': input.sentBefore },
      expect: z.object({ messages: z.array(Wire), ...paged }),
      items: (page) => page.messages,
      max: input.max,
      pageSize,
      next: nextPage,
    });
    return messages.map(toMessage);
  },
});

const remove = defineAction({
  key: 'message.delete',
  title: 'Delete message',
  effect: 'delete',
  input: z.object({ sid: Sid }),
  output: z.object({ sid: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/messaging/api/message-resource#delete-a-message-resource
    await http.delete(path`/Messages/${input.sid}.json`);
    return { sid: input.sid, deleted: true as const };
  },
});

const cancel = defineAction({
  key: 'message.cancel',
  title: 'Cancel scheduled message',
  effect: 'update',
  input: z.object({ sid: Sid }),
  output: Message,
  async run({ input, http }) {
    // https://www.twilio.com/docs/messaging/api/message-resource#update-a-message-resource
    return toMessage(await http.post(path`/Messages/${input.sid}.json`, { form: { Status: 'canceled' }, expect: Wire }));
  },
});

export const messageActions = [sendSms, sendWhatsapp, get, list, remove, cancel];
