import { describeConnector, describeSimulator } from '@patchbay/testing';
import shopify from './shopify.connector.js';
import simulator from './shopify.simulator.js';

describeConnector(shopify, import.meta.dirname, {
  account: { shop: 'acme' },
  // The description is trimmed and has no directives.
  openRequestMembers: [/Unknown directive "@idempotent"/, /Cannot query field "(fulfillmentOrders|quantities)"/],
});

describeSimulator(shopify, simulator, {
  account: { shop: 'engines' },
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('product.create', { title: 'Mill', tags: ['new'] });
    expect(await ok('product.get', { id })).toMatchObject({ title: 'Mill', handle: 'mill', totalInventory: 0 });
    expect(await ok('product.list', { query: 'status:active AND tag:new' })).toMatchObject([{ id }]);
    expect(await ok('product.update', { id, vendor: 'Babbage' })).toMatchObject({ title: 'Mill', vendor: 'Babbage' });
    const variant = (await ok('variant.list')).find(({ productId }) => productId === id);
    await ok('variant.update', { productId: id, variants: [{ id: variant?.id, price: '12.50', sku: 'M-1' }] });
    const [location] = await ok('location.list');
    const stock = { inventoryItemId: variant?.inventoryItemId, locationId: location?.id };
    await ok('inventory.adjust', { changes: [{ ...stock, delta: 7, changeFromQuantity: 0 }] });
    expect(await refused('inventory.adjust', { changes: [{ ...stock, delta: 1, changeFromQuantity: 0 }] })).toBe('conflict');
    expect(await ok('inventory_level.list', { inventoryItemId: variant?.inventoryItemId })).toMatchObject([
      { quantities: { available: 7 } },
    ]);
    expect(await ok('variant.list', { query: 'sku:M-1' })).toMatchObject([{ price: '12.50', inventoryQuantity: 7 }]);

    const customer = await ok('customer.create', { email: 'mary@engines.example', firstName: 'Mary' });
    expect(await refused('customer.create', { email: 'mary@engines.example' })).toBe('provider_rejected');
    expect(await ok('customer.update', { id: customer.id, lastName: 'Somerville' })).toMatchObject({ name: 'Mary Somerville' });
    expect(await ok('customer.find_by_email', { email: 'mary@engines.example' })).toMatchObject({ customer: { id: customer.id } });
    expect(await ok('customer.list')).toHaveLength(2);
    const order = await ok('order.create', {
      lineItems: [{ variantId: variant?.id, quantity: 2 }],
      customerId: customer.id,
      financialStatus: 'PENDING',
    });
    expect(order).toMatchObject({ total: { amount: '25.00' }, customerId: customer.id, financialStatus: 'PENDING' });
    expect(await ok('order.mark_as_paid', { id: order.id })).toMatchObject({ financialStatus: 'PAID' });
    expect(await ok('order.update', { id: order.id, note: 'Gift' })).toMatchObject({ note: 'Gift' });
    await ok('tag.add', { id: order.id, tags: ['vip'] });
    const { lineItems } = await ok('order.get', { id: order.id });
    const refund = { orderId: order.id, lineItems: [{ lineItemId: lineItems?.[0]?.id, quantity: 1 }] };
    expect(await ok('refund.create', refund)).toMatchObject({ refunded: { amount: '12.50' } });
    await ok('refund.create', refund);
    expect(await refused('refund.create', refund)).toBe('provider_rejected');
    expect(await ok('order.get', { id: order.id })).toMatchObject({
      refunded: { amount: '25.00' },
      tags: ['vip'],
      lineItems: [{ refundableQuantity: 0 }],
    });
    const [open] = await ok('fulfillment_order.list', { orderId: order.id });
    await ok('fulfillment.create', { fulfillmentOrderId: open?.id });
    expect(await refused('fulfillment.create', { fulfillmentOrderId: open?.id })).toBe('provider_rejected');
    const draft = await ok('draft_order.create', { lineItems: [{ title: 'Hour', quantity: 1, price: { amount: '50', currency: 'GBP' } }] });
    expect(await ok('draft_order.complete', { id: draft.id })).toMatchObject({ status: 'COMPLETED', total: { amount: '50.00' } });
    expect(await ok('order.list')).toMatchObject([{ total: { amount: '50.00' } }, { fulfillmentStatus: 'FULFILLED' }]);
    await ok('order.cancel', { id: order.id, restock: true, refund: false });
    expect(await refused('order.cancel', { id: order.id, restock: true, refund: false })).toBe('provider_rejected');
    await ok('customer.delete', { id: customer.id });
    expect(await refused('customer.get', { id: customer.id })).toBe('provider_not_found');
    expect(await ok('customer.get', { id: 'gid://shopify/Customer/1' })).toMatchObject({ name: 'Ada Lovelace' });
    await ok('product.delete', { id });
    expect(await refused('product.get', { id })).toBe('provider_not_found');
  },
});
