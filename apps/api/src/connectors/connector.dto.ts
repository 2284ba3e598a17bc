import { EFFECTS } from '@patchbay/kernel';
import type { JsonSchema } from '../dto/field-registry.js';
import { Choice, Flag, Text, Texts } from '../dto/field.js';
import { PageQuery } from '../dto/page.dto.js';
import { choice, flag, listOf, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

export class CatalogueQueryDto extends PageQuery {
  @Choice(['builtin', 'custom'], { optional: true })
  source?: 'builtin' | 'custom';

  @Text({ max: 100, optional: true, example: 'crm' })
  category?: string;

  @Text({ max: 200, optional: true, description: 'Looked for in name, key and description, ignoring case.' })
  q?: string;
}

export class CloneBody {
  @Text({ max: 200, optional: true, description: 'Absent: the name of the original with “(copy)”.', example: 'Enhance phone, sandbox' })
  name?: string;
}

export class BulkBody {
  @Texts({ maxItems: 500, max: 200, description: 'Custom connectors by id, built-ins by key.', example: ['slack'] })
  ids!: string[];

  @Flag({ example: false })
  enabled!: boolean;
}

/** In outline: the definition is validated by the http-connectors library, which names every problem by its JSON path. */
export const DEFINITION_BODY: JsonSchema = {
  type: 'object',
  required: ['name', 'config'],
  properties: {
    name: { type: 'string', maxLength: 200 },
    description: { type: 'string' },
    icon: { type: 'string' },
    category: { type: 'string' },
    type: choice(['single-step', 'multi-step']),
    inputSchema: { type: 'object', description: 'JSON Schema 2020-12 of `input`.' },
    enabled: flag(),
    config: {
      type: 'object',
      description:
        'One request (`method`, `url`, `headers`, `queryParams`, `body`, `bodyType`, `auth`, `rateLimiting`) or `steps`. `probe` (`url`, `method` GET or HEAD, `headers`, `queryParams`, `account`): the request that tests connections.',
    },
    fieldMappings: listOf(shape({ sourcePath: text('identities[0].firstName'), targetField: text('firstname') })),
    timeoutMs: { type: 'integer', minimum: 1_000, maximum: 60_000 },
    maxRetries: { type: 'integer', minimum: 0, maximum: 5 },
    continueOnError: flag(),
    logResponseData: flag(),
    sendTraceContext: { ...flag(), description: 'Requests carry the W3C `traceparent` of the call. Default: they do not.' },
  },
};

export const SINGLE_STEP_EXAMPLE = {
  name: 'Enhance Data',
  category: 'enrichment',
  type: 'single-step',
  inputSchema: { type: 'object', properties: { phone: { type: 'string' } }, required: ['phone'] },
  config: {
    method: 'GET',
    url: 'https://api.example.com/phone?phone={{input.phone}}',
    headers: [{ key: 'X-API-Key', value: '{{workspace.enrich_key}}' }],
    auth: { type: 'none' },
  },
  fieldMappings: [{ sourcePath: 'identities[0].firstName', targetField: 'firstname' }],
  timeoutMs: 30_000,
  maxRetries: 3,
};

export const MULTI_STEP_EXAMPLE = {
  name: 'Company of a person',
  category: 'enrichment',
  type: 'multi-step',
  config: {
    steps: [
      {
        id: 'step_1',
        name: 'Find',
        method: 'GET',
        url: 'https://api.example.com/people/{{input.email}}',
        output: { companyId: 'company.id' },
      },
      {
        id: 'step_2',
        name: 'Company',
        method: 'GET',
        url: 'https://api.example.com/companies/{{step_1.companyId}}',
        condition: { enabled: true, expression: '{{step_1.companyId}} !== null' },
      },
    ],
  },
};

export const definitionBody = { schema: DEFINITION_BODY, examples: { singleStep: SINGLE_STEP_EXAMPLE, multiStep: MULTI_STEP_EXAMPLE } };
/** A change of a saved definition: only the members sent. */
export const patchBody = { schema: { ...DEFINITION_BODY, required: [] }, examples: { disable: { enabled: false } } };

const ENTRY = {
  key: text('slack'),
  'id?': uuid(),
  name: text('Slack'),
  description: textOrNull(),
  version: whole(),
  source: choice(['builtin', 'custom']),
  category: text('communication'),
  icon: textOrNull(),
  auth: listOf(text('oauth2')),
  connectionStatus: choice(['not_needed', 'connected', 'attention', 'not_connected']),
  enabled: flag(),
};
const ACTION = { key: text('message.send'), title: text('Send message'), effect: choice(EFFECTS), 'description?': text() };

export const CATALOGUE_ENTRY_SCHEMA = shape({ ...ENTRY, actions: listOf(shape(ACTION)) });
const AUTH_MODE = shape({
  type: text('oauth2'),
  'title?': text(),
  'provider?': text(),
  'scopes?': listOf(text()),
  fields: listOf(shape({ name: text('token'), title: text(), secret: flag(), optional: flag(), 'description?': text() })),
  'ask?': { type: 'object', description: 'JSON Schema of the facts asked before connecting.' },
});
/** What a custom connector shows beside its line in the catalogue. */
const DEFINITION_MEMBERS = {
  'type?': choice(['single-step', 'multi-step']),
  'inputSchema?': { type: 'object' },
  'config?': { type: 'object' },
  'fieldMappings?': listOf(shape({ sourcePath: text(), targetField: text() })),
  'timeoutMs?': whole(),
  'maxRetries?': whole(),
  'continueOnError?': flag(),
  'logResponseData?': flag(),
  'sendTraceContext?': flag(),
};
export const CONNECTOR_DETAIL_SCHEMA = shape({
  ...ENTRY,
  actions: listOf(shape({ ...ACTION, 'scopes?': listOf(text()), inputSchema: {}, outputSchema: {} })),
  'docs?': textOrNull(),
  'authModes?': { ...listOf(AUTH_MODE), description: 'Built-in connectors: the ways to connect, with the fields of their forms.' },
  hosts: { ...listOf(text('api.example.com')), description: 'Where requests go; `{…}` is a fact of the account or a variable.' },
  ...DEFINITION_MEMBERS,
});
export const CUSTOM_CONNECTOR_SCHEMA = shape({
  id: uuid(),
  key: uuid(),
  source: choice(['custom']),
  name: text('Enhance Data'),
  version: whole(),
  enabled: flag(),
  ...DEFINITION_MEMBERS,
  config: { type: 'object' },
  createdAt: moment(),
  updatedAt: moment(),
});
export const VERSION_SCHEMA = shape({
  version: whole(),
  createdBy: text('user:ada'),
  createdAt: moment(),
  definition: { type: 'object', description: 'Literal credentials are masked.' },
});
export const SWITCH_SCHEMA = shape({ updated: listOf(text()), notFound: listOf(text()) });
