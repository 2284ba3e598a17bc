import { WORKFLOW_FORMAT } from '@patchbay/workflows';
import { Flag, JsonField, JsonObjectField, Text } from '../dto/field.js';
import type { JsonSchema } from '../dto/field-registry.js';
import { PageQuery } from '../dto/page.dto.js';
import { choice, flag, listOf, moment, shape, text, uuid, whole } from '../openapi/schemas.js';

const named = { id: text('find'), 'name?': text() };

/** An outline: the definition is checked by the workflows library, which names every problem by its JSON path. */
export const WORKFLOW_DEFINITION: JsonSchema = {
  type: 'object',
  required: ['name', 'start', 'nodes'],
  properties: {
    name: text('Enrich and text'),
    description: text(),
    inputSchema: { type: 'object', description: 'JSON Schema 2020-12 of `input`.' },
    start: text('find'),
    nodes: listOf({
      ...shape({ ...named, type: { enum: ['action', 'condition', 'parallel', 'join', 'forEach', 'delay', 'transform', 'stop'] } }),
      description: 'Further members depend on the type; see docs/workflows.md.',
    }),
    edges: listOf(
      shape({ from: text('find'), to: text('check'), 'on?': { ...text('done'), description: '`done`, `error` or a branch.' } }),
    ),
    triggers: listOf(shape({ ...named, type: { enum: ['manual', 'schedule', 'webhook', 'contact'] }, 'enabled?': flag() })),
    output: { description: 'JSON whose texts are templates.' },
    layout: { type: 'object', description: 'Where an editor draws each node; no part of the version.' },
  },
};

export const DEFINITION_EXAMPLE = {
  name: 'Wait, then decide',
  inputSchema: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
  start: 'pause',
  nodes: [
    { id: 'pause', type: 'delay', seconds: 1 },
    { id: 'size', type: 'condition', branches: [{ id: 'large', when: '{{input.amount}} > 100' }] },
    { id: 'sum', type: 'transform', value: { amount: '{{input.amount}}', large: true } },
  ],
  edges: [
    { from: 'pause', to: 'size' },
    { from: 'size', to: 'sum', on: 'large' },
  ],
  output: { large: '{{sum.large | default: false}}' },
};

export class WorkflowQueryDto extends PageQuery {
  @Text({ max: 200, optional: true, description: 'Looked for in the name, ignoring case.' })
  q?: string;
}

export class WorkflowBody {
  @JsonObjectField({ schema: WORKFLOW_DEFINITION, example: DEFINITION_EXAMPLE })
  definition!: unknown;

  @Flag({ optional: true, description: 'Whether its triggers start runs; true when absent.' })
  enabled?: boolean;
}

export class WorkflowChangeBody {
  @Flag({ description: 'Off: triggers start nothing; a person still can.', example: false })
  enabled!: boolean;
}

export class ValidateBody {
  @JsonField({ example: DEFINITION_EXAMPLE, description: 'A definition, also an unfinished one.' })
  definition!: unknown;
}

export class ImportBody {
  @JsonObjectField({
    description: 'As an export gives it.',
    example: {
      format: WORKFLOW_FORMAT,
      workflow: { name: 'Greeting', start: 'text', nodes: [{ id: 'text', type: 'transform', value: 'Hello {{input.name}}' }] },
    },
    schema: { properties: { format: { const: WORKFLOW_FORMAT }, workflow: WORKFLOW_DEFINITION } },
  })
  file!: unknown;

  @JsonObjectField({ optional: true, description: 'Connector key → id of the connection its nodes are to use.', example: {} })
  connections?: Record<string, unknown>;

  @Flag({ optional: true, description: 'Whether its triggers start runs; true when absent.' })
  enabled?: boolean;
}

export const WORKFLOW_FILE_SCHEMA = shape({
  format: choice([WORKFLOW_FORMAT]),
  workflow: { type: 'object' },
  connectors: listOf(shape({ key: text('custom:1'), definition: { type: 'object' } })),
  needs: shape({ connections: listOf(text('stripe')), secrets: listOf(text('enrich_key')) }),
});

const summary = {
  id: uuid(),
  name: text('Enrich and text'),
  enabled: flag(),
  version: whole(),
  hash: text(),
  createdAt: moment(),
  updatedAt: moment(),
};
export const WORKFLOW_SUMMARY_SCHEMA = shape(summary);
export const WORKFLOW_SCHEMA = shape({ ...summary, definition: { type: 'object' } });
export const IMPORTED_SCHEMA = shape({
  workflow: WORKFLOW_SCHEMA,
  connectors: { type: 'object', description: 'Key in the file → id of the connector that was made.' },
  needs: shape({ connections: listOf(text()), secrets: listOf(text()) }),
});
export const WORKFLOW_VERSION_SCHEMA = shape({
  version: whole(),
  hash: text(),
  createdBy: text('user:ada'),
  createdAt: moment(),
  definition: { type: 'object' },
});
export const VALIDATION_SCHEMA = shape({ valid: flag(), problems: listOf(shape({ path: text('nodes[2].input.email'), message: text() })) });
