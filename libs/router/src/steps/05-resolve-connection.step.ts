import { PlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { CredentialSource } from '../ports/credential-source.js';
import type { Next, Step } from './step.js';

/** Which of the workspace's accounts the call uses. */
export class ResolveConnectionStep implements Step {
  readonly name = 'resolve-connection';

  constructor(private readonly credentials: CredentialSource) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { auth, connectorName } = call.runnable;
    const { connectionId } = call.request;
    if (auth.kind === 'none') {
      if (connectionId !== undefined) {
        throw new PlatformError('input_invalid', `connectionId: ${connectorName} uses no connection.`, {
          errors: [{ path: 'connectionId', message: `${connectorName} uses no connection` }],
        });
      }
      call.decide('not-needed', `${connectorName} uses no connection.`);
      return next(call);
    }
    const choice = await this.credentials.choose({ workspaceId: call.workspaceId, connector: auth.connector, connectionId });
    call.connectionId = choice?.connectionId;
    // A missing connection may still be made up for by the rest of the waterfall, which the next step asks.
    call.decide(choice ? 'chosen' : 'none', choice?.reason ?? `The workspace has no connection for ${auth.connector}.`);
    return next(call);
  }
}
