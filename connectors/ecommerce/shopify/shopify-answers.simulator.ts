import { mentions, text, type Call, type Row } from '@patchbay/simulator';

/** What the answers of the simulated shop have in common. */
export const CURRENCY = 'GBP';
export const bag = (amount: number, currency = CURRENCY): Row => ({ shopMoney: { amount: amount.toFixed(2), currencyCode: currency } });
export const NONE = { userErrors: [] as Row[] };
/** A mutation's no: told beside an empty result. */
export const refused = (message: string, code?: string, field = 'id'): Row => ({
  userErrors: [{ field: [field], message, code: code ?? null }],
});

/** A connection: nodes and where the next page begins. */
export function connection(call: Call, found: readonly Row[], args: Row): Row {
  const { rows: nodes, next } = call.page(found, { size: 'first', cursor: 'after', most: 250 }, args);
  return { nodes, pageInfo: { hasNextPage: next !== undefined, endCursor: next?.cursor ?? null } };
}

/** `status:active AND tag:new words`, all of them. */
export function matching(query: unknown): (row: Row) => boolean {
  const terms = text(query)
    .split(/\s+(?:AND\s+)?/)
    .filter(Boolean);
  const names: Readonly<Record<string, string>> = {
    tag: 'tags',
    product_type: 'productType',
    email: 'email',
    financial_status: 'displayFinancialStatus',
  };
  return (row) =>
    terms.every((term) => {
      const [, name, value = term] = /^(\w+):'?(.+?)'?$/.exec(term) ?? [];
      return mentions(name === undefined ? row : row[names[name] ?? name], value);
    });
}
