import type { WorkspaceEvent } from '@patchbay/observability';
import { Text } from '../dto/field.js';
import { TimeRangeQuery } from '../dto/time-range.dto.js';
import type { CsvColumns } from '../export/csv.js';
import { moment, shape, text, textOrNull, uuid } from '../openapi/schemas.js';

export class EventsQuery extends TimeRangeQuery {
  @Text({ max: 100, optional: true, example: 'api_key.created' })
  type?: string;

  @Text({ max: 100, optional: true, description: 'Kind of thing it happened to.', example: 'contact' })
  subjectType?: string;

  @Text({ max: 300, optional: true, description: 'Which of them.' })
  subjectId?: string;

  @Text({ max: 300, optional: true, description: 'Who did it.', example: 'user:auth0|65f1c0ffee' })
  actor?: string;

  @Text({ max: 64, optional: true, description: 'The trace it happened in.' })
  traceId?: string;
}

export const EVENT_SCHEMA = shape({
  id: uuid(),
  type: text('api_key.created'),
  subject: shape({ type: text('api_key'), id: text() }),
  actor: text('user:auth0|65f1c0ffee'),
  traceId: textOrNull(),
  data: {},
  at: moment(),
});

export const EVENT_COLUMNS: CsvColumns<WorkspaceEvent> = {
  at: (event) => event.at,
  type: (event) => event.type,
  subject_type: (event) => event.subject.type,
  subject_id: (event) => event.subject.id,
  actor: (event) => event.actor,
  trace_id: (event) => event.traceId,
  data: (event) => (event.data === null ? null : JSON.stringify(event.data)),
  id: (event) => event.id,
};
