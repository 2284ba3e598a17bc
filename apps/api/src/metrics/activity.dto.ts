import { ACTIVITY_SORTS, type ActivitySort } from '@patchbay/observability';
import { Choice, Moment, Text } from '../dto/field.js';
import { PageQuery } from '../dto/page.dto.js';
import { moment, momentOrNull, shape, text, uuid } from '../openapi/schemas.js';
import { FIGURES_SCHEMA } from './summary.dto.js';

export class ActivityQueryDto extends PageQuery {
  @Moment({ optional: true, description: 'At or after; 24 hours before `to` when absent. Widened to whole buckets.' })
  from?: string;

  @Moment({ optional: true, description: 'Before; now when absent. Widened to whole buckets.' })
  to?: string;

  @Text({ max: 200, optional: true, description: 'Looked for in the name, ignoring case; or the whole id.', example: 'default' })
  q?: string;

  @Choice(ACTIVITY_SORTS, { optional: true, description: 'Default `executions`, the most first; so are `failures` and `cost`.' })
  sort?: ActivitySort;
}

export const ACTIVITY_SCHEMA = shape({
  workspace: shape({ id: uuid(), name: text('default'), createdAt: moment() }),
  figures: FIGURES_SCHEMA,
  lastActiveAt: { ...momentOrNull(), description: 'When an execution last ended, whatever the range; to five minutes, later to a day.' },
});
