import type { ListPrice } from '@patchbay/kernel';

/** List prices of one model, in US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Input read from the provider's cache; absent = not offered. */
  readonly cached?: number;
  /** Input written to the cache for minutes, and for an hour; absent = billed as other input. */
  readonly cacheWrite?: number;
  readonly cacheWriteHour?: number;
  /** Requests with more input tokens than this have another tariff, which the table does not hold. */
  readonly upToInputTokens?: number;
}

/** A provider's price list as data: where it was read and when. */
export interface PriceTable {
  readonly source: string;
  /** ISO date. */
  readonly asOf: string;
  readonly models: Readonly<Record<string, ModelPrice>>;
}

/** Tokens of one call. Each token is counted in one member only. */
export interface BilledTokens {
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
  readonly cacheWrite?: number;
  readonly cacheWriteHour?: number;
}

const SNAPSHOT = /-(?:\d{4}-\d{2}-\d{2}|20\d{6})$/;

/**
 * What a model call cost. In: the provider's price list, the model's name (a dated snapshot costs what its model costs) and the tokens.
 * Out: US dollars, or null when the list does not tell the price; never a guess.
 */
export function priceOf(table: PriceTable, model: string, tokens: BilledTokens): number | null {
  const price = rowOf(table, model);
  if (!price) return null;
  const { input, output, cached = 0, cacheWrite = 0, cacheWriteHour = 0 } = tokens;
  if (price.upToInputTokens !== undefined && input + cached + cacheWrite + cacheWriteHour > price.upToInputTokens) return null;
  if ((cached > 0 && price.cached === undefined) || (cacheWriteHour > 0 && price.cacheWriteHour === undefined)) return null;
  const millionths =
    input * price.input +
    output * price.output +
    cached * (price.cached ?? 0) +
    cacheWrite * (price.cacheWrite ?? price.input) +
    cacheWriteHour * (price.cacheWriteHour ?? 0);
  // Prices have at most four decimals; this drops the noise of binary fractions only.
  return Number((millionths / 1e6).toFixed(10));
}

/** What a model call cost, and by which prices: the members of a cost record that tell money. In and out as `priceOf`. */
export function chargeOf(table: PriceTable, model: string, tokens: BilledTokens): { usd: number | null; price?: ListPrice } {
  const usd = priceOf(table, model, tokens);
  const row = rowOf(table, model);
  if (usd === null || !row) return { usd: null };
  const { input, output, cached } = row;
  return { usd, price: { input, output, ...(cached === undefined ? {} : { cached }), source: table.source, asOf: table.asOf } };
}

function rowOf(table: PriceTable, model: string): ModelPrice | undefined {
  const name = Object.hasOwn(table.models, model) ? model : model.replace(SNAPSHOT, '');
  return Object.hasOwn(table.models, name) ? table.models[name] : undefined;
}
