import { describeConnector, describeSimulator } from '@patchbay/testing';
import paypal from './paypal.connector.js';
import simulator from './paypal.simulator.js';

describeConnector(paypal, import.meta.dirname, {
  account: { environment: 'live' },
  // The description at hand has no payouts and no webhooks.
  undescribed: [/^(GET|POST) \/v1\/payments\/payouts(-item)?\b/, /^GET \/v1\/notifications\/webhooks$/],
});

describeSimulator(paypal, simulator, {
  story: async ({ ok, refused, expect }) => {
    const approve = async (url: unknown): Promise<void> => void (await fetch(String(url)));
    const units = [{ amount: { currency: 'EUR', value: '10.00' }, invoiceId: 'i-1' }];
    const order = await ok('order.create', { units });
    await ok('order.update', { id: order.id, amount: { currency: 'EUR', value: '12.50' } });
    expect(await refused('order.capture', { id: order.id })).toBe('provider_rejected');
    await approve(order.approveUrl);
    expect(await ok('order.get', { id: order.id })).toMatchObject({ status: 'APPROVED', payerEmail: 'ada@engines.example' });
    const paid = await ok('order.capture', { id: order.id });
    expect(paid).toMatchObject({ status: 'COMPLETED', units: [{ amount: { value: '12.50' }, captures: [{ status: 'COMPLETED' }] }] });
    expect(await refused('order.capture', { id: order.id })).toBe('conflict');
    const captureId = paid.units?.[0]?.captures?.[0]?.id;
    const refund = await ok('refund.create', { captureId, amount: { currency: 'EUR', value: '2.50' } });
    expect(await ok('refund.get', { id: refund.id })).toMatchObject({ amount: { value: '2.50' } });
    await ok('refund.create', { captureId });
    expect(await refused('refund.create', { captureId })).toBe('conflict');
    expect(await ok('capture.get', { id: captureId })).toMatchObject({ status: 'REFUNDED', fee: { value: '0.38' } });

    const later = await ok('order.create', { intent: 'AUTHORIZE', units });
    await approve(later.approveUrl);
    const held = (await ok('order.authorize', { id: later.id })).units?.[0]?.authorizations?.[0]?.id;
    await ok('authorization.capture', { id: held, amount: { currency: 'EUR', value: '4.00' }, finalCapture: false });
    expect(await ok('authorization.get', { id: held })).toMatchObject({ status: 'PARTIALLY_CAPTURED' });
    expect(await refused('authorization.void', { id: held })).toBe('provider_rejected');
    const other = await ok('order.create', { intent: 'AUTHORIZE', units });
    await approve(other.approveUrl);
    const unused = (await ok('order.authorize', { id: other.id })).units?.[0]?.authorizations?.[0]?.id;
    await ok('authorization.void', { id: unused });
    expect(await refused('authorization.capture', { id: unused })).toBe('conflict');

    const batch = {
      batchId: 'b-1',
      items: [1, 2].map((n) => ({ receiver: `r${n}@engines.example`, amount: { currency: 'EUR', value: '1.00' } })),
    };
    const payout = await ok('payout.create', batch);
    expect(await refused('payout.create', batch)).toBe('provider_rejected');
    expect(await ok('payout.get', { id: payout.id })).toMatchObject({ amount: { value: '2.00' } });
    const items = await ok('payout_item.list', { payoutId: payout.id });
    expect(items).toHaveLength(2);
    expect(await ok('payout_item.get', { id: items[0]?.id })).toMatchObject({ receiver: 'r1@engines.example' });
    const invoice = await ok('invoice.create', {
      currency: 'EUR',
      number: 'N-1',
      items: [{ name: 'Hour', quantity: '2', unitPrice: '50.00' }],
    });
    expect(await ok('invoice.get', { id: invoice.id })).toMatchObject({ status: 'DRAFT', amount: { value: '100.00' } });
    const draft = await ok('invoice.create', { currency: 'EUR', items: [{ name: 'Hour', quantity: '1', unitPrice: '50.00' }] });
    await ok('invoice.delete', { id: draft.id });
    expect(await refused('invoice.get', { id: draft.id })).toBe('provider_not_found');
    await ok('invoice.send', { id: invoice.id });
    expect(await refused('invoice.delete', { id: invoice.id })).toBe('provider_rejected');
    expect(await ok('invoice.list')).toMatchObject([{ status: 'SENT', number: 'N-1' }]);
    const product = await ok('product.create', { name: 'Mill', type: 'PHYSICAL' });
    expect(await ok('product.get', { id: product.id })).toMatchObject({ name: 'Mill' });
    expect(await ok('product.list')).toHaveLength(2);
  },
});
