import { describe, expect, it } from '@jest/globals';
import { priceOf, type PriceTable } from './model-price.js';

const table: PriceTable = {
  source: 'https://vendor.example/pricing',
  asOf: '2026-10-04',
  models: {
    large: { input: 2, output: 10, cached: 0.2, cacheWrite: 2.5, cacheWriteHour: 4, upToInputTokens: 1_000 },
    plain: { input: 0.02, output: 0 },
  },
};

describe('priceOf', () => {
  it('charges each kind of token at its own price', () => {
    expect(priceOf(table, 'large', { input: 100, output: 10, cached: 200, cacheWrite: 40, cacheWriteHour: 10 })).toBe(0.00048);
  });

  it('charges a dated snapshot like its model', () => {
    expect(priceOf(table, 'plain-2026-01-31', { input: 1_000_000, output: 0 })).toBe(0.02);
    expect(priceOf(table, 'plain-20260131', { input: 1_000_000, output: 0 })).toBe(0.02);
  });

  it('answers null rather than guess: an unknown model, a longer prompt than the tariff covers, a cache without a price', () => {
    expect(priceOf(table, 'other', { input: 1, output: 1 })).toBeNull();
    expect(priceOf(table, 'constructor', { input: 1, output: 1 })).toBeNull();
    expect(priceOf(table, 'large', { input: 900, output: 1, cached: 101 })).toBeNull();
    expect(priceOf(table, 'plain', { input: 1, output: 1, cached: 1 })).toBeNull();
  });
});
