import { PlatformError, toPlatformError, type ContactId } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Next, Step } from './step.js';

/** Applies the field mappings and writes them to the contact. A mapping that fails is told beside the output, never instead of it. */
export class MapOutputStep implements Step {
  readonly name = 'map-output';

  constructor(private readonly contacts: RouterPorts['contacts']) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    try {
      if (call.runnable.mappings.length > 0) call.contactUpdates = call.runnable.mapContact(call.output);
      const written = await this.write(call);
      const mapped = Object.keys(call.contactUpdates ?? {}).length;
      if (call.contactUpdates === undefined)
        call.decide(
          'no-mappings',
          written ? 'No field mappings; the answer was kept with the contact.' : 'The connector has no field mappings.',
        );
      else
        call.decide(
          'mapped',
          `${mapped} field${mapped === 1 ? '' : 's'} mapped; ${written ? 'written to the contact' : call.isTest ? 'a test writes no contact' : 'no contact was named'}.`,
        );
    } catch (thrown) {
      const error = toPlatformError(thrown);
      // The call was made; losing its answer over the contact would make callers repeat it.
      call.mappingError =
        error.code === 'mapping_failed'
          ? error
          : new PlatformError('mapping_failed', `The contact was not updated: ${error.message}`, {}, { cause: error });
      call.decide('failed', call.redactor.text(call.mappingError.message));
    }
    return next(call);
  }

  private async write(call: Call): Promise<boolean> {
    const { contactId } = call.request;
    if (contactId === undefined || call.isTest) return false;
    const { connectorName, logResponseData } = call.runnable;
    await this.contacts.applyMapped({
      workspaceId: call.workspaceId,
      contactId: contactId as ContactId,
      updates: call.contactUpdates ?? {},
      ...(logResponseData
        ? {
            response: {
              connector: connectorName,
              executionId: call.executionId,
              at: new Date(call.clock.nowMs()).toISOString(),
              // Kept and shown for long: without what names say is secret.
              response: call.redactor.json(call.output),
            },
          }
        : {}),
    });
    return true;
  }
}
