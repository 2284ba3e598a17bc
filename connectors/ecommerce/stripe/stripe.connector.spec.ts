import { describeConnector, describeSimulator } from '@patchbay/testing';
import stripe from './stripe.connector.js';
import simulator from './stripe.simulator.js';

describeConnector(stripe, import.meta.dirname);

describeSimulator(stripe, simulator, {
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('customer.create', { email: 'mary@engines.example', name: 'Mary', metadata: { tier: 'gold' } });
    expect(await ok('customer.get', { id })).toMatchObject({ id, email: 'mary@engines.example', metadata: { tier: 'gold' } });
    expect(await ok('customer.list')).toHaveLength(3);
    expect(await ok('customer.update', { id, name: 'Mary Somerville' })).toMatchObject({
      name: 'Mary Somerville',
      metadata: { tier: 'gold' },
    });
    expect(await ok('customer.search', { query: "metadata['tier']:'gold' AND name~'mary'" })).toMatchObject([{ id }]);
    expect(await ok('customer.delete', { id })).toEqual({ id, deleted: true });
    expect(await refused('customer.get', { id })).toBe('provider_not_found');

    const intent = await ok('payment_intent.create', { amount: 1_099, currency: 'EUR', paymentMethodId: 'pm_card_visa' });
    expect(await ok('payment_intent.get', { id: intent.id })).toMatchObject({ status: 'requires_confirmation', amount: 1_099 });
    const paid = await ok('payment_intent.confirm', { id: intent.id });
    expect(paid).toMatchObject({ status: 'succeeded', amountReceived: 1_099 });
    expect(await ok('charge.get', { id: paid.latestChargeId })).toMatchObject({ paid: true, paymentIntentId: intent.id });
    await ok('refund.create', { paymentIntentId: intent.id, amount: 99 });
    await ok('refund.create', { chargeId: paid.latestChargeId });
    expect(await refused('refund.create', { paymentIntentId: intent.id })).toBe('provider_rejected');
    expect(await ok('charge.list', { paymentIntentId: intent.id })).toMatchObject([{ amountRefunded: 1_099, refunded: true }]);
    expect(await ok('refund.list', { paymentIntentId: intent.id })).toHaveLength(2);
    const declined = { amount: 1, currency: 'eur', confirm: true, paymentMethodId: 'pm_card_chargeDeclined' };
    expect(await refused('payment_intent.create', declined)).toBe('provider_rejected');
    expect(await ok('payment_intent.cancel', { id: (await ok('payment_intent.create', { amount: 1, currency: 'eur' })).id })).toMatchObject(
      {
        status: 'canceled',
      },
    );
    const product = await ok('product.create', { name: 'Mill' });
    await ok('price.create', { productId: product.id, currency: 'eur', unitAmount: 500, interval: 'month' });
    expect(await ok('product.list', { active: true })).toHaveLength(2);
    expect(await ok('price.list', { productId: product.id })).toMatchObject([{ interval: 'month', unitAmount: 500 }]);
    expect(await ok('invoice.list', { status: 'open' })).toHaveLength(1);
    await ok('balance.get');
  },
});
