import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import { intentRow } from '../record/execution-rows.js';
import type { Next, Step } from './step.js';

/** No side effect leaves unrecorded: a write's row is committed as `running` before its request goes out. */
export class IntentStep implements Step {
  readonly name = 'intent';

  constructor(private readonly recorder: RouterPorts['recorder']) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    if (call.intentCommitted) {
      call.decide('committed', 'The row was committed when the call was accepted.');
    } else if (call.runnable.effect === 'read') {
      call.decide('not-needed', 'It only reads; one row is written at the end.');
    } else {
      await this.recorder.insert(intentRow(call));
      call.intentCommitted = true;
      call.decide('committed', 'The row was committed before the request leaves.');
    }
    return next(call);
  }
}
