import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, Money, MoneyWire, Payment, PaymentWire, toMoney, toMoneyWire, toPayment, WHOLE } from './payment-shape.js';

const CaptureWire = PaymentWire.extend({
  seller_receivable_breakdown: z.object({ paypal_fee: MoneyWire.nullish(), net_amount: MoneyWire.nullish() }).nullish(),
});

const get = defineAction({
  key: 'capture.get',
  title: 'Get capture',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Payment.extend({ fee: Money.optional(), net: Money.optional() }),
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/payments/v2/#captures_get
    const capture = await http.get(path`/v2/payments/captures/${input.id}`, { expect: CaptureWire });
    const { paypal_fee: fee, net_amount: net } = capture.seller_receivable_breakdown ?? {};
    return { ...toPayment(capture), fee: fee ? toMoney(fee) : undefined, net: net ? toMoney(net) : undefined };
  },
});

const refund = defineAction({
  key: 'refund.create',
  title: 'Create refund',
  description: 'Gives captured money back, in part when an amount is given.',
  effect: 'create',
  input: z.object({
    captureId: Id,
    amount: Money.optional(),
    invoiceId: z.string().min(1).max(127).optional(),
    customId: z.string().min(1).max(127).optional(),
    noteToPayer: z.string().min(1).max(255).optional(),
  }),
  output: Payment,
  async run({ input, http }) {
    const json = {
      amount: input.amount && toMoneyWire(input.amount),
      invoice_id: input.invoiceId,
      custom_id: input.customId,
      note_to_payer: input.noteToPayer,
    };
    const options = { json, headers: WHOLE, expect: PaymentWire };
    // https://developer.paypal.com/docs/api/payments/v2/#captures_refund
    return toPayment(await http.post(path`/v2/payments/captures/${input.captureId}/refund`, options));
  },
});

const getRefund = defineAction({
  key: 'refund.get',
  title: 'Get refund',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Payment,
  async run({ input, http }) {
    // https://developer.paypal.com/docs/api/payments/v2/#refunds_get
    return toPayment(await http.get(path`/v2/payments/refunds/${input.id}`, { expect: PaymentWire }));
  },
});

export const captureActions = [get, refund, getRefund];
