import { defineSimulator, flag, lettered, mentions, number, object, text, type Call, type Row } from '@patchbay/simulator';
import stripe from './stripe.connector.js';

const CREATED = 1_767_950_000;
const customer = (id: string, name: string, email: string): Row => ({
  id,
  object: 'customer',
  created: CREATED,
  name,
  email,
  balance: 0,
  metadata: {},
});

/** Pages go on after the last id the caller has seen. */
function listed(call: Call, table: string, filters: readonly string[] = []): Row {
  const asked = filters.flatMap((name) => (call.query.has(name) ? [[name, call.query.get(name)] as const] : []));
  const found = call
    .table(table)
    .where((row) => row['deleted'] !== true && asked.every(([name, value]) => text(row[name]) === value))
    .reverse();
  const after = call.query.get('starting_after');
  const start = after === null ? 0 : found.findIndex((row) => row['id'] === after) + 1;
  if (after !== null && start === 0) throw call.fail(400, `No such object: '${after}'`, 'resource_missing');
  const end = start + call.pageSize('limit', 10);
  return { object: 'list', url: call.path, data: found.slice(start, end), has_more: end < found.length };
}

function create(call: Call, table: string, row: Row): Row {
  return call.table(table).insert({ created: call.nowSeconds, livemode: false, ...row });
}

function one(call: Call, table: string): Row {
  const row = call.one(table, undefined, 'resource_missing');
  if (row['deleted'] === true) throw call.fail(404, `No such ${table.slice(0, -1)}: '${text(row['id'])}'`, 'resource_missing');
  return row;
}

function changeCustomer(call: Call): Row {
  const row = one(call, 'customers');
  const metadata = { ...object(row['metadata']), ...object(call.body['metadata']) };
  return call.update('customers', { ...call.body, metadata });
}

/** Clauses of the search language joined by AND: `email:'a'`, `name~'part'`, `metadata['key']:'value'`. */
function searchCustomers(call: Call): Row {
  const clauses = [...text(call.query.get('query')).matchAll(/(\w+)(?:\['([^']*)'\])?\s*([:~])\s*['"]([^'"]*)['"]/g)];
  if (clauses.length === 0) throw call.fail(400, 'The query is not in the search language.', 'parameter_invalid');
  const found = call.table('customers').where((row) =>
    clauses.every(([, name = '', key, sign, wanted = '']) => {
      const value = key === undefined ? row[name] : object(row[name])[key];
      return row['deleted'] !== true && (sign === '~' ? mentions(value, wanted) : text(value) === wanted);
    }),
  );
  const { rows: data, next } = call.page(found, { size: 'limit', cursor: 'page', usual: 10 });
  return { object: 'search_result', url: call.path, data, has_more: next !== undefined, next_page: next?.cursor ?? null };
}

function createIntent(call: Call): Row {
  call.need('amount', 'currency');
  const { confirm, payment_method: method, ...fields } = call.body;
  const intent = create(call, 'intents', {
    object: 'payment_intent',
    status: method === undefined ? 'requires_payment_method' : 'requires_confirmation',
    amount_received: 0,
    client_secret: 'pi_simulated_secret',
    latest_charge: null,
    ...fields,
    amount: number(fields['amount']),
    metadata: object(fields['metadata']),
    payment_method: method ?? null,
  });
  return flag(confirm) ? confirmed(call, intent) : intent;
}

/** The card that is always declined is Stripe's own test card: https://docs.stripe.com/testing#declined-payments */
function confirmed(call: Call, intent: Row): Row {
  const method = text(call.body['payment_method'], text(intent['payment_method']));
  if (method === '') throw call.fail(400, 'The PaymentIntent has no payment method.', 'payment_intent_unexpected_state');
  if (method.includes('Declined')) throw call.fail(402, 'Your card was declined.', 'card_declined');
  if (intent['status'] === 'canceled' || intent['status'] === 'succeeded')
    throw call.fail(400, 'The PaymentIntent is in another state.', 'payment_intent_unexpected_state');
  const charge = create(call, 'charges', {
    object: 'charge',
    amount: intent['amount'],
    amount_refunded: 0,
    currency: intent['currency'],
    status: 'succeeded',
    paid: true,
    refunded: false,
    customer: intent['customer'] ?? null,
    payment_intent: intent['id'],
    description: intent['description'] ?? null,
    receipt_url: 'https://pay.stripe.example/receipts/simulated',
  });
  return call.update(
    'intents',
    { status: 'succeeded', payment_method: method, amount_received: intent['amount'], latest_charge: charge['id'] },
    intent['id'],
  );
}

function refund(call: Call): Row {
  const intent = text(call.body['payment_intent']);
  const charge = call
    .table('charges')
    .find((row) => (intent === '' ? row['id'] === call.body['charge'] : row['payment_intent'] === intent));
  if (!charge) throw call.fail(404, 'No such charge.', 'resource_missing');
  const left = number(charge['amount']) - number(charge['amount_refunded']);
  const amount = number(call.body['amount'], left);
  if (amount > left || left === 0) throw call.fail(400, 'The charge is refunded already.', 'charge_already_refunded');
  const refunded = number(charge['amount_refunded']) + amount;
  call.update('charges', { amount_refunded: refunded, refunded: refunded === charge['amount'] }, charge['id']);
  const { currency, id, payment_intent } = charge;
  return create(call, 'refunds', {
    object: 'refund',
    amount,
    currency,
    status: 'succeeded',
    reason: call.body['reason'] ?? null,
    charge: id,
    payment_intent,
  });
}

function createPrice(call: Call): Row {
  call.need('product', 'currency');
  call.one('products', call.body['product'], 'resource_missing');
  const { unit_amount: amount, recurring, ...fields } = call.body;
  const interval =
    recurring === undefined
      ? null
      : { interval_count: number(object(recurring)['interval_count'], 1), interval: object(recurring)['interval'] };
  return create(call, 'prices', {
    object: 'price',
    active: true,
    nickname: null,
    ...fields,
    unit_amount: number(amount),
    recurring: interval,
  });
}

/** https://docs.stripe.com/api */
export default defineSimulator({
  connector: stripe,
  headers: (call) => ({ 'request-id': `req_simulated${call.sequence()}` }),
  failure: ({ status, code, message }) => ({
    error: {
      type: { 402: 'card_error', 429: 'rate_limit_error' }[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error'),
      message,
      ...((code ?? status === 429) ? { code: code ?? 'rate_limit' } : {}),
    },
  }),
  tables: {
    customers: {
      mint: lettered('cus_', 14),
      seed: [
        customer('cus_SimAda00000001', 'Ada Lovelace', 'ada@engines.example'),
        customer('cus_SimGrace000001', 'Grace Hopper', 'grace@mark.example'),
      ],
    },
    intents: { mint: lettered('pi_', 24) },
    charges: { mint: lettered('ch_', 24) },
    refunds: { mint: lettered('re_', 24) },
    products: {
      mint: lettered('prod_', 14),
      seed: [
        {
          id: 'prod_SimEngine0001',
          object: 'product',
          name: 'Difference engine',
          active: true,
          description: null,
          default_price: null,
          created: CREATED,
        },
      ],
    },
    prices: { mint: lettered('price_', 24) },
    invoices: {
      mint: lettered('in_', 24),
      seed: [
        {
          id: 'in_SimInvoice000000000001',
          object: 'invoice',
          number: 'SIM-0001',
          status: 'open',
          customer: 'cus_SimAda00000001',
          amount_due: 17_470,
          amount_paid: 0,
          currency: 'gbp',
          created: CREATED,
          hosted_invoice_url: 'https://invoice.stripe.example/simulated',
        },
      ],
    },
  },
  routes: {
    'GET /v1/account': () => ({ id: 'acct_simulated', object: 'account', email: 'billing@engines.example', country: 'GB' }),
    'GET /v1/balance': () => ({
      object: 'balance',
      available: [{ amount: 91_000, currency: 'gbp' }],
      pending: [{ amount: 1_200, currency: 'gbp' }],
    }),
    'GET /v1/customers/search': searchCustomers,
    'POST /v1/customers': (call) =>
      create(call, 'customers', { object: 'customer', balance: 0, ...call.body, metadata: object(call.body['metadata']) }),
    'GET /v1/customers': (call) => listed(call, 'customers', ['email']),
    'GET /v1/customers/:id': (call) => one(call, 'customers'),
    'POST /v1/customers/:id': changeCustomer,
    'DELETE /v1/customers/:id': (call) => {
      one(call, 'customers');
      return { id: call.update('customers', { deleted: true })['id'], object: 'customer', deleted: true };
    },
    'POST /v1/payment_intents': createIntent,
    'GET /v1/payment_intents/:id': (call) => one(call, 'intents'),
    'POST /v1/payment_intents/:id/confirm': (call) => confirmed(call, one(call, 'intents')),
    'POST /v1/payment_intents/:id/cancel': (call) => {
      if (one(call, 'intents')['status'] === 'succeeded') throw call.fail(400, 'The payment is done.', 'payment_intent_unexpected_state');
      return call.update('intents', { status: 'canceled', cancellation_reason: call.body['cancellation_reason'] ?? null });
    },
    'GET /v1/charges': (call) => listed(call, 'charges', ['customer', 'payment_intent']),
    'GET /v1/charges/:id': (call) => one(call, 'charges'),
    'POST /v1/refunds': refund,
    'GET /v1/refunds': (call) => listed(call, 'refunds', ['payment_intent', 'charge']),
    'GET /v1/invoices': (call) => listed(call, 'invoices', ['customer', 'status']),
    'POST /v1/products': (call) => {
      call.need('name');
      return create(call, 'products', { object: 'product', default_price: null, ...call.body, active: flag(call.body['active'] ?? true) });
    },
    'GET /v1/products': (call) => listed(call, 'products', ['active']),
    'POST /v1/prices': createPrice,
    'GET /v1/prices': (call) => listed(call, 'prices', ['product', 'active']),
  },
});
