import { USAGE_METRICS } from '@patchbay/observability';
import { Amount, Nested, Text } from '../dto/field.js';
import { choice, listOf, moment, shape, text, whole } from '../openapi/schemas.js';

export class UsageQuery {
  @Text({ max: 7, optional: true, pattern: /^20\d\d-(0[1-9]|1[0-2])$/, patternSays: 'must be a month such as 2026-11', example: '2026-11' })
  month?: string;
}

export class QuotaLimitsBody {
  @Amount({ optional: true, nullable: true, description: 'Beyond it an event tells so; null: no limit.', example: 800 })
  soft?: number | null;

  @Amount({
    optional: true,
    nullable: true,
    description: 'Beyond it calls are refused with `quota_exceeded`; null: no limit.',
    example: 1_000,
  })
  hard?: number | null;
}

export class QuotasBody {
  @Nested(() => QuotaLimitsBody, { optional: true, description: 'Executions that ended in a month.' })
  executions?: QuotaLimitsBody;

  @Nested(() => QuotaLimitsBody, { optional: true, description: 'Bytes to and from providers.' })
  bytes?: QuotaLimitsBody;

  @Nested(() => QuotaLimitsBody, { optional: true, description: 'Model cost in US dollars.' })
  usd?: QuotaLimitsBody;
}

const limit = { type: ['number', 'null'] };
export const USAGE_SCHEMA = shape({
  month: text('2026-11'),
  from: moment(),
  to: moment(),
  executions: whole(),
  bytes: { ...whole(), description: 'To and from providers.' },
  usd: { type: 'number', description: 'Model calls of known price.' },
  unpricedCalls: whole(),
  quotas: listOf(
    shape({
      metric: choice(USAGE_METRICS),
      soft: limit,
      hard: limit,
      used: { type: 'number' },
      state: choice(['within', 'soft_reached', 'hard_reached']),
    }),
  ),
});
