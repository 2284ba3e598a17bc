import { z } from 'zod';
import type { PageInfo } from '@patchbay/connector-sdk';

export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');
export const Id = z.string().min(1).max(64);

export const Money = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, such as EUR'),
  value: z
    .string()
    .max(32)
    .regex(/^\d+(\.\d+)?$/, 'A decimal number such as 10.50'),
});
export const MoneyWire = z.object({ currency_code: z.string(), value: z.string() });
export const toMoney = ({ currency_code, value }: z.output<typeof MoneyWire>): z.output<typeof Money> => ({
  currency: currency_code,
  value,
});
export const toMoneyWire = ({ currency, value }: z.output<typeof Money>) => ({ currency_code: currency, value });

/** Answers hold the whole object instead of its id and links. */
export const WHOLE = { prefer: 'return=representation' };

/** What authorizations, captures and refunds have in common. */
export const PaymentWire = z.object({
  id: z.string(),
  status: z.string(),
  status_details: z.object({ reason: z.string().nullish() }).nullish(),
  amount: MoneyWire.nullish(),
  invoice_id: z.string().nullish(),
  custom_id: z.string().nullish(),
  create_time: z.string().nullish(),
});
export const Payment = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string().describe('Why it is pending, declined or failed').optional(),
  amount: Money.optional(),
  invoiceId: z.string().optional(),
  customId: z.string().optional(),
  createdAt: z.string().optional(),
});
export const toPayment = (p: z.output<typeof PaymentWire>): z.output<typeof Payment> => ({
  id: p.id,
  status: p.status,
  reason: p.status_details?.reason ?? undefined,
  amount: p.amount ? toMoney(p.amount) : undefined,
  invoiceId: p.invoice_id ?? undefined,
  customId: p.custom_id ?? undefined,
  createdAt: p.create_time ?? undefined,
});

export const Pages = z.object({ total_pages: z.number().nullish() });

/** The paging half of `http.all` options: pages are numbered from 1 and `total_pages` says how many there are. */
export function pagesOf(pageSize: number) {
  return {
    query: { page: 1, total_required: true },
    pageSize: { param: 'page_size', max: pageSize },
    next: ({ total_pages: pages }: z.output<typeof Pages>, { index }: PageInfo) => index + 1 < (pages ?? 0) && { page: index + 2 },
  };
}
