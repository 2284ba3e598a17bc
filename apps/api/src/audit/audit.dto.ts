import type { AuditEntry } from '@patchbay/observability';
import { Text } from '../dto/field.js';
import { TimeRangeQuery } from '../dto/time-range.dto.js';
import type { CsvColumns } from '../export/csv.js';
import { listOf, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

export class AuditQuery extends TimeRangeQuery {
  @Text({ max: 300, optional: true, description: 'Who did it.', example: 'user:auth0|65f1c0ffee' })
  actor?: string;

  @Text({ max: 100, optional: true, description: 'Id of an operation of this document.', example: 'createApiKeys' })
  act?: string;

  @Text({ max: 64, optional: true })
  traceId?: string;
}

export const AUDIT_SCHEMA = shape({
  id: uuid(),
  at: moment(),
  actor: text('user:auth0|65f1c0ffee'),
  act: text('createApiKeys'),
  method: text('POST'),
  path: text('/api/v1/api-keys'),
  fields: { ...listOf(text('role')), description: 'Names of the members of the body, never their values.' },
  address: textOrNull(),
  traceId: text(),
  outcome: {
    ...shape({ status: whole(), code: textOrNull(), endedAt: moment() }),
    type: ['object', 'null'],
    description: 'Null: under way, or cut short; whether it took effect has to be looked up.',
  },
});

export const AUDIT_COLUMNS: CsvColumns<AuditEntry> = {
  at: (entry) => entry.at,
  actor: (entry) => entry.actor,
  act: (entry) => entry.act,
  method: (entry) => entry.method,
  path: (entry) => entry.path,
  fields: (entry) => entry.fields.join(' '),
  status: (entry) => entry.outcome?.status ?? null,
  code: (entry) => entry.outcome?.code ?? null,
  address: (entry) => entry.address,
  trace_id: (entry) => entry.traceId,
  id: (entry) => entry.id,
};
