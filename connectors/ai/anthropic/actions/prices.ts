import type { ModelPrice, PriceTable } from '@patchbay/connector-sdk';

/** https://platform.claude.com/docs/en/build-with-claude/prompt-caching#pricing: writing costs 1.25 × input for five minutes, 2 × for an hour. */
const claude = (input: number, output: number, cached = input / 10): ModelPrice => ({
  input,
  output,
  cached,
  cacheWrite: input * 1.25,
  cacheWriteHour: input * 2,
});
// Longer prompts had a tariff of their own.
const upTo200k = (price: ModelPrice): ModelPrice => ({ ...price, upToInputTokens: 200_000 });

/**
 * Standard tier and speed. Models that are not listed, and other tiers, have no known price here. The rows up to the 4.6 models were
 * read on a stored copy of the vendor's page, the newer ones from public tables that name it as their source, as of this date.
 */
export const PRICES: PriceTable = {
  source: 'https://platform.claude.com/docs/en/about-claude/pricing',
  asOf: '2026-10-04',
  models: {
    'claude-opus-5-5': claude(4, 20, 0.2),
    'claude-sonnet-5-5': claude(2, 10),
    'claude-fable-5-1': claude(10, 50, 0.25),
    'claude-opus-5': claude(5, 25),
    'claude-sonnet-5': claude(2, 10),
    'claude-fable-5': claude(10, 50),
    'claude-opus-4-7': claude(5, 25),
    'claude-opus-4-6': claude(5, 25),
    'claude-opus-4-5': claude(5, 25),
    'claude-opus-4-1': claude(15, 75),
    'claude-opus-4': claude(15, 75),
    'claude-sonnet-4-6': claude(3, 15),
    'claude-sonnet-4-5': upTo200k(claude(3, 15)),
    'claude-sonnet-4': upTo200k(claude(3, 15)),
    'claude-haiku-4-5': claude(1, 5),
    'claude-3-5-haiku': claude(0.8, 4),
  },
};
