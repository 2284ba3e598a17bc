import { defineSimulator, lettered, list, number, object, Reply, rows, text, without, type Call, type Row } from '@patchbay/simulator';
import paypal from './paypal.connector.js';

const money = (currency: unknown, value: number): Row => ({ currency_code: currency, value: value.toFixed(2) });
const valueOf = (amount: unknown): number => number(object(amount)['value']);

function one(call: Call, table: string, id: unknown = call.params['id']): Row {
  const found = call.table(table).get(id);
  if (!found) throw call.fail(404, 'The specified resource does not exist.', 'RESOURCE_NOT_FOUND');
  return found;
}

function createOrder(call: Call): unknown {
  const units = rows(call.body['purchase_units']).map((unit) => ({ reference_id: 'default', ...unit }));
  if (units.some(({ amount }: Row) => valueOf(amount) <= 0))
    throw call.fail(422, 'Cannot be zero or negative.', 'CANNOT_BE_ZERO_OR_NEGATIVE');
  const order = call
    .table('orders')
    .insert({ intent: call.body['intent'], status: 'PAYER_ACTION_REQUIRED', create_time: call.now, purchase_units: units });
  // The payer of the simulator approves at this address, by GET.
  order['links'] = [{ rel: 'payer-action', href: `${call.origin}/checkoutnow?token=${text(order['id'])}`, method: 'GET' }];
  return new Reply(201, order);
}

function approve(call: Call): Reply {
  const order = one(call, 'orders', call.query.get('token'));
  if (order['status'] === 'PAYER_ACTION_REQUIRED')
    Object.assign(order, { status: 'APPROVED', payer: { payer_id: 'SIMULATEDPAYER', email_address: 'ada@engines.example' } });
  return new Reply(200, 'The order is approved.', { 'content-type': 'text/plain' });
}

function pay(call: Call, intent: 'CAPTURE' | 'AUTHORIZE'): unknown {
  const order = one(call, 'orders');
  if (order['status'] === 'COMPLETED')
    throw call.fail(422, 'Order already captured.', intent === 'CAPTURE' ? 'ORDER_ALREADY_CAPTURED' : 'ORDER_ALREADY_AUTHORIZED');
  if (order['intent'] !== intent) throw call.fail(422, 'The intent of the order is another.', 'ACTION_DOES_NOT_MATCH_INTENT');
  if (order['status'] !== 'APPROVED') throw call.fail(422, 'Payer has not yet approved the Order for payment.', 'ORDER_NOT_APPROVED');
  for (const unit of rows(order['purchase_units'])) {
    const amount = object(unit['amount']);
    unit['payments'] = intent === 'CAPTURE' ? { captures: [capture(call, amount, unit)] } : { authorizations: [hold(call, amount, unit)] };
  }
  order['status'] = 'COMPLETED';
  return new Reply(201, order);
}

function capture(call: Call, amount: Row, { invoice_id, custom_id }: Row): Row {
  const fee = valueOf(amount) * 0.03;
  const { currency_code: currency } = amount;
  return call.table('captures').insert({
    status: 'COMPLETED',
    amount,
    invoice_id,
    custom_id,
    create_time: call.now,
    seller_receivable_breakdown: { paypal_fee: money(currency, fee), net_amount: money(currency, valueOf(amount) - fee) },
  });
}

function hold(call: Call, amount: Row, { invoice_id, custom_id }: Row): Row {
  return call.table('authorizations').insert({ status: 'CREATED', amount, invoice_id, custom_id, create_time: call.now, captured: 0 });
}

function captureHeld(call: Call): unknown {
  const held = one(call, 'authorizations');
  if (held['status'] === 'VOIDED') throw call.fail(422, 'The authorization is voided.', 'PREVIOUSLY_VOIDED');
  const left = valueOf(held['amount']) - number(held['captured']);
  const asked = call.body['amount'] === undefined ? left : valueOf(call.body['amount']);
  if (left <= 0) throw call.fail(422, 'Authorization has already been captured.', 'AUTHORIZATION_ALREADY_CAPTURED');
  if (asked > left) throw call.fail(422, 'Capture amount exceeds allowable limit.', 'AUTHORIZATION_AMOUNT_EXCEEDED');
  const final = call.body['final_capture'] !== false || asked === left;
  Object.assign(held, {
    captured: final ? valueOf(held['amount']) : number(held['captured']) + asked,
    status: final ? 'CAPTURED' : 'PARTIALLY_CAPTURED',
  });
  return call.created(capture(call, money(object(held['amount'])['currency_code'], asked), { ...held, ...call.body }));
}

function voided(call: Call): undefined {
  const held = one(call, 'authorizations');
  if (held['status'] !== 'CREATED') throw call.fail(422, 'The authorization cannot be voided.', 'PREVIOUSLY_CAPTURED');
  held['status'] = 'VOIDED';
}

function refund(call: Call): unknown {
  const paid = one(call, 'captures');
  const left = valueOf(paid['amount']) - number(paid['refunded']);
  if (left <= 0) throw call.fail(422, 'The capture has already been fully refunded.', 'CAPTURE_FULLY_REFUNDED');
  const asked = call.body['amount'] === undefined ? left : valueOf(call.body['amount']);
  if (asked > left) throw call.fail(422, 'The refund amount must be less than or equal to the capture amount.', 'REFUND_AMOUNT_EXCEEDED');
  Object.assign(paid, { refunded: number(paid['refunded']) + asked, status: asked === left ? 'REFUNDED' : 'PARTIALLY_REFUNDED' });
  const amount = money(object(paid['amount'])['currency_code'], asked);
  return call.created(
    call.table('refunds').insert({
      status: 'COMPLETED',
      amount,
      invoice_id: call.body['invoice_id'],
      custom_id: call.body['custom_id'],
      create_time: call.now,
    }),
  );
}

function updateOrder(call: Call): undefined {
  const order = one(call, 'orders');
  for (const change of rows(call.json)) {
    const [, reference, name = ''] = /@reference_id=='([^']+)'\/(\w+)$/.exec(text(change['path'])) ?? [];
    const unit = rows(order['purchase_units']).find((each) => each['reference_id'] === reference);
    if (!unit) throw call.fail(422, 'The path does not lead to a unit.', 'INVALID_PATCH_OPERATION');
    unit[name] = change['value'];
  }
}

function payout(call: Call): unknown {
  const header = object(call.body['sender_batch_header']);
  const known = call.table('payouts').find((row) => object(row['sender_batch_header'])['sender_batch_id'] === header['sender_batch_id']);
  if (known) throw call.fail(400, 'Batch with given sender_batch_id already exists', 'USER_BUSINESS_ERROR');
  const items = rows(call.body['items']);
  const currency = object(items[0]?.['amount'])['currency'];
  const total = items.reduce((sum, { amount }) => sum + valueOf(amount), 0).toFixed(2);
  const batch = call.table('payouts').insert({
    batch_status: 'SUCCESS',
    sender_batch_header: header,
    amount: { currency, value: total },
    time_created: call.now,
    time_completed: call.now,
  });
  for (const item of items)
    call.table('payoutItems').insert({
      payout_batch_id: batch['payout_batch_id'],
      transaction_status: 'SUCCESS',
      transaction_id: `TX${call.sequence()}`,
      payout_item: item,
    });
  return call.created({ batch_header: batch });
}

/** Pages tell how many there are, of the size that was asked for. */
function paged(call: Call, found: readonly Row[], name: string, most: number): Row {
  const { rows: page, size, total } = call.page(found, { size: 'page_size', page: 'page', usual: 10, most });
  return { [name]: page, total_items: total, total_pages: Math.ceil(total / size) };
}

function createInvoice(call: Call): unknown {
  const detail = object(call.body['detail']);
  const taken =
    detail['invoice_number'] !== undefined &&
    call.table('invoices').find((row) => object(row['detail'])['invoice_number'] === detail['invoice_number']);
  if (taken) throw call.fail(422, 'Invoice number already exists.', 'DUPLICATE_INVOICE_NUMBER');
  const total = rows(call.body['items']).reduce((sum, item) => sum + number(item['quantity']) * valueOf(item['unit_amount']), 0);
  const amount = money(detail['currency_code'], total);
  const invoice = call.table('invoices').insert({ ...call.body, status: 'DRAFT', amount, due_amount: amount });
  const number_ = detail['invoice_number'] ?? `SIM-${call.sequence()}`;
  invoice['detail'] = {
    ...detail,
    invoice_number: number_,
    metadata: { recipient_view_url: `https://www.paypal.example/invoice/${text(invoice['id'])}` },
  };
  return call.created(invoice);
}

function removeInvoice(call: Call): undefined {
  if (one(call, 'invoices')['status'] !== 'DRAFT') throw call.fail(422, 'The invoice cannot be deleted.', 'CANT_DELETE_INVOICE');
  call.remove('invoices');
}

/** https://developer.paypal.com/api/rest/ */
export default defineSimulator({
  connector: paypal,
  headers: (call) => ({ 'paypal-debug-id': `simulated${call.sequence()}` }),
  oauth: { lifetimeSeconds: 32_400, token: (standard) => ({ ...standard, app_id: 'APP-SIMULATED', nonce: 'simulated' }) },
  open: ({ path }) => path === '/checkoutnow',
  failure: ({ status, code, message }) => {
    if (status === 401) return { error: 'invalid_token', error_description: 'The token passed in was not found in the system' };
    const name =
      code ?? { 404: 'RESOURCE_NOT_FOUND', 429: 'RATE_LIMIT_REACHED', 500: 'INTERNAL_SERVER_ERROR' }[status] ?? 'INVALID_REQUEST';
    const details = status === 422 ? [{ issue: name, description: message }] : [];
    return { name: status === 422 ? 'UNPROCESSABLE_ENTITY' : name, message, debug_id: 'simulated', details };
  },
  tables: {
    orders: { mint: lettered('', 17, 'capitals') },
    authorizations: { mint: lettered('A', 16, 'capitals') },
    captures: { mint: lettered('C', 16, 'capitals') },
    refunds: { mint: lettered('R', 16, 'capitals') },
    payouts: { id: 'payout_batch_id', mint: lettered('B', 12, 'capitals') },
    payoutItems: { id: 'payout_item_id', mint: lettered('I', 12, 'capitals') },
    invoices: { mint: (count) => `INV2-SIMU-LATE-D000-${String(count).padStart(4, '0')}` },
    products: {
      mint: lettered('PROD-', 17, 'capitals'),
      seed: [{ id: 'PROD-SIMULATEDENGINE', name: 'Difference engine', type: 'PHYSICAL', create_time: '2026-01-12T09:30:00Z' }],
    },
  },
  routes: {
    'GET /v1/notifications/webhooks': () => ({ webhooks: [] }),
    'GET /checkoutnow': approve,
    'POST /v2/checkout/orders': createOrder,
    'GET /v2/checkout/orders/:id': (call) => one(call, 'orders'),
    'PATCH /v2/checkout/orders/:id': updateOrder,
    'POST /v2/checkout/orders/:id/capture': (call) => pay(call, 'CAPTURE'),
    'POST /v2/checkout/orders/:id/authorize': (call) => pay(call, 'AUTHORIZE'),
    'GET /v2/payments/authorizations/:id': (call) => one(call, 'authorizations'),
    'POST /v2/payments/authorizations/:id/capture': captureHeld,
    'POST /v2/payments/authorizations/:id/void': voided,
    'GET /v2/payments/captures/:id': (call) => one(call, 'captures'),
    'POST /v2/payments/captures/:id/refund': refund,
    'GET /v2/payments/refunds/:id': (call) => one(call, 'refunds'),
    'POST /v1/payments/payouts': payout,
    'GET /v1/payments/payouts/:id': (call) => {
      const batch = one(call, 'payouts');
      return {
        batch_header: batch,
        ...paged(
          call,
          call.table('payoutItems').where((row) => row['payout_batch_id'] === batch['payout_batch_id']),
          'items',
          1_000,
        ),
      };
    },
    'GET /v1/payments/payouts-item/:id': (call) => one(call, 'payoutItems'),
    'POST /v2/invoicing/invoices': createInvoice,
    'GET /v2/invoicing/invoices': (call) => paged(call, call.table('invoices').all(), 'items', 100),
    'GET /v2/invoicing/invoices/:id': (call) => one(call, 'invoices'),
    'POST /v2/invoicing/invoices/:id/send': (call) => {
      one(call, 'invoices')['status'] = 'SENT';
      return new Reply(202, {});
    },
    'DELETE /v2/invoicing/invoices/:id': removeInvoice,
    'POST /v1/catalogs/products': (call) => {
      call.need('name', 'type');
      return call.created(call.table('products').insert({ ...without(call.body, 'id'), create_time: call.now }));
    },
    'GET /v1/catalogs/products': (call) => paged(call, list(call.table('products').all()).map(object), 'products', 20),
    'GET /v1/catalogs/products/:id': (call) => one(call, 'products'),
  },
});
