import { EXECUTION_STATUSES } from '@patchbay/kernel';
import { SUMMARY_DIMENSIONS, SUMMARY_INTERVALS } from '@patchbay/observability';
import { Choice, Moment, Text } from '../dto/field.js';
import { flag, listOf, moment, shape, whole } from '../openapi/schemas.js';

export const INTERVALS = Object.keys(SUMMARY_INTERVALS) as (keyof typeof SUMMARY_INTERVALS)[];

export class SummaryQuery {
  @Moment({ optional: true, description: 'At or after; 24 hours before `to` when absent. Widened to whole buckets.' })
  from?: string;

  @Moment({ optional: true, description: 'Before; now when absent. Widened to whole buckets.' })
  to?: string;

  @Text({
    max: 100,
    optional: true,
    description: `Comma-separated: ${SUMMARY_DIMENSIONS.join(', ')}; the total alone when absent. A platform admin’s \`workspace\` spans all workspaces.`,
    example: 'connector',
  })
  groupBy?: string;

  @Choice(INTERVALS, { optional: true, description: 'Buckets of `groupBy=time`; chosen by the range when absent.' })
  interval?: keyof typeof SUMMARY_INTERVALS;

  @Text({ max: 200, optional: true, description: 'A built-in’s key or a custom connector’s id.' })
  connector?: string;

  @Text({ max: 200, optional: true })
  action?: string;

  @Choice(EXECUTION_STATUSES, { optional: true })
  status?: string;
}

const numberOrNull = { type: ['number', 'null'] };
const FIGURES = {
  runs: whole(),
  succeeded: whole(),
  failed: whole(),
  cancelled: whole(),
  timedOut: whole(),
  unknown: whole(),
  successRate: { ...numberOrNull, description: 'Succeeded among all that were not cancelled, 0 to 1.' },
  durationMs: {
    ...shape({ mean: numberOrNull, p50: numberOrNull, p95: numberOrNull, p99: numberOrNull }),
    description: 'Percentiles come from histograms and are at most 4.4 % off.',
  },
  bytes: { ...whole(), description: 'Sent to and received from providers.' },
  usd: { type: 'number', description: 'Model calls of known price.' },
  unpricedCalls: whole(),
};
export const FIGURES_SCHEMA = shape(FIGURES);
export const SUMMARY_SCHEMA = shape({
  from: moment(),
  to: moment(),
  interval: { type: ['string', 'null'], enum: [...INTERVALS, null] },
  total: FIGURES_SCHEMA,
  groups: listOf(shape({ key: { type: 'object', additionalProperties: { type: 'string' } }, ...FIGURES })),
  truncated: flag(),
});
