import { CALL_BODY, CALL_EXAMPLES } from '../execute/execute.facts.js';
import { flag, listOf, shape, text, uuid } from '../openapi/schemas.js';
import { DEFINITION_BODY, SINGLE_STEP_EXAMPLE } from './connector.dto.js';

const STEP = shape({
  id: text('step_1'),
  status: text('succeeded'),
  request: { type: ['object', 'null'], description: 'Secrets are redacted. Null: the step sent nothing.' },
  response: { type: ['object', 'null'], description: 'Null: none came.' },
  output: { description: 'Null: the step did not get that far.' },
  durationMs: { type: 'number' },
});

export const TEST_SCHEMA = shape({
  executionId: uuid(),
  status: text('succeeded'),
  'output?': {},
  'contactUpdates?': { type: 'object', description: 'What a real run would write.' },
  'error?': { $ref: '#/components/schemas/Problem' },
  steps: listOf(STEP),
  'partial?': flag(),
  'warnings?': listOf({ type: 'object' }),
  durationMs: { type: 'number' },
  traceId: text(),
});
export const testBody = { schema: CALL_BODY, examples: CALL_EXAMPLES };
export const draftBody = {
  schema: {
    ...DEFINITION_BODY,
    required: ['config'],
    properties: { ...(DEFINITION_BODY['properties'] as object), id: uuid(), ...CALL_BODY.properties },
  },
  examples: {
    draft: { config: SINGLE_STEP_EXAMPLE.config, inputSchema: SINGLE_STEP_EXAMPLE.inputSchema, input: { phone: '+4930901820' } },
  },
};
