import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, Max, Money, MoneyWire, Pages, pagesOf, toMoney, WHOLE } from './payment-shape.js';

const Wire = z.object({
  id: z.string(),
  status: z.string(),
  detail: z.object({
    invoice_number: z.string().nullish(),
    reference: z.string().nullish(),
    invoice_date: z.string().nullish(),
    metadata: z.object({ recipient_view_url: z.string().nullish() }).nullish(),
  }),
  primary_recipients: z.array(z.object({ billing_info: z.object({ email_address: z.string().nullish() }).nullish() })).nullish(),
  amount: MoneyWire.nullish(),
  due_amount: MoneyWire.nullish(),
});
const Invoice = z.object({
  id: z.string(),
  status: z.string(),
  number: z.string().optional(),
  reference: z.string().optional(),
  date: z.string().optional(),
  recipients: z.array(z.string()),
  amount: Money.optional(),
  due: Money.optional(),
  url: z.string().describe("The payer's view").optional(),
});
const toInvoice = (i: z.output<typeof Wire>): z.output<typeof Invoice> => ({
  id: i.id,
  status: i.status,
  number: i.detail.invoice_number ?? undefined,
  reference: i.detail.reference ?? undefined,
  date: i.detail.invoice_date ?? undefined,
  recipients: (i.primary_recipients ?? []).flatMap(({ billing_info }) => billing_info?.email_address ?? []),
  amount: i.amount ? toMoney(i.amount) : undefined,
  due: i.due_amount ? toMoney(i.due_amount) : undefined,
  url: i.detail.metadata?.recipient_view_url ?? undefined,
});

const Currency = Money.shape.currency;
const Decimal = Money.shape.value;

const create = defineAction({
  key: 'invoice.create',
  title: 'Create invoice draft',
  effect: 'create',
  idempotency: null,
  input: z.object({
    currency: Currency,
    recipientEmail: z.email().max(254).optional(),
    items: z
      .array(
        z.object({
          name: z.string().min(1).max(200),
          description: z.string().max(1_000).optional(),
          quantity: Decimal,
          unitPrice: Decimal,
        }),
      )
      .min(1)
      .max(100),
    number: z.string().max(25).optional(),
    reference: z.string().max(120).optional(),
    date: z.iso.date().optional(),
    dueDate: z.iso.date().optional(),
    note: z.string().max(4_000).optional(),
    terms: z.string().max(4_000).optional(),
  }),
  output: Invoice,
  async run({ input, http }) {
    const { currency } = input;
    const json = {
      detail: {
        currency_code: currency,
        invoice_number: input.number,
        reference: input.reference,
        invoice_date: input.date,
        note: input.note,
        terms_and_conditions: input.terms,
        payment_term: input.dueDate === undefined ? undefined : { term_type: 'DUE_ON_DATE_SPECIFIED', due_date: input.dueDate },
      },
      primary_recipients: input.recipientEmail === undefined ? undefined : [{ billing_info: { email_address: input.recipientEmail } }],
      items: input.items.map(({ name, description, quantity, unitPrice }) => ({
        name,
        description,
        quantity,
        unit_amount: { currency_code: currency, value: unitPrice },
      })),
    };
    // https://developer.paypal.com/docs/api/invoicing/v2/#invoices_create
    return toInvoice(await http.post('/v2/invoicing/invoices', { json, headers: WHOLE, expect: Wire }));
  },
});

const send = defineAction({
  key: 'invoice.send',
  title: 'Send invoice',
  effect: 'update',
  idempotency: null,
  input: z.object({
    id: Id,
    subject: z.string().max(4_000).optional(),
    note: z.string().max(4_000).optional(),
    sendToRecipient: z.boolean().default(true),
    sendToInvoicer: z.boolean().default(false),
  }),
  output: z.object({ id: z.string(), sent: z.literal(true) }),
  async run({ input, http }) {
    const json = {
      subject: input.subject,
      note: input.note,
      send_to_recipient: input.sendToRecipient,
      send_to_invoicer: input.sendToInvoicer,
    };
    // https://developer.paypal.com/docs/api/invoicing/v2/#invoices_send
    await http.post(path`/v2/invoicing/invoices/${input.id}/send`, { json });
    return { id: input.id, sent: true as const };
  },
});

const get = defineAction({
  key: 'invoice.get',
  title: 'Get invoice',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Invoice,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/invoicing/v2/#invoices_get
    return toInvoice(await http.get(path`/v2/invoicing/invoices/${input.id}`, { expect: Wire }));
  },
});

const list = defineAction({
  key: 'invoice.list',
  title: 'List invoices',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Invoice),
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/invoicing/v2/#invoices_list
    const invoices = await http.all('/v2/invoicing/invoices', {
      ...pagesOf(100),
      expect: Pages.extend({ items: z.array(Wire).nullish() }),
      items: (page) => page.items ?? [],
      max: input.max,
    });
    return invoices.map(toInvoice);
  },
});

const remove = defineAction({
  key: 'invoice.delete',
  title: 'Delete invoice draft',
  effect: 'delete',
  idempotency: null,
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/invoicing/v2/#invoices_delete
    await http.delete(path`/v2/invoicing/invoices/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

export const invoiceActions = [create, send, get, list, remove];
