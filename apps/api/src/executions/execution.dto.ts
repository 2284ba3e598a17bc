import { EFFECTS, EXECUTION_STATUSES, ROUTER_STEPS } from '@patchbay/kernel';
import { TIMELINE_KINDS } from '@patchbay/executions';
import { PageQuery } from '../dto/page.dto.js';
import { Text } from '../dto/field.js';
import { EVENT_SCHEMA } from '../events/event.dto.js';
import { choice, flag, listOf, moment, momentOrNull, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

/** The text of the filter; the executions library reads it. */
export class ExecutionsOfConnectorQuery extends PageQuery {
  @Text({ max: 200, optional: true, description: `Comma-separated: ${EXECUTION_STATUSES.join(', ')}.`, example: 'failed,unknown' })
  status?: string;

  @Text({ max: 40, optional: true, description: 'Created at or after, e.g. `2026-01-31T12:00:00Z`.' })
  from?: string;

  @Text({ max: 40, optional: true, description: 'Created before.' })
  to?: string;

  @Text({ max: 100, optional: true, description: 'Beginning of an execution id, trace id, connector name, action or error code.' })
  q?: string;
}

export class ExecutionsQuery extends ExecutionsOfConnectorQuery {
  @Text({ max: 40, optional: true, description: 'Those that used this connection.' })
  connectionId?: string;

  @Text({ max: 200, optional: true, description: 'A built-in’s key or a custom connector’s id.' })
  connector?: string;
}

const SUMMARY = {
  id: uuid(),
  status: choice(EXECUTION_STATUSES),
  connector: shape({ key: text(), name: text(), source: choice(['builtin', 'custom']), version: whole() }),
  action: textOrNull(),
  effect: choice(EFFECTS),
  mode: choice(['sync', 'async']),
  trigger: text('api'),
  connectionId: textOrNull(),
  contactId: textOrNull(),
  errorCode: textOrNull(),
  retryOf: textOrNull(),
  traceId: text(),
  createdAt: moment(),
  startedAt: momentOrNull(),
  finishedAt: momentOrNull(),
  durationMs: { type: ['number', 'null'] },
};
const errorShown = shape({
  code: text('provider_rejected'),
  message: text(),
  'providerStatus?': whole(),
  'errors?': listOf(shape({ path: text(), message: text() })),
});
const headers = { type: 'object', additionalProperties: { type: 'string' } };
const wire = {
  'request?': shape({ method: text('GET'), url: text(), headers, 'body?': {} }),
  'response?': shape({ status: whole(), headers, bytes: whole(), 'body?': {}, 'truncated?': flag() }),
  'error?': errorShown,
};
const timed = { startedAt: moment(), durationMs: { type: 'number' } };
const step = shape({
  id: text('step_1'),
  'name?': text(),
  'groupId?': text(),
  status: choice(['succeeded', 'failed', 'skipped']),
  'reason?': text(),
  ...timed,
  ...wire,
  'output?': {},
});
const ms = { type: 'number' };
const attempt = shape({
  'stepId?': text('step_1'),
  number: whole(),
  ...timed,
  ...wire,
  'limitWaitMs?': ms,
  'retry?': shape({ afterMs: { type: 'number' }, reason: text() }),
});
const decision = shape({
  step: choice(ROUTER_STEPS),
  outcome: text('allowed'),
  reason: text(),
  atMs: { type: 'number' },
  durationMs: { type: 'number' },
});
const cost = shape({
  provider: text('openai'),
  model: text(),
  inputTokens: whole(),
  outputTokens: whole(),
  cachedTokens: whole(),
  usd: { type: ['number', 'null'], description: 'US dollars; null: the price is unknown.' },
  'price?': {
    ...shape({ input: ms, output: ms, 'cached?': ms, source: text(), asOf: text('2026-10-04') }),
    description: 'US dollars per million tokens, and the version of the price list.',
  },
});

export const EXECUTION_SUMMARY_SCHEMA = shape({ ...SUMMARY, mode: text('sync') });
export const EXECUTION_SCHEMA = shape({
  ...SUMMARY,
  mode: text('sync'),
  traceUrl: { ...textOrNull(), description: 'The trace where the operator looks at traces (`PATCHBAY_TRACE_URL_TEMPLATE`).' },
  input: { description: 'Redacted; above its cap `{ truncated, bytes, preview }`.' },
  output: {},
  error: { ...errorShown, type: ['object', 'null'] },
  steps: listOf(step),
  attempts: listOf(attempt),
  decisions: { ...listOf(decision), description: 'What each of the router’s twelve steps decided, and why.' },
  contactUpdates: { type: ['object', 'null'] },
  costs: listOf(cost),
  bytes: { ...whole(), description: 'To and from providers.' },
  parkedOn: {
    ...textOrNull(),
    description: 'The connection that has to be connected again before this queued run goes on; null: it waits for none.',
  },
  timeline: {
    ...shape({
      waits: shape({ queueMs: ms, limitMs: ms, retryMs: ms }),
      providerMs: ms,
      entries: listOf(shape({ kind: choice(TIMELINE_KINDS), label: text(), startMs: ms, durationMs: ms, 'stepId?': text('step_1') })),
    }),
    description: 'Waits, steps and requests on one axis: milliseconds since the execution was created.',
  },
  events: { ...listOf(EVENT_SCHEMA), description: 'What happened to the execution, and in its trace while it ran; oldest first.' },
});
