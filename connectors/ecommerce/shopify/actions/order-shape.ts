import { z } from 'zod';
import { Money, MoneyBag, MONEY_BAG, toMoney } from './shopify-graphql.js';

export const OrderWire = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  note: z.string().nullish(),
  tags: z.array(z.string()),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string(),
  customer: z.object({ id: z.string() }).nullish(),
  totalPriceSet: MoneyBag,
  totalRefundedSet: MoneyBag,
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullish(),
});
export const ORDER_FIELDS = `fragment OrderFields on Order {
  id name email phone note tags displayFinancialStatus displayFulfillmentStatus customer { id }
  totalPriceSet { ${MONEY_BAG} } totalRefundedSet { ${MONEY_BAG} } createdAt updatedAt cancelledAt
}`;

export const Order = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
  note: z.string().optional(),
  tags: z.array(z.string()),
  financialStatus: z.string().optional(),
  fulfillmentStatus: z.string(),
  customerId: z.string().optional(),
  total: Money,
  refunded: Money,
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().optional(),
});
export const toOrder = (o: z.output<typeof OrderWire>) => ({
  id: o.id,
  name: o.name,
  email: o.email ?? undefined,
  phone: o.phone ?? undefined,
  note: o.note ?? undefined,
  tags: o.tags,
  financialStatus: o.displayFinancialStatus ?? undefined,
  fulfillmentStatus: o.displayFulfillmentStatus,
  customerId: o.customer?.id,
  total: toMoney(o.totalPriceSet),
  refunded: toMoney(o.totalRefundedSet),
  createdAt: o.createdAt,
  updatedAt: o.updatedAt,
  cancelledAt: o.cancelledAt ?? undefined,
});

export const LineWire = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullish(),
  quantity: z.number(),
  refundableQuantity: z.number(),
  variant: z.object({ id: z.string() }).nullish(),
  originalUnitPriceSet: MoneyBag,
});
export const LINE_FIELDS = `id title sku quantity refundableQuantity variant { id } originalUnitPriceSet { ${MONEY_BAG} }`;

export const Line = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().optional(),
  quantity: z.int(),
  refundableQuantity: z.int(),
  variantId: z.string().optional(),
  unitPrice: Money,
});
export const toLine = (l: z.output<typeof LineWire>) => ({
  id: l.id,
  title: l.title,
  sku: l.sku ?? undefined,
  quantity: l.quantity,
  refundableQuantity: l.refundableQuantity,
  variantId: l.variant?.id,
  unitPrice: toMoney(l.originalUnitPriceSet),
});
