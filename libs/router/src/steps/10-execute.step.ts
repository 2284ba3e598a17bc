import type { AttemptLoop } from '../attempts/attempt-loop.js';
import { runToEnd } from '../attempts/run-to-end.js';
import type { Call } from '../call/call.js';
import { CallContext } from '../call/call-context.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Next, Step } from './step.js';

/** Runs the action. Requests go through the attempt loop; the run ends at the total deadline or on cancel, whatever it does. */
export class ExecuteStep implements Step {
  readonly name = 'execute';

  constructor(
    private readonly attempts: AttemptLoop,
    private readonly secrets: RouterPorts['secrets'],
  ) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const result = await runToEnd(call, () => call.runnable.run(new CallContext(call, this.attempts, this.secrets)));
    // What the caller gets and what is mapped must not hold a secret that the provider echoed.
    const { value, text } = call.redactor.values(result.output ?? null);
    call.output = value;
    call.outputText = text;
    call.partial = result.partial ?? false;
    const { count, repeated } = call.attempts;
    call.decide(
      call.partial ? 'partial' : repeated > 0 ? 'retried' : 'answered',
      `${count} request${count === 1 ? '' : 's'}, ${repeated} of them repeated`,
    );
    return next(call);
  }
}
