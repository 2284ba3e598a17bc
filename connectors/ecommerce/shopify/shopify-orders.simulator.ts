import { list, number, object, rows, text, without, type Call, type Resolver, type Row } from '@patchbay/simulator';
import { bag, connection, matching, NONE, refused } from './shopify-answers.simulator.js';

function lineOf(call: Call, line: Row): Row {
  const variant = call.table('variants').get(line['variantId']);
  const given = object(object(line['priceSet'])['shopMoney'] ?? line['originalUnitPriceWithCurrency'])['amount'];
  const title = text(line['title'], text(call.table('products').get(variant?.['productId'])?.['title'], 'Item'));
  const sku = line['sku'] ?? variant?.['sku'] ?? null;
  const quantity = number(line['quantity']);
  const id = `gid://shopify/LineItem/${9_000 + call.sequence()}`;
  return {
    id,
    title,
    sku,
    quantity,
    refundableQuantity: quantity,
    variant: variant ? { id: variant['id'] } : null,
    originalUnitPriceSet: bag(number(given ?? variant?.['price'])),
  };
}

const totalOf = (lines: readonly Row[]): number =>
  lines.reduce(
    (sum, line) => sum + number(object(object(line['originalUnitPriceSet'])['shopMoney'])['amount']) * number(line['quantity']),
    0,
  );

function placeOrder(call: Call, given: Row, lines: readonly Row[]): Row {
  const order = call.table('orders').insert({
    ...without(given, 'lineItems', 'financialStatus', 'customer'),
    name: `#${1_001 + call.table('orders').size}`,
    tags: list(given['tags']),
    displayFinancialStatus: text(given['financialStatus'], 'PAID'),
    displayFulfillmentStatus: 'UNFULFILLED',
    customer:
      object(object(given['customer'])['toAssociate'])['id'] === undefined
        ? null
        : { id: object(object(given['customer'])['toAssociate'])['id'] },
    totalPriceSet: bag(totalOf(lines)),
    totalRefundedSet: bag(0),
    createdAt: call.now,
    updatedAt: call.now,
    cancelledAt: null,
    lines,
  });
  const items = lines.map(({ id, sku, quantity }) => ({
    id: text(id).replace('LineItem', 'FulfillmentOrderLineItem'),
    sku,
    remainingQuantity: quantity,
    totalQuantity: quantity,
  }));
  call
    .table('fulfillmentOrders')
    .insert({ orderId: order['id'], status: 'OPEN', assignedLocation: { name: 'Dorset Street' }, lineItems: { nodes: items } });
  return order;
}

function orderShown(call: Call, row: Row): Row {
  return {
    ...row,
    lineItems: () => ({ nodes: row['lines'] }),
    fulfillmentOrders: (args: Row) =>
      connection(
        call,
        call.table('fulfillmentOrders').where((one) => one['orderId'] === row['id']),
        args,
      ),
  };
}

/** Changes an order, or says that there is none. */
function withOrder(call: Call, id: unknown, change: (order: Row) => Row | void): Row {
  const order = call.table('orders').get(id);
  if (!order) return refused('Order does not exist', 'NOT_FOUND');
  const answer = change(order);
  order['updatedAt'] = call.now;
  return answer ?? { order: orderShown(call, order), ...NONE };
}

function refund({ input }: Row, call: Call): Row {
  const given = object(input);
  return withOrder(call, given['orderId'], (order) => {
    const lines = rows(order['lines']);
    let amount = rows(given['transactions']).reduce((sum, one) => sum + number(one['amount']), 0);
    for (const { lineItemId, quantity } of rows(given['refundLineItems'])) {
      const line = lines.find(({ id }) => id === lineItemId);
      if (!line || number(quantity) > number(line['refundableQuantity'])) return refused('Refund line item is invalid');
      line['refundableQuantity'] = number(line['refundableQuantity']) - number(quantity);
      if (rows(given['transactions']).length === 0)
        amount += number(object(object(line['originalUnitPriceSet'])['shopMoney'])['amount']) * number(quantity);
    }
    const before = number(object(object(order['totalRefundedSet'])['shopMoney'])['amount']);
    order['totalRefundedSet'] = bag(before + amount);
    order['displayFinancialStatus'] = 'PARTIALLY_REFUNDED';
    const made = call.table('refunds').insert({ note: given['note'] ?? null, createdAt: call.now, totalRefundedSet: bag(amount) });
    return { refund: made, ...NONE };
  });
}

function fulfil({ fulfillment }: Row, call: Call): Row {
  const [wanted = {}] = rows(object(fulfillment)['lineItemsByFulfillmentOrder']);
  const order = call.table('fulfillmentOrders').get(wanted['fulfillmentOrderId']);
  if (!order || order['status'] !== 'OPEN') return refused('Fulfillment order does not exist or is closed.');
  order['status'] = 'CLOSED';
  for (const item of rows(object(order['lineItems'])['nodes'])) item['remainingQuantity'] = 0;
  call.table('orders').update(order['orderId'], { displayFulfillmentStatus: 'FULFILLED' });
  return { fulfillment: call.table('fulfillments').insert({ name: '#F1', status: 'SUCCESS', createdAt: call.now }), ...NONE };
}

export const ORDER_QUERIES: Record<string, Resolver> = {
  order: ({ id }, call) => {
    const row = call.table('orders').get(id);
    return row && orderShown(call, row);
  },
  orders: (args, call) => {
    const found = call.table('orders').where(matching(args['query']));
    return connection(
      call,
      (args['reverse'] === true ? found.reverse() : found).map((row) => orderShown(call, row)),
      args,
    );
  },
};

export const ORDER_MUTATIONS: Record<string, Resolver> = {
  orderCreate: ({ order }, call) => {
    const given = object(order);
    return {
      order: orderShown(
        call,
        placeOrder(
          call,
          given,
          rows(given['lineItems']).map((line) => lineOf(call, line)),
        ),
      ),
      ...NONE,
    };
  },
  orderUpdate: ({ input }, call) => withOrder(call, object(input)['id'], (order) => void Object.assign(order, object(input))),
  orderMarkAsPaid: ({ input }, call) => withOrder(call, object(input)['id'], (order) => void (order['displayFinancialStatus'] = 'PAID')),
  orderCancel: ({ orderId }, call) =>
    withOrder(call, orderId, (order) => {
      if (order['cancelledAt']) return { orderCancelUserErrors: refused('Order is already cancelled')['userErrors'] };
      order['cancelledAt'] = call.now;
      return { orderCancelUserErrors: [] };
    }),
  refundCreate: refund,
  draftOrderCreate: ({ input }, call) => {
    const given = object(input);
    const lines = rows(given['lineItems']).map((line) => lineOf(call, line));
    const name = `#D${call.sequence()}`;
    return {
      draftOrder: call
        .table('draftOrders')
        .insert({ given, lines, name, status: 'OPEN', order: null, totalPriceSet: bag(totalOf(lines)), createdAt: call.now }),
      ...NONE,
    };
  },
  draftOrderComplete: ({ id }, call) => {
    const draft = call.table('draftOrders').get(id);
    if (!draft || draft['status'] !== 'OPEN') return refused('Draft order does not exist or is completed');
    const order = placeOrder(call, object(draft['given']), rows(draft['lines']));
    return { draftOrder: Object.assign(draft, { status: 'COMPLETED', order: { id: order['id'] } }), ...NONE };
  },
  fulfillmentCreate: fulfil,
};
