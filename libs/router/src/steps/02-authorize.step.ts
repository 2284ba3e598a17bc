import { hasScope, PlatformError, roleAtLeast } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Next, Step } from './step.js';

const NEEDED_ROLE = 'member';

/** May this caller run this connector now: role, key scope, the connector's own switch, feature flags, the workspace's quotas. */
export class AuthorizeStep implements Step {
  readonly name = 'authorize';

  constructor(
    private readonly flags: RouterPorts['flags'],
    private readonly quotas?: RouterPorts['quotas'],
  ) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { principal } = call.request;
    const { runnable } = call;
    if (!roleAtLeast(principal.role, NEEDED_ROLE)) {
      throw new PlatformError('forbidden', `Running a connector needs the role ${NEEDED_ROLE}; yours is ${principal.role}.`);
    }
    if (!hasScope(principal, 'execute')) {
      throw new PlatformError('forbidden', 'This API key lacks the scope "execute".');
    }
    // A disabled connector can still be tested: that is how one finds out whether to enable it again.
    if (!runnable.enabled && !call.isTest) {
      throw new PlatformError('connector_disabled', `${runnable.connectorName} is disabled; enable it to run it.`, {
        connector: runnable.connectorKey,
      });
    }
    for (const flag of runnable.flags) {
      if (!this.flags.isOn(flag, call.workspaceId)) {
        throw new PlatformError(
          'feature_disabled',
          `${runnable.connectorName} needs the feature "${flag}", which is not enabled for this workspace.`,
          { connector: runnable.connectorKey },
        );
      }
    }
    // What was accepted within the quota is run.
    if (!call.request.accepted) this.quotas?.check(call.workspaceId);
    call.decide('allowed', `${principal.kind} with role ${principal.role}`);
    return next(call);
  }
}
