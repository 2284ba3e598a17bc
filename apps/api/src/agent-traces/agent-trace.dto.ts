import { AGENT_SPAN_KINDS, type AgentSpanKind } from '@patchbay/executions';
import type { AgentSpan } from '@patchbay/observability';
import { Amount, Choice, JsonField, Moment, NestedList, Text, Uuid } from '../dto/field.js';
import { TimeRangeQuery } from '../dto/time-range.dto.js';
import type { CsvColumns } from '../export/csv.js';
import { choice, listOf, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

const STATUSES = ['succeeded', 'failed'] as const;
export const MAX_SPANS = 100;

export class AgentTracesQuery extends TimeRangeQuery {
  @Text({ max: 200, optional: true })
  runId?: string;

  @Choice(AGENT_SPAN_KINDS, { optional: true })
  kind?: string;

  @Text({ max: 200, optional: true, description: 'Of the run, step or tool.' })
  name?: string;

  @Text({ max: 200, optional: true })
  agent?: string;

  @Choice(STATUSES, { optional: true })
  status?: string;

  @Uuid({ optional: true })
  executionId?: string;

  @Text({ max: 64, optional: true })
  traceId?: string;
}

export class AgentSpanBody {
  @Uuid({ optional: true, description: 'UUIDv7 of the last seven days, for spans that others name as their parent.' })
  id?: string;

  @Text({ max: 200, example: 'nightly-enrichment-42', description: 'What belongs together.' })
  runId!: string;

  @Uuid({ optional: true, description: 'Span this one is below.' })
  parentId?: string;

  @Choice(AGENT_SPAN_KINDS, { example: 'step' })
  kind!: AgentSpanKind;

  @Text({ max: 200, example: 'plan' })
  name!: string;

  @Text({ max: 200, optional: true, example: 'enrichment-agent' })
  agent?: string;

  @Choice(STATUSES, { example: 'succeeded' })
  status!: 'succeeded' | 'failed';

  @Uuid({ optional: true, description: 'The execution a tool call became.' })
  executionId?: string;

  @Text({ max: 32, optional: true, pattern: /^[0-9a-f]{32}$/, patternSays: 'must be a W3C trace id of 32 hexadecimal digits' })
  traceId?: string;

  @Moment({ example: '2026-01-31T12:00:00Z' })
  startedAt!: string;

  @Amount({ example: 1250 })
  durationMs!: number;

  @JsonField({ optional: true, description: 'Sensitive members are hidden; kept up to 64 KiB.' })
  input?: unknown;

  @JsonField({ optional: true })
  output?: unknown;

  @JsonField({ optional: true })
  error?: unknown;
}

export class AgentSpansBody {
  @NestedList(() => AgentSpanBody, { max: MAX_SPANS, description: 'Ended runs, steps and tool calls.' })
  spans!: AgentSpanBody[];
}

const SPAN = {
  id: uuid(),
  runId: text(),
  parentId: textOrNull(),
  kind: choice(AGENT_SPAN_KINDS),
  name: text(),
  agent: textOrNull(),
  status: choice(STATUSES),
  executionId: textOrNull(),
  traceId: textOrNull(),
  actor: text(),
  input: {},
  output: {},
  error: {},
  startedAt: moment(),
  durationMs: { type: 'number' },
};
export const AGENT_SPAN_SCHEMA = shape(SPAN);
export const AGENT_RUN_SCHEMA = shape({
  runId: text(),
  spans: listOf(shape({ ...SPAN, children: { ...listOf({ type: 'object' }), description: 'Spans of the same shape.' } })),
});
export const ACCEPTED_SPANS_SCHEMA = shape({ accepted: whole(), ids: listOf(uuid()) });

export const AGENT_SPAN_COLUMNS: CsvColumns<AgentSpan> = {
  started_at: (span) => span.startedAt,
  run_id: (span) => span.runId,
  kind: (span) => span.kind,
  name: (span) => span.name,
  agent: (span) => span.agent,
  status: (span) => span.status,
  duration_ms: (span) => span.durationMs,
  execution_id: (span) => span.executionId,
  trace_id: (span) => span.traceId,
  actor: (span) => span.actor,
  id: (span) => span.id,
  parent_id: (span) => span.parentId,
};
