import type { Registry } from '@patchbay/registry';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { Next, Step } from './step.js';

/** Finds what is to be run, and with it the moment by which it has to end. */
export class ResolveConnectorStep implements Step {
  readonly name = 'resolve-connector';

  constructor(private readonly registry: Registry) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const { draft, connectorKey, action } = call.request;
    const runnable =
      draft ??
      (await this.registry.resolve({ workspaceId: call.workspaceId, key: connectorKey, ...(action === undefined ? {} : { action }) }));
    call.found = runnable;
    for (const secret of runnable.literalSecrets ?? []) call.redactor.add(secret);
    call.deadlineAtMs = call.startedAtMs + runnable.totalTimeoutMs;
    call.decide(
      draft ? 'draft' : 'found',
      `${runnable.connectorName}${runnable.action ? ` ${runnable.action}` : ''}, version ${runnable.version}${draft ? ', not saved' : ''}`,
    );
    return next(call);
  }
}
