import { z } from 'zod';
import { AddressWire, Billing, Shipping, toAddress, toAddressWire, toBilling } from './address.js';
import { Id, isoTime, Meta, MetaWire, Money, objectActions, Times, toTimes } from './shop-object.js';

const Wire = z.object({
  id: z.number(),
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  total: z.string(),
  total_tax: z.string().nullish(),
  shipping_total: z.string().nullish(),
  discount_total: z.string().nullish(),
  customer_id: z.number().nullish(),
  customer_note: z.string().nullish(),
  billing: AddressWire.nullish(),
  shipping: AddressWire.nullish(),
  payment_method: z.string().nullish(),
  payment_method_title: z.string().nullish(),
  transaction_id: z.string().nullish(),
  line_items: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      product_id: z.number().nullish(),
      variation_id: z.number().nullish(),
      quantity: z.number(),
      subtotal: z.string().nullish(),
      total: z.string(),
      sku: z.string().nullish(),
    }),
  ),
  coupon_lines: z.array(z.object({ code: z.string() })).nullish(),
  date_created_gmt: z.string().nullish(),
  date_modified_gmt: z.string().nullish(),
  date_paid_gmt: z.string().nullish(),
  date_completed_gmt: z.string().nullish(),
  meta_data: MetaWire,
});
const Order = z.object({
  id: z.int(),
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  total: z.string(),
  totalTax: z.string().optional(),
  shippingTotal: z.string().optional(),
  discountTotal: z.string().optional(),
  customerId: z.int().describe('Absent for guests').optional(),
  customerNote: z.string().optional(),
  billing: Billing,
  shipping: Shipping,
  paymentMethod: z.string().optional(),
  paymentMethodTitle: z.string().optional(),
  transactionId: z.string().optional(),
  items: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      productId: z.int().optional(),
      variationId: z.int().optional(),
      quantity: z.number(),
      subtotal: z.string().optional(),
      total: z.string(),
      sku: z.string().optional(),
    }),
  ),
  coupons: z.array(z.string()),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  paidAt: z.string().optional(),
  completedAt: z.string().optional(),
  meta: Meta,
});
const toItem = (i: z.output<typeof Wire>['line_items'][number]) => ({
  id: i.id,
  name: i.name,
  productId: i.product_id || undefined,
  variationId: i.variation_id || undefined,
  quantity: i.quantity,
  subtotal: i.subtotal ?? undefined,
  total: i.total,
  sku: i.sku || undefined,
});
const toOrder = (o: z.output<typeof Wire>) => ({
  id: o.id,
  number: o.number,
  status: o.status,
  currency: o.currency,
  total: o.total,
  totalTax: o.total_tax ?? undefined,
  shippingTotal: o.shipping_total ?? undefined,
  discountTotal: o.discount_total ?? undefined,
  customerId: o.customer_id || undefined,
  customerNote: o.customer_note || undefined,
  billing: toBilling(o.billing),
  shipping: toAddress(o.shipping),
  paymentMethod: o.payment_method || undefined,
  paymentMethodTitle: o.payment_method_title || undefined,
  transactionId: o.transaction_id || undefined,
  items: o.line_items.map(toItem),
  coupons: (o.coupon_lines ?? []).map(({ code }) => code),
  createdAt: isoTime(o.date_created_gmt),
  modifiedAt: isoTime(o.date_modified_gmt),
  paidAt: isoTime(o.date_paid_gmt),
  completedAt: isoTime(o.date_completed_gmt),
  meta: o.meta_data ?? [],
});

const Status = z
  .string()
  .regex(/^[a-z0-9-]+$/)
  .describe('pending, processing, on-hold, completed, cancelled, refunded, failed, or one of a plugin');
const Fields = z.object({
  status: Status.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  customerId: Id.describe('Absent for guests').optional(),
  customerNote: z.string().optional(),
  billing: Billing.optional(),
  shipping: Shipping.optional(),
  paymentMethod: z.string().min(1).describe('Id of the gateway, such as bacs').optional(),
  paymentMethodTitle: z.string().min(1).optional(),
  transactionId: z.string().optional(),
  setPaid: z.boolean().describe('Marks it paid: processing, and the stock goes down').optional(),
  items: z
    .array(
      z.object({
        id: Id.describe('Of the line to change; absent for a new one').optional(),
        productId: Id.optional(),
        variationId: Id.optional(),
        quantity: z.int().nonnegative().describe('0 takes a line off').optional(),
        subtotal: Money.optional(),
        total: Money.optional(),
      }),
    )
    .optional(),
  shippingLines: z.array(z.object({ methodId: z.string().min(1), methodTitle: z.string().min(1), total: Money })).optional(),
  fees: z.array(z.object({ name: z.string().min(1), total: Money })).optional(),
  coupons: z.array(z.string().min(1)).describe('Codes').optional(),
  meta: Meta.optional(),
});
const toWire = (f: Partial<z.output<typeof Fields>>) => ({
  status: f.status,
  currency: f.currency,
  customer_id: f.customerId,
  customer_note: f.customerNote,
  billing: toAddressWire(f.billing),
  shipping: toAddressWire(f.shipping),
  payment_method: f.paymentMethod,
  payment_method_title: f.paymentMethodTitle,
  transaction_id: f.transactionId,
  set_paid: f.setPaid,
  line_items: f.items?.map(({ productId, variationId, ...line }) => ({ ...line, product_id: productId, variation_id: variationId })),
  shipping_lines: f.shippingLines?.map((line) => ({ method_id: line.methodId, method_title: line.methodTitle, total: line.total })),
  fee_lines: f.fees,
  coupon_lines: f.coupons?.map((code) => ({ code })),
  meta_data: f.meta,
});

export const orderActions = objectActions({
  noun: 'order',
  plural: 'orders',
  wire: Wire,
  output: Order,
  toOutput: toOrder,
  fields: Fields,
  toWire,
  filters: z.object({
    search: z.string().min(1).optional(),
    statuses: z.array(Status).min(1).optional(),
    customerId: Id.optional(),
    productId: Id.optional(),
    ...Times,
  }),
  toQuery: (f) => ({
    search: f.search,
    status: f.statuses?.join(','),
    customer: f.customerId,
    product: f.productId,
    ...toTimes(f),
  }),
});
