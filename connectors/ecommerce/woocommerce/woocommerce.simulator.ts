import {
  defineSimulator,
  flag,
  mentions,
  number,
  numbered,
  object,
  Reply,
  rows,
  text,
  type Call,
  type Handler,
  type Row,
} from '@patchbay/simulator';
import woocommerce from './woocommerce.connector.js';

const V = '/wp-json/wc/v3';
const AT = '2026-01-12T09:30:00';
/** Times are told in UTC without saying so. */
const gmt = (call: Call): string => call.now.slice(0, 19);
const CODES: Readonly<Record<string, string>> = {
  products: 'woocommerce_rest_product_invalid_id',
  orders: 'woocommerce_rest_shop_order_invalid_id',
  customers: 'woocommerce_rest_invalid_id',
  coupons: 'woocommerce_rest_shop_coupon_invalid_id',
};

function one(call: Call, table: string): Row {
  const row = call.table(table).get(call.params['id']);
  if (!row) throw call.fail(404, 'Invalid ID.', CODES[table] ?? 'woocommerce_rest_invalid_id');
  return row;
}

/** How many there are is told in headers: https://woocommerce.github.io/woocommerce-rest-api-docs/#pagination */
function paged(call: Call, found: readonly Row[]): Reply {
  const { rows: page, size, total } = call.page(found, { size: 'per_page', page: 'page', usual: 10, tells: true });
  return new Reply(200, page, { 'x-wp-total': String(total), 'x-wp-totalpages': String(Math.ceil(total / size)) });
}

function listed(call: Call, table: string): Reply {
  const asked = Object.fromEntries(call.query);
  const same = ['sku', 'code', 'email', 'role', 'type', 'stock_status'].flatMap((name) =>
    asked[name] === undefined ? [] : [[name, asked[name]] as const],
  );
  const found = call
    .table(table)
    .where(
      (row) =>
        same.every(([name, value]) => (name === 'role' && value === 'all' ? true : text(row[name]) === value)) &&
        (asked['status'] === undefined
          ? row['status'] !== 'trash'
          : ['any', ...asked['status'].split(',')].includes(text(row['status']))) &&
        (asked['customer'] === undefined || text(row['customer_id']) === asked['customer']) &&
        (asked['category'] === undefined || rows(row['categories']).some(({ id }) => text(id) === asked['category'])) &&
        (asked['after'] === undefined || text(row['date_created_gmt']) > asked['after']) &&
        (asked['before'] === undefined || text(row['date_created_gmt']) < asked['before']) &&
        (asked['modified_after'] === undefined || text(row['date_modified_gmt']) > asked['modified_after']) &&
        mentions(row, text(asked['search'])),
    );
  return paged(call, found.reverse());
}

interface Kind {
  readonly table: string;
  /** Members that nothing else may have. */
  readonly unique: string;
  readonly taken: string;
  readonly made: (call: Call, given: Row) => Row;
}

function refuseTaken(call: Call, { table, unique, taken }: Kind, given: Row, id?: unknown): void {
  const value = given[unique];
  if (value && call.table(table).find((row) => row[unique] === value && row['id'] !== id))
    throw call.fail(400, `The ${unique} is taken.`, taken);
}

function resource(kind: Kind): Record<string, Handler> {
  const { table } = kind;
  return {
    [`POST ${V}/${table}`]: (call) => {
      refuseTaken(call, kind, call.body);
      const stamps = { date_created_gmt: gmt(call), date_modified_gmt: gmt(call), meta_data: [] };
      return call.created(call.table(table).insert({ ...stamps, ...kind.made(call, call.body) }));
    },
    [`GET ${V}/${table}`]: (call) => listed(call, table),
    [`GET ${V}/${table}/:id`]: (call) => one(call, table),
    [`PUT ${V}/${table}/:id`]: (call) => {
      const row = one(call, table);
      refuseTaken(call, kind, call.body, row['id']);
      return call.update(table, { ...kind.made(call, { ...row, ...call.body }), date_modified_gmt: gmt(call) });
    },
    [`DELETE ${V}/${table}/:id`]: (call) => {
      const row = one(call, table);
      if (flag(call.query.get('force'))) return call.remove(table);
      if (table === 'customers') throw call.fail(501, 'Customers do not support trashing.', 'woocommerce_rest_trash_not_supported');
      return Object.assign(row, { status: 'trash' });
    },
  };
}

function product(call: Call, given: Row): Row {
  const regular = text(given['regular_price']);
  const sale = text(given['sale_price']);
  const categories = rows(given['categories']).map(({ id }) => call.table('categories').get(id) ?? { id, name: '' });
  return {
    ...given,
    type: text(given['type'], 'simple'),
    status: text(given['status'], 'publish'),
    price: sale || regular,
    regular_price: regular,
    on_sale: sale !== '',
    stock_status: text(given['stock_status'], 'instock'),
    permalink: 'https://shop.example/product',
    categories,
    tags: [],
    images: rows(given['images']),
  };
}

function order(call: Call, given: Row): Row {
  const lines = rows(given['line_items']).map((line) => {
    const { name, price, sku } = call.table('products').get(line['product_id']) ?? {};
    const total = text(line['total'], (number(price) * number(line['quantity'], 1)).toFixed(2));
    return {
      id: line['id'] ?? call.sequence(),
      name: text(line['name'], text(name, 'Item')),
      sku: text(sku),
      quantity: number(line['quantity'], 1),
      ...line,
      subtotal: total,
      total,
    };
  });
  const paid = flag(given['set_paid']);
  return {
    ...given,
    number: text(given['number'], String(call.table('orders').size + 101)),
    status: text(given['status'], paid ? 'processing' : 'pending'),
    currency: text(given['currency'], 'GBP'),
    total: lines.reduce((sum, line) => sum + number(line.total), 0).toFixed(2),
    line_items: lines,
    ...(paid ? { date_paid_gmt: gmt(call) } : {}),
  };
}

function refund(call: Call): unknown {
  const row = one(call, 'orders');
  const before = call
    .table('refunds')
    .where((each) => each['order'] === row['id'])
    .reduce((sum, each) => sum + number(each['amount']), 0);
  if (before + number(call.body['amount']) > number(row['total']))
    throw call.fail(400, 'Invalid refund amount.', 'woocommerce_rest_cannot_create_order_refund');
  const { amount, reason, api_refund: back } = call.body;
  return call.created(
    call
      .table('refunds')
      .insert({ order: row['id'], amount, reason: text(reason), refunded_payment: flag(back), date_created_gmt: gmt(call) }),
  );
}

function variation(call: Call): Row {
  const found = call.table('variations').get(call.params['variation']);
  if (!found || found['product'] !== one(call, 'products')['id'])
    throw call.fail(404, 'Invalid ID.', 'woocommerce_rest_product_variation_invalid_id');
  return found;
}

/** https://woocommerce.github.io/woocommerce-rest-api-docs/ */
export default defineSimulator({
  connector: woocommerce,
  failure: ({ status, code, message }) => ({
    code: code ?? { 401: 'woocommerce_rest_cannot_view', 404: 'rest_no_route' }[status] ?? 'rest_error',
    message,
    data: { status },
  }),
  tables: {
    products: {
      mint: numbered(100),
      seed: [
        {
          id: 11,
          name: 'Difference engine',
          type: 'variable',
          status: 'publish',
          sku: 'DE-2',
          price: '174.70',
          regular_price: '174.70',
          categories: [{ id: 31, name: 'Engines' }],
          variations: [21],
          date_created_gmt: AT,
        },
        {
          id: 12,
          name: 'Punched cards',
          type: 'simple',
          status: 'publish',
          sku: 'PC-1',
          price: '2.50',
          regular_price: '2.50',
          categories: [],
          date_created_gmt: AT,
        },
      ],
    },
    variations: {
      mint: numbered(200),
      seed: [
        {
          id: 21,
          product: 11,
          sku: 'DE-2-BRASS',
          price: '199.00',
          regular_price: '199.00',
          attributes: [{ name: 'Metal', option: 'Brass' }],
        },
      ],
    },
    categories: {
      mint: numbered(300),
      seed: [
        { id: 31, name: 'Engines' },
        { id: 32, name: 'Cards' },
      ],
    },
    customers: {
      mint: numbered(400),
      seed: [
        {
          id: 41,
          email: 'ada@engines.example',
          first_name: 'Ada',
          last_name: 'Lovelace',
          username: 'ada',
          role: 'customer',
          is_paying_customer: true,
          date_created_gmt: AT,
        },
      ],
    },
    orders: { mint: numbered(500) },
    coupons: { mint: numbered(600) },
    refunds: { mint: numbered(700) },
    notes: { mint: numbered(800) },
  },
  routes: {
    [`GET ${V}/products/categories`]: (call) =>
      paged(
        call,
        call.table('categories').where((row) => mentions(row['name'], call.query.get('search') ?? '')),
      ),
    ...resource({ table: 'products', unique: 'sku', taken: 'product_invalid_sku', made: product }),
    ...resource({ table: 'orders', unique: 'id', taken: '', made: order }),
    ...resource({
      table: 'customers',
      unique: 'email',
      taken: 'registration-error-email-exists',
      made: (_, { password: _secret, ...given }) => ({ role: 'customer', is_paying_customer: false, ...given }),
    }),
    ...resource({
      table: 'coupons',
      unique: 'code',
      taken: 'woocommerce_rest_coupon_code_already_exists',
      made: (_, given) => ({
        discount_type: 'fixed_cart',
        usage_count: 0,
        status: 'publish',
        ...given,
        amount: text(given['amount'], '0.00'),
      }),
    }),
    [`GET ${V}/products/:id/variations`]: (call) => {
      const { id } = one(call, 'products');
      return paged(
        call,
        call.table('variations').where((row) => row['product'] === id),
      );
    },
    [`PUT ${V}/products/:id/variations/:variation`]: (call) => {
      const row = Object.assign(variation(call), object(call.body));
      return Object.assign(row, { price: text(row['sale_price']) || text(row['regular_price']) });
    },
    [`POST ${V}/orders/:id/refunds`]: refund,
    [`GET ${V}/orders/:id/refunds`]: (call) => {
      const { id } = one(call, 'orders');
      return paged(
        call,
        call.table('refunds').where((row) => row['order'] === id),
      );
    },
    [`POST ${V}/orders/:id/notes`]: (call) =>
      call.created(call.table('notes').insert({ order: one(call, 'orders')['id'], note: call.body['note'] })),
  },
});
