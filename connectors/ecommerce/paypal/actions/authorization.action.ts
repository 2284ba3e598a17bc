import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, Money, Payment, PaymentWire, toMoneyWire, toPayment, WHOLE } from './payment-shape.js';

const get = defineAction({
  key: 'authorization.get',
  title: 'Get authorization',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Payment,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/payments/v2/#authorizations_get
    return toPayment(await http.get(path`/v2/payments/authorizations/${input.id}`, { expect: PaymentWire }));
  },
});

const capture = defineAction({
  key: 'authorization.capture',
  title: 'Capture authorization',
  description: 'Takes held money, in part when an amount is given.',
  effect: 'update',
  input: z.object({
    id: Id,
    amount: Money.optional(),
    finalCapture: z.boolean().default(true).describe('False keeps the rest held for further captures'),
    invoiceId: z.string().min(1).max(127).optional(),
    noteToPayer: z.string().min(1).max(255).optional(),
  }),
  output: Payment,
  async run({ input, http }) {
    const json = {
      amount: input.amount && toMoneyWire(input.amount),
      final_capture: input.finalCapture,
      invoice_id: input.invoiceId,
      note_to_payer: input.noteToPayer,
    };
    const options = { json, headers: WHOLE, expect: PaymentWire };
    // https://developer.paypal.com/docs/api/payments/v2/#authorizations_capture
    return toPayment(await http.post(path`/v2/payments/authorizations/${input.id}/capture`, options));
  },
});

const cancel = defineAction({
  key: 'authorization.void',
  title: 'Void authorization',
  description: 'Lets go of money that was held and not captured.',
  effect: 'update',
  idempotency: null,
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), voided: z.literal(true) }),
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/payments/v2/#authorizations_void
    await http.post(path`/v2/payments/authorizations/${input.id}/void`);
    return { id: input.id, voided: true as const };
  },
});

export const authorizationActions = [get, capture, cancel];
