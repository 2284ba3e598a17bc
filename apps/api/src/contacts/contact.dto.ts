import { CONTACT_FIELDS } from '@patchbay/contacts';
import { PageQuery } from '../dto/page.dto.js';
import { JsonField, Text } from '../dto/field.js';
import type { JsonSchema } from '../dto/field-registry.js';
import { listOf, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

export class ContactQueryDto extends PageQuery {
  @Text({ max: 200, optional: true, description: 'Looked for in name, e-mail and phone number, ignoring case.', example: 'ada' })
  q?: string;
}

export class ContactImportBody {
  @JsonField({
    optional: true,
    description: 'A list of contacts. Exactly one of `contacts` and `csv`.',
    example: [{ email: 'ada@example.com', firstname: 'Ada' }],
    schema: { type: 'array', items: { type: 'object' } },
  })
  contacts?: unknown;

  @Text({ max: 1_000_000, optional: true, description: 'CSV with a header line of field names; your own as `customFields.<name>`.' })
  csv?: string;
}

const fields = Object.fromEntries(CONTACT_FIELDS.map((name) => [name, { type: ['string', 'null'] }]));
const customFields = { type: 'object', description: 'Your own fields.' };

/** Validated by the contacts service, whose words name each field. */
export const CONTACT_BODY: JsonSchema = { type: 'object', properties: { ...fields, customFields }, additionalProperties: false };
export const CONTACT_EXAMPLE = {
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.com',
  phone_number: '+442079460000',
  customFields: { plan: 'gold' },
};
export const CONTACT_SCHEMA = shape({
  id: uuid(),
  ...Object.fromEntries(CONTACT_FIELDS.map((name) => [name, textOrNull()])),
  customFields,
  metadata: {
    type: 'object',
    description:
      'Written by the platform; `connectorResponses` holds the last answers, newest first, without members such as `password` or `token`.',
  },
  createdAt: moment(),
  updatedAt: moment(),
});
export const IMPORT_SCHEMA = shape({
  created: whole(),
  updated: whole(),
  failed: whole(),
  errors: listOf(shape({ row: whole(), path: text(), message: text() })),
});
