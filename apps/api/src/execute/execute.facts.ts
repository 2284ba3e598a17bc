import type { RouteFacts } from '../openapi/route-facts.js';
import { anything, choice, flag, listOf, shape, text, uuid } from '../openapi/schemas.js';
import { EXECUTE_PATH, EXECUTE_RULE } from './execute.route.js';

export const CALL_BODY = {
  type: 'object',
  properties: {
    action: { type: 'string', maxLength: 200, description: 'Built-in connectors: which action.' },
    connectionId: { ...uuid(), description: 'Which account; absent: the workspace’s default one.' },
    input: anything('Checked against the action’s or connector’s input schema.'),
    contact: { type: 'object', description: 'Values for `{{contact.…}}`.' },
    contactId: { ...uuid(), description: 'Whose values fill `{{contact.…}}`, and who receives the field mappings.' },
  },
  additionalProperties: false,
};
export const CALL_EXAMPLES = {
  custom: { input: { phone: '+4930901820' } },
  builtin: { action: 'message.send', input: { channel: '#general', text: 'Hello' } },
};

const EXAMPLE = {
  executionId: '0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69',
  status: 'succeeded',
  output: { identities: [{ firstName: 'Ada' }] },
  contactUpdates: { firstname: 'Ada' },
  durationMs: 41.2,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};

/** What the published document tells of the hot route. */
export const executeFacts: RouteFacts = {
  id: 'executeConnector',
  method: 'POST',
  path: EXECUTE_PATH,
  access: EXECUTE_RULE,
  headers: [
    {
      name: 'Idempotency-Key',
      description: 'Same key and same body within 24 h: the same answer, with `Idempotent-Replayed: true`. Same key and another body: 422.',
    },
  ],
  parameters: [
    {
      name: 'mode',
      in: 'query',
      required: false,
      description: '`async` answers 202 as soon as the run is stored.',
      schema: { type: 'string', enum: ['sync', 'async'], default: 'sync' },
    },
  ],
  operation: {
    tag: 'Connectors',
    summary: 'Run a connector',
    description: 'A failed run answers its problem document with `executionId`.',
    body: { schema: CALL_BODY, examples: CALL_EXAMPLES },
    answer: shape({
      executionId: uuid(),
      status: choice(['succeeded']),
      output: {},
      'contactUpdates?': { type: 'object' },
      'partial?': flag(),
      'warnings?': listOf(shape({ code: text(), message: text() })),
      durationMs: { type: 'number' },
      traceId: text(),
    }),
    example: EXAMPLE,
    otherAnswers: { 202: shape({ executionId: uuid(), status: choice(['queued']), traceId: text() }) },
    problems: [
      'action_unknown',
      'connector_disabled',
      'feature_disabled',
      'egress_denied',
      'connection_required',
      'account_reauth',
      'account_forbidden',
      'quota_exceeded',
      'template_invalid',
      'mapping_failed',
      'provider_rejected',
      'provider_not_found',
      'provider_throttled',
      'provider_unavailable',
      'provider_timeout',
      'provider_drift',
      'response_too_large',
      'outcome_unknown',
      'circuit_open',
      'idempotency_mismatch',
      'deadline_exceeded',
      'overloaded',
      'cancelled',
    ],
  },
};
