import { TEMPLATE_SORTS } from '@patchbay/marketplace';
import { Choice, Flag, JsonField, Text, Whole } from '../dto/field.js';
import type { JsonSchema } from '../dto/field-registry.js';
import { PageQuery } from '../dto/page.dto.js';
import { choice, flag, listOf, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

export class TemplateQueryDto extends PageQuery {
  @Text({ max: 100, optional: true, example: 'enrichment' })
  category?: string;

  @Text({ max: 200, optional: true, description: 'Looked for in name, description and author, ignoring case.', example: 'phone' })
  q?: string;

  @Choice(TEMPLATE_SORTS, { optional: true, description: 'Default `popular`.' })
  sort?: (typeof TEMPLATE_SORTS)[number];

  @Choice(['official', 'community'], { optional: true })
  source?: 'official' | 'community';

  @Flag({ optional: true })
  featured?: boolean;
}

export class HiddenTemplateQueryDto extends TemplateQueryDto {
  @Choice(['published', 'hidden'], { optional: true, description: 'Default `published`.' })
  status?: 'published' | 'hidden';
}

export class InstallBody {
  @JsonField({
    optional: true,
    description: 'Needed credential → its value, or `{ "vaultPath": "…" }`.',
    example: { enrich_key: 'your key' },
    schema: { type: 'object' },
  })
  credentials?: unknown;

  @Text({ max: 200, optional: true, description: 'Name of the new connector; the template’s when absent.' })
  name?: string;

  @JsonField({ optional: true, description: 'Origin in the template → address to call in its place.', schema: { type: 'object' } })
  baseUrls?: unknown;
}

export class RateBody {
  @Whole({ min: 1, max: 5, example: 5 })
  rating!: number;
}

export class FeatureBody {
  @Flag({ example: true })
  featured!: boolean;
}

export class ModerateBody {
  @Choice(['published', 'hidden'], { example: 'hidden' })
  status!: 'published' | 'hidden';

  @Text({ max: 1_000, optional: true, description: 'Why; shown to the publisher.' })
  note?: string;
}

const credential = shape({ name: text('enrich_key'), title: text(), 'description?': text(), 'url?': text() });
const template = {
  id: uuid(),
  key: textOrNull(),
  name: text('Phone enrichment'),
  description: text(),
  category: text('enrichment'),
  icon: textOrNull(),
  author: text(),
  source: choice(['official', 'community']),
  featured: flag(),
  status: choice(['published', 'hidden', 'removed']),
  version: whole(),
  rating: shape({ average: { type: ['number', 'null'] }, count: whole() }),
  installs: whole(),
  credentials: listOf(credential),
  hosts: listOf(text('api.example.com')),
  createdAt: moment(),
  updatedAt: moment(),
};
export const TEMPLATE_SCHEMA = shape(template);
const moderated = { ...template, moderationNote: { ...textOrNull(), description: 'Why a moderator hid it.' } };
export const MODERATED_TEMPLATE_SCHEMA = shape(moderated);
export const TEMPLATE_DETAIL_SCHEMA = shape({ ...moderated, definition: { type: 'object' } });
export const INSTALLATION_SCHEMA = shape({
  templateId: uuid(),
  connector: { type: 'object', description: 'The new connector, as GET /connectors/:id shows it.' },
  credentials: shape({ created: listOf(text()), reused: listOf(text()) }),
});

const about = { name: { type: 'string' }, description: { type: 'string' }, category: { type: 'string' }, icon: { type: 'string' } };

/** Validated by the marketplace, whose words name each field. */
export const PUBLICATION_BODY: JsonSchema = {
  type: 'object',
  properties: { connectorId: uuid(), definition: { type: 'object' }, ...about, credentials: { type: 'array', items: { type: 'object' } } },
  additionalProperties: false,
};
export const PUBLICATION_EXAMPLE = {
  connectorId: '01930000-0000-7000-8000-000000000000',
  description: 'Looks up who owns a phone number.',
};
