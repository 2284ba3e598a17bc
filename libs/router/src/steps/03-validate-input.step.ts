import { invalidInput, isUuid, type JsonObject } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Next, Step } from './step.js';

/** Checks the input against the schema, fills in defaults, and fetches the contact that is only named. From here on the call is recorded. */
export class ValidateInputStep implements Step {
  readonly name = 'validate-input';

  constructor(private readonly contacts: RouterPorts['contacts']) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { input, contact, contactId, connectionId } = call.request;
    if (!isIdOrAbsent(contactId) || !isIdOrAbsent(connectionId)) {
      const wrong = Object.entries({ contactId, connectionId }).filter(([, id]) => !isIdOrAbsent(id));
      throw invalidInput(wrong.map(([path]) => ({ path, message: 'must be an id (UUID)' })));
    }
    call.input = call.runnable.validateInput(input ?? {});
    if (contact !== undefined) {
      call.contact = contact;
    } else if (contactId !== undefined) {
      call.contact = { ...(await this.contacts.get(call.workspaceId, contactId)) } satisfies JsonObject;
    }
    call.redactor.addNamed(call.input);
    call.redactor.addNamed(call.contact);
    call.recordable = true;
    call.decide(
      'valid',
      contact !== undefined
        ? 'The input fits the schema; the contact came with the call.'
        : contactId !== undefined
          ? 'The input fits the schema; the contact was read.'
          : 'The input fits the schema.',
    );
    return next(call);
  }
}

const isIdOrAbsent = (id: string | undefined): boolean => id === undefined || isUuid(id);
