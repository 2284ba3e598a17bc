import { PlatformError, secretsOf } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { CredentialSource } from '../ports/credential-source.js';
import type { Next, Step } from './step.js';

/** Opens the secret material by the waterfall: Nango → built-in OAuth2 → stored → workspace → Vault → none. */
export class ResolveCredentialStep implements Step {
  readonly name = 'resolve-credential';

  constructor(private readonly credentials: CredentialSource) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { auth, connectorName } = call.runnable;
    if (auth.kind === 'none') {
      call.decide('not-needed', `${connectorName} needs no connection's credential.`);
      return next(call);
    }
    const { workspaceId, connectionId } = call;
    const found = await this.credentials.find({ workspaceId, connector: auth.connector, connectionId });
    if (found) {
      call.credential = found.resolved;
      call.refreshable = found.refreshable;
      for (const secret of secretsOf(found.resolved.credential)) call.redactor.add(secret);
      call.decide(found.resolved.source, found.reason);
    } else if (auth.required) {
      throw new PlatformError(
        'connection_required',
        `${connectorName} needs a connection for ${auth.connector}. Connect an account and call again.`,
        {
          connector: call.runnable.connectorKey,
          ...(connectionId === undefined ? {} : { connectionId }),
        },
      );
    } else {
      call.decide('none', `No credential was found; ${connectorName} works without one.`);
    }
    const outcome = await next(call);
    // Only what reached the provider proves anything.
    if (outcome.kind === 'done' && connectionId !== undefined && call.attempts.credentialUsed && !call.partial)
      this.credentials.proven({ workspaceId, connectionId });
    return outcome;
  }
}
