import { COST_DIMENSIONS, type ModelCost } from '@patchbay/observability';
import { Moment, Text, Uuid } from '../dto/field.js';
import { TimeRangeQuery } from '../dto/time-range.dto.js';
import type { CsvColumns } from '../export/csv.js';
import { listOf, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

export class CostsQuery extends TimeRangeQuery {
  @Text({ max: 100, optional: true, example: 'openai' })
  provider?: string;

  @Text({ max: 200, optional: true, example: 'gpt-5-mini' })
  model?: string;

  @Text({ max: 200, optional: true, description: 'A built-in’s key or a custom connector’s id.' })
  connector?: string;

  @Uuid({ optional: true })
  executionId?: string;

  @Text({ max: 64, optional: true })
  traceId?: string;
}

export class CostTotalsQuery {
  @Moment({ optional: true, description: 'At or after; 30 days before `to` when absent.' })
  from?: string;

  @Moment({ optional: true, description: 'Before; now when absent.' })
  to?: string;

  @Text({
    max: 100,
    optional: true,
    description: `Comma-separated: ${COST_DIMENSIONS.join(', ')}; \`model\` when absent.`,
    example: 'model,day',
  })
  groupBy?: string;
}

const money = { type: ['number', 'null'], description: 'US dollars; null: the price is unknown.' };
const perMillion = { type: ['number', 'null'], description: 'US dollars per million tokens.' };
export const COST_SCHEMA = shape({
  id: uuid(),
  executionId: uuid(),
  traceId: text(),
  connector: text('openai'),
  action: textOrNull(),
  connectionId: textOrNull(),
  provider: text('openai'),
  model: text('gpt-5-mini'),
  inputTokens: whole(),
  outputTokens: whole(),
  cachedTokens: { ...whole(), description: 'Of the input tokens.' },
  usd: money,
  price: {
    ...shape({
      input: perMillion,
      output: perMillion,
      cached: perMillion,
      source: text('https://vendor.example/pricing'),
      asOf: textOrNull(),
    }),
    type: ['object', 'null'],
    description: 'What was charged by, and the version of the price list: the vendor’s page and the day it was read.',
  },
  at: moment(),
});
const FIGURES = {
  calls: whole(),
  inputTokens: whole(),
  outputTokens: whole(),
  cachedTokens: whole(),
  usd: { type: 'number', description: 'Of the calls of known price.' },
  unpricedCalls: { ...whole(), description: 'Calls of unknown price; with any, `usd` is a lower bound.' },
};
export const COST_TOTALS_SCHEMA = shape({
  from: moment(),
  to: moment(),
  total: shape(FIGURES),
  groups: listOf(shape({ key: { type: 'object', additionalProperties: { type: 'string' } }, ...FIGURES })),
});

export const COST_COLUMNS: CsvColumns<ModelCost> = {
  at: (cost) => cost.at,
  provider: (cost) => cost.provider,
  model: (cost) => cost.model,
  connector: (cost) => cost.connector,
  action: (cost) => cost.action,
  input_tokens: (cost) => cost.inputTokens,
  output_tokens: (cost) => cost.outputTokens,
  cached_tokens: (cost) => cost.cachedTokens,
  usd: (cost) => cost.usd,
  price_input: (cost) => cost.price?.input ?? null,
  price_output: (cost) => cost.price?.output ?? null,
  price_cached: (cost) => cost.price?.cached ?? null,
  price_source: (cost) => cost.price?.source ?? null,
  price_as_of: (cost) => cost.price?.asOf ?? null,
  execution_id: (cost) => cost.executionId,
  trace_id: (cost) => cost.traceId,
};
