import { isPlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import { intentRow } from '../record/execution-rows.js';
import { sealedFor } from '../record/sealed-for.js';
import type { Next, Step } from './step.js';

/** No side effect leaves unrecorded: a write's row is committed as `running` before its request goes out. */
export class IntentStep implements Step {
  readonly name = 'intent';

  constructor(
    private readonly recorder: RouterPorts['recorder'],
    private readonly payloads: RouterPorts['payloads'],
  ) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    if (call.runnable.effect === 'read') {
      call.decide('not-needed', 'It only reads; its row is written at the end.');
    } else {
      if (call.intentCommitted) await this.recorder.sending({ workspaceId: call.workspaceId, id: call.executionId });
      else await this.commit(call);
      call.intentCommitted = true;
      await call.request.reserved?.mayLeave();
      call.decide('committed', 'The row says that a request is about to leave, and is committed.');
    }
    return next(call);
  }

  private async commit(call: Call): Promise<void> {
    try {
      await this.recorder.insert(intentRow(call, sealedFor(call, this.payloads)));
    } catch (thrown) {
      call.rowInDoubt = isPlatformError(thrown) && thrown.code === 'database_unavailable';
      throw thrown;
    }
  }
}
