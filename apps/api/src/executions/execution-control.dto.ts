import { EXECUTION_STATUSES } from '@patchbay/kernel';
import { Choice, Flag, JsonField, Nested, Text, Whole } from '../dto/field.js';
import { choice, flag, listOf, shape, text, uuid } from '../openapi/schemas.js';

const CONFIRM = 'Your word that executions of status `unknown` may be repeated although their request may have taken effect.';

export class RetryQuery {
  @Choice(['sync', 'async'], {
    optional: true,
    description: '`async` (default) answers 202 as soon as the new run is stored; `sync` waits for its end.',
  })
  mode?: 'sync' | 'async';
}

export class RetryBody {
  @JsonField({ optional: true, description: 'Instead of the input the execution had.', example: { phone: '+4930901820' } })
  input?: unknown;

  @Flag({ optional: true, description: CONFIRM })
  confirm?: boolean;
}

export class RetryFilter {
  @Text({
    max: 200,
    optional: true,
    description: 'Comma-separated, out of failed, timed_out, cancelled, unknown; the first two when absent.',
    example: 'failed',
  })
  status?: string;

  @Text({ max: 200, optional: true, description: 'A built-in’s key or a custom connector’s id.' })
  connector?: string;

  @Text({ max: 40, optional: true, description: 'Created at or after, e.g. `2026-01-31T12:00:00Z`.' })
  from?: string;

  @Text({ max: 40, optional: true, description: 'Created before.' })
  to?: string;

  @Text({ max: 100, optional: true, description: 'Beginning of an execution id, trace id, connector name, action or error code.' })
  q?: string;
}

export class BulkRetryBody {
  @Nested(() => RetryFilter)
  filter!: RetryFilter;

  @Whole({ min: 1, max: 1_000, optional: true, description: 'At most so many, the oldest first; 100 when absent.', example: 100 })
  limit?: number;

  @Flag({ optional: true, description: CONFIRM })
  confirm?: boolean;
}

export const CANCELLED_SCHEMA = shape({ executionId: uuid(), status: choice(EXECUTION_STATUSES) });
export const RETRIED_SCHEMA = shape({ executionId: uuid(), status: choice(['queued']), retryOf: uuid(), traceId: text() });
export const RETRIED_SYNC_SCHEMA = shape({
  executionId: uuid(),
  status: choice(['succeeded']),
  retryOf: uuid(),
  output: {},
  'contactUpdates?': { type: 'object' },
  'partial?': flag(),
  'warnings?': listOf(shape({ code: text(), message: text() })),
  durationMs: { type: 'number' },
  traceId: text(),
});
export const BULK_RETRIED_SCHEMA = shape({
  accepted: listOf(shape({ executionId: uuid(), retryOf: uuid() })),
  refused: listOf(shape({ retryOf: uuid(), code: text(), message: text() })),
  more: flag(),
});

export class StreamQuery {
  @Whole({ min: 1, max: 3_600, optional: true, description: 'Ends the stream after so many seconds; one hour when absent.', example: 60 })
  seconds?: number;

  @Whole({
    min: 0,
    max: 281_474_976_710_655,
    optional: true,
    description: 'Where to resume, like the header `Last-Event-ID`: milliseconds since the epoch.',
  })
  lastEventId?: number;
}
