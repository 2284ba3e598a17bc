import { BULK_RUN_STATUSES } from '@patchbay/workflows';
import { JsonField, Uuids, Whole } from '../dto/field.js';
import { choice, moment, momentOrNull, shape, uuid, whole } from '../openapi/schemas.js';

const MAX_IDS = 20_000;

export class BulkRunBody {
  @Uuids({ max: MAX_IDS, optional: true, description: 'Absent: every contact of the workspace, as many as there are.' })
  contactIds?: string[];

  @JsonField({ optional: true, description: 'The input of every run; `{}` when absent.', example: {} })
  input?: unknown;

  @Whole({ min: 1, max: 1_000, optional: true, description: 'Runs under way at once; 100 when absent.', example: 50 })
  concurrency?: number;
}

const run = {
  id: { ...uuid(), description: 'Also the `groupId` of its runs.' },
  workflowId: uuid(),
  version: whole(),
  status: choice(BULK_RUN_STATUSES),
  total: whole(),
  skipped: whole(),
  concurrency: whole(),
  error: { type: ['object', 'null'] },
  createdAt: moment(),
  finishedAt: momentOrNull(),
};
export const BULK_RUN_SUMMARY_SCHEMA = shape(run);
export const BULK_RUN_SCHEMA = shape({
  ...run,
  progress: shape({
    processed: whole(),
    succeeded: whole(),
    failed: whole(),
    cancelled: whole(),
    open: whole(),
    parked: whole(),
    remaining: whole(),
    perMinute: whole(),
    secondsLeft: { type: ['integer', 'null'] },
  }),
});
