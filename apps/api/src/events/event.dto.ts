import { Text } from '../dto/field.js';
import { PageQuery } from '../dto/page.dto.js';
import { moment, shape, text, textOrNull, uuid } from '../openapi/schemas.js';

export class EventsQuery extends PageQuery {
  @Text({ max: 100, optional: true, example: 'api_key.created' })
  type?: string;

  @Text({ max: 100, optional: true, description: 'Kind of thing it happened to.', example: 'contact' })
  subjectType?: string;

  @Text({ max: 300, optional: true, description: 'Which of them.' })
  subjectId?: string;
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
