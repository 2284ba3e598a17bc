import { compileCondition, compileValue, parseTemplate, type Scope } from '@patchbay/http-connectors';
import { isUuid, PlatformError, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { EVENT_ROOT } from '../definition/parse-workflow.js';
import type { WebhookTrigger } from '../definition/workflow.schema.js';

/** Characters a trigger's templates may add together. */
const MAX_CHARS = 2_000_000;

/** What an event asks for: a run with this input, or none because the trigger's condition does not hold. */
export type TriggerVerdict =
  { readonly kind: 'ignored' } | { readonly kind: 'run'; readonly input: JsonValue; readonly contactId: string | undefined };

/**
 * Applies a webhook trigger to an event (`{ body, headers, receivedAt }`; body: JSON value, form fields, or text). Throws `template_invalid` or
 * `input_invalid` when the event lacks what the templates read.
 */
export function applyTrigger({ when, input, contactId }: WebhookTrigger, event: JsonObject): TriggerVerdict {
  const scope: Scope = { roots: new Map([[EVENT_ROOT, event]]), secrets: new Map(), absent: new Map(), budgetChars: MAX_CHARS };
  if (when !== undefined && !compileCondition(when, 'when').holds(scope)) return { kind: 'ignored' };
  const filled = input === undefined ? (event['body'] ?? {}) : render(input, 'input', scope);
  const contact = contactId === undefined ? undefined : render(contactId, 'contactId', scope);
  if (contact !== undefined && contact !== null && !(typeof contact === 'string' && isUuid(contact))) {
    throw new PlatformError('input_invalid', 'contactId: the event holds no contact’s id there.', {
      errors: [{ path: 'contactId', message: 'must be a contact’s id' }],
    });
  }
  return { kind: 'run', input: filled, contactId: typeof contact === 'string' ? contact.toLowerCase() : undefined };
}

function render(value: JsonValue, place: string, scope: Scope): JsonValue {
  return compileValue(value, place, (source) => parseTemplate(source))(scope);
}
