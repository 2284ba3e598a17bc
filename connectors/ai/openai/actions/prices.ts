import type { PriceTable } from '@patchbay/connector-sdk';

/**
 * Standard tier, text tokens. Models that are not listed, and other tiers, have no known price here. The figures were read second-hand,
 * from public tables that name the vendor's page as their source: the GPT-6 and 5.6 rows as of this date, the older rows from earlier
 * ones. Where the tables disagree (cached input of o3 and o4-mini) the price is left out.
 */
export const PRICES: PriceTable = {
  source: 'https://developers.openai.com/api/docs/pricing',
  asOf: '2026-10-04',
  models: {
    'gpt-6-astra': { input: 10, cached: 1, output: 50, cacheWrite: 12.5, upToInputTokens: 272_000 },
    'gpt-6.1-sol': { input: 2, cached: 0.1, output: 10, cacheWrite: 2.5, upToInputTokens: 272_000 },
    'gpt-6-luna': { input: 0.1, cached: 0.01, output: 0.5, cacheWrite: 0.125, upToInputTokens: 272_000 },
    'gpt-5.6-sol': { input: 4, cached: 0.4, output: 20, cacheWrite: 5, upToInputTokens: 272_000 },
    'gpt-5.5': { input: 5, cached: 0.5, output: 30, upToInputTokens: 272_000 },
    'gpt-5.4': { input: 2.5, cached: 0.25, output: 15, upToInputTokens: 272_000 },
    'gpt-5.4-mini': { input: 0.75, cached: 0.075, output: 4.5 },
    'gpt-5.2': { input: 1.75, cached: 0.175, output: 14 },
    'gpt-5': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5-mini': { input: 0.25, cached: 0.025, output: 2 },
    'gpt-5-nano': { input: 0.05, cached: 0.005, output: 0.4 },
    'gpt-4.1': { input: 2, cached: 0.5, output: 8 },
    'gpt-4.1-mini': { input: 0.4, cached: 0.1, output: 1.6 },
    'gpt-4.1-nano': { input: 0.1, cached: 0.025, output: 0.4 },
    'gpt-4o': { input: 2.5, cached: 1.25, output: 10 },
    'gpt-4o-mini': { input: 0.15, cached: 0.075, output: 0.6 },
    o3: { input: 2, output: 8 },
    'o4-mini': { input: 1.1, output: 4.4 },
    'text-embedding-3-small': { input: 0.02, output: 0 },
    'text-embedding-3-large': { input: 0.13, output: 0 },
    'text-embedding-ada-002': { input: 0.1, output: 0 },
  },
};
