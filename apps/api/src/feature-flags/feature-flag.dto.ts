import { Flag, Text, Uuids, Whole } from '../dto/field.js';
import { flag, listOf, moment, shape, text, uuid, whole } from '../openapi/schemas.js';

export class FeatureFlagBody {
  @Text({ min: 0, max: 500, optional: true })
  description?: string;

  @Flag({ optional: true, description: 'The main switch: off means off for everybody.', example: true })
  enabled?: boolean;

  @Whole({ min: 0, max: 100, optional: true, description: 'Share of the workspaces that have it.', example: 25 })
  rolloutPercent?: number;

  @Uuids({ max: 1_000, optional: true, description: 'Workspaces that have it whatever the share is.' })
  workspaceIds?: string[];
}

export const OWN_FLAG_SCHEMA = shape({ key: text('advanced_steps'), description: text(), enabled: flag() });
export const FEATURE_FLAG_SCHEMA = shape({
  key: text('advanced_steps'),
  description: text(),
  enabled: flag(),
  rolloutPercent: whole(),
  workspaceIds: listOf(uuid()),
  updatedAt: moment(),
});
