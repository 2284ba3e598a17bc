import { describeConnector, describeSimulator } from '@patchbay/testing';
import woocommerce from './woocommerce.connector.js';
import simulator from './woocommerce.simulator.js';

describeConnector(woocommerce, import.meta.dirname, {
  account: { site: 'https://shop.acme.example' },
  undescribed: [
    /^(GET|PUT|DELETE) \/wp-json\/wc\/v3\/coupons\/\d+$/,
    /^GET \/wp-json\/wc\/v3\/(products\/\d+\/variations|orders\/\d+\/refunds)$/,
    /^PUT \/wp-json\/wc\/v3\/products\/\d+\/variations\/\d+$/,
    /^POST \/wp-json\/wc\/v3\/orders\/\d+\/notes$/,
  ],
  // Taken for the id of a product.
  openRequestMembers: [/\/products\/categories: (path id|query parameter)/],
  // The tables of the documentation do not say what may be null.
  unlistedAnswerMembers: [
    /\/products\/categories: /,
    /\/(date_completed_gmt|stock_quantity|usage_limit_per_user) must be (string|integer)$/,
  ],
});

describeSimulator(woocommerce, simulator, {
  account: { site: 'https://shop.example' },
  story: async ({ ok, refused, expect }) => {
    const { id } = await ok('product.create', { name: 'Mill', sku: 'M-1', regularPrice: '12.50' });
    expect(await refused('product.create', { name: 'Other', sku: 'M-1' })).toBe('conflict');
    expect(await ok('product.update', { id, salePrice: '10.00' })).toMatchObject({ name: 'Mill', price: '10.00', onSale: true });
    expect(await ok('product.get', { id })).toMatchObject({ sku: 'M-1' });
    expect(await ok('product.list')).toHaveLength(3);
    expect(await ok('product.list', { search: 'cards' })).toMatchObject([{ name: 'Punched cards' }]);
    const [variation] = await ok('variation.list', { productId: 11 });
    expect(await ok('variation.update', { productId: 11, id: variation?.id, regularPrice: '210.00' })).toMatchObject({ price: '210.00' });
    expect(await ok('category.list', { search: 'eng' })).toMatchObject([{ name: 'Engines' }]);

    const customer = await ok('customer.create', { email: 'mary@engines.example', firstName: 'Mary' });
    expect(await refused('customer.create', { email: 'mary@engines.example' })).toBe('conflict');
    expect(await ok('customer.update', { id: customer.id, lastName: 'Somerville' })).toMatchObject({
      firstName: 'Mary',
      lastName: 'Somerville',
    });
    expect(await ok('customer.get', { id: customer.id })).toMatchObject({ email: 'mary@engines.example' });
    expect(await ok('customer.list', { email: 'mary@engines.example' })).toHaveLength(1);
    const order = await ok('order.create', { customerId: customer.id, items: [{ productId: id, quantity: 2 }], setPaid: true });
    expect(order).toMatchObject({ total: '20.00', status: 'processing', items: [{ name: 'Mill', quantity: 2 }] });
    expect(await ok('order.update', { id: order.id, status: 'completed' })).toMatchObject({ status: 'completed', total: '20.00' });
    expect(await ok('order.get', { id: order.id })).toMatchObject({ customerId: customer.id });
    expect(await ok('order.list', { customerId: customer.id })).toHaveLength(1);
    await ok('refund.create', { orderId: order.id, amount: '15.00' });
    expect(await refused('refund.create', { orderId: order.id, amount: '15.00' })).toBe('provider_rejected');
    await ok('refund.create', { orderId: order.id, amount: '5.00' });
    expect(await ok('refund.list', { orderId: order.id })).toHaveLength(2);
    await ok('order_note.create', { orderId: order.id, note: 'Shipped' });
    const coupon = await ok('coupon.create', { code: 'SUMMER', amount: '5.00' });
    expect(await refused('coupon.create', { code: 'SUMMER', amount: '1.00' })).toBe('conflict');
    expect(await ok('coupon.update', { id: coupon.id, amount: '7.00' })).toMatchObject({ code: 'SUMMER', amount: '7.00' });
    expect(await ok('coupon.get', { id: coupon.id })).toMatchObject({ amount: '7.00' });
    expect(await ok('coupon.list')).toHaveLength(1);
    await ok('product.delete', { id });
    expect(await ok('product.list')).toHaveLength(2);
    await ok('product.delete', { id, forGood: true });
    for (const [noun, record] of [
      ['order', order],
      ['coupon', coupon],
    ] as const)
      await ok(`${noun}.delete`, { id: record.id, forGood: true });
    await ok('customer.delete', { id: customer.id });
    for (const [noun, record] of [
      ['product', { id }],
      ['order', order],
      ['coupon', coupon],
      ['customer', customer],
    ] as const)
      expect(await refused(`${noun}.get`, { id: record.id })).toBe('provider_not_found');
  },
});
