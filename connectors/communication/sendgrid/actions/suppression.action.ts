import { z } from 'zod';
import { byOffset, defineAction, path } from '@patchbay/connector-sdk';

const Time = z.iso.datetime().optional();
const seconds = (time: string | undefined) => (time === undefined ? undefined : Math.floor(Date.parse(time) / 1_000));
const isoOf = (epochSeconds: number) => new Date(epochSeconds * 1_000).toISOString();
const Removed = z.object({ email: z.string(), deleted: z.literal(true) });

const bounces = defineAction({
  key: 'bounce.list',
  title: 'List bounces',
  effect: 'read',
  input: z.object({ from: Time, to: Time }),
  output: z.array(z.object({ email: z.string(), at: z.string(), reason: z.string(), status: z.string() })),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/bounces-api/retrieve-all-bounces
    const found = await http.get('/suppression/bounces', {
      query: { start_time: seconds(input.from), end_time: seconds(input.to) },
      expect: z.array(z.object({ created: z.number(), email: z.string(), reason: z.string(), status: z.string() })),
    });
    return found.map(({ created, ...bounce }) => ({ ...bounce, at: isoOf(created) }));
  },
});

const forgetBounce = defineAction({
  key: 'bounce.delete',
  title: 'Delete bounce',
  description: 'Mails to the address are sent again.',
  effect: 'delete',
  input: z.object({ email: z.email() }),
  output: Removed,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/bounces-api/delete-a-bounce (wants the address twice)
    await http.delete(path`/suppression/bounces/${input.email}`, { query: { email_address: input.email } });
    return { email: input.email, deleted: true as const };
  },
});

const unsubscribes = defineAction({
  key: 'suppression.list',
  title: 'List global unsubscribes',
  effect: 'read',
  input: z.object({ from: Time, to: Time, max: z.int().positive().max(10_000).default(500) }),
  output: z.array(z.object({ email: z.string(), at: z.string() })),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/suppressions-global-suppressions/retrieve-all-global-suppressions
    const found = await http.all('/suppression/unsubscribes', {
      query: { start_time: seconds(input.from), end_time: seconds(input.to) },
      pageSize: { param: 'limit', max: 500 },
      max: input.max,
      expect: z.array(z.object({ created: z.number(), email: z.string() })),
      items: (page) => page,
      next: byOffset('offset'),
    });
    return found.map(({ created, email }) => ({ email, at: isoOf(created) }));
  },
});

const add = defineAction({
  key: 'suppression.add',
  title: 'Add global unsubscribes',
  effect: 'update',
  input: z.object({ emails: z.array(z.email()).min(1).max(1_000) }),
  output: z.object({ emails: z.array(z.string()) }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/suppressions-global-suppressions/add-recipient-addresses-to-the-global-suppression-group
    const { recipient_emails } = await http.post('/asm/suppressions/global', {
      json: { recipient_emails: input.emails },
      expect: z.object({ recipient_emails: z.array(z.string()) }),
    });
    return { emails: recipient_emails };
  },
});

const remove = defineAction({
  key: 'suppression.delete',
  title: 'Delete global unsubscribe',
  effect: 'delete',
  input: z.object({ email: z.email() }),
  output: Removed,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/suppressions-global-suppressions/delete-a-global-suppression
    await http.delete(path`/asm/suppressions/global/${input.email}`);
    return { email: input.email, deleted: true as const };
  },
});

export const suppressionActions = [bounces, forgetBounce, unsubscribes, add, remove];
