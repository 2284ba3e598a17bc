import { IMPORT_KINDS, type ImportKind } from '@patchbay/http-connectors';
import { Choice, Texts, TextOrObject } from '../dto/field.js';
import { listOf, shape, text } from '../openapi/schemas.js';

export class ConnectorImportBody {
  @Choice(IMPORT_KINDS, { example: 'curl' })
  kind!: ImportKind;

  @TextOrObject({
    max: 1_000_000,
    description: 'The document or command itself, as text; a JSON document also as an object. Nothing is fetched.',
    example: "curl https://api.example.com/people -H 'X-Key: abc'",
  })
  source!: string | object;

  @Texts({ maxItems: 50, max: 500, optional: true, description: 'Operations wanted, by their id; all (at most 50) when absent.' })
  operations?: string[];
}

export const IMPORTED_SCHEMA = shape({
  operations: listOf(shape({ id: text(), name: text(), method: text('GET'), path: text('/people') })),
  drafts: listOf(
    shape({
      operation: text(),
      definition: { type: 'object', description: 'To be reviewed and sent to POST /connectors.' },
      secrets: listOf(shape({ name: text('api_key'), usedFor: text() })),
      notes: listOf(text()),
      problems: listOf(shape({ path: text(), message: text() })),
    }),
  ),
});
