import { PlatformError, toPlatformError, type RunResult } from '@patchbay/kernel';
import type { AttemptLoop } from '../attempts/attempt-loop.js';
import type { Call } from '../call/call.js';
import { CallContext } from '../call/call-context.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Next, Step } from './step.js';

/** A run that is told to stop gets this long to say what became of its last request. */
const STOP_GRACE_MS = 250;

/** Runs the action. Requests go through the attempt loop; the run ends at the total deadline or on cancel, whatever it does. */
export class ExecuteStep implements Step {
  readonly name = 'execute';

  constructor(
    private readonly attempts: AttemptLoop,
    private readonly secrets: RouterPorts['secrets'],
  ) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const result = await this.untilStopped(call);
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

  private async untilStopped(call: Call): Promise<RunResult> {
    const { signal } = call.controller;
    const stop = (): void => call.controller.abort(cancelled());
    const caller = call.request.signal;
    if (caller?.aborted) throw cancelled();
    caller?.addEventListener('abort', stop, { once: true });
    const deadline = setTimeout(() => call.controller.abort(outOfTime(call)), Math.max(0, call.remainingMs()));
    const stopped = Promise.withResolvers<never>();
    let grace: NodeJS.Timeout | undefined;
    signal.addEventListener(
      'abort',
      () => {
        grace = setTimeout(() => stopped.reject(signal.reason), STOP_GRACE_MS);
      },
      { once: true },
    );
    try {
      const result = await Promise.race([call.runnable.run(new CallContext(call, this.attempts, this.secrets)), stopped.promise]);
      // A connector that carries on after failed steps may outlive the deadline with a result; the deadline still holds.
      if (signal.aborted) throw signal.reason;
      return result;
    } catch (thrown) {
      throw truthOf(call, toPlatformError(thrown));
    } finally {
      clearTimeout(deadline);
      clearTimeout(grace);
      caller?.removeEventListener('abort', stop);
    }
  }
}

/** A write without an answer is `outcome_unknown`, also when it went through a driver or was still under way when the run was stopped. */
function truthOf(call: Call, error: PlatformError): PlatformError {
  const noAnswer =
    error.detail.providerStatus === undefined &&
    (error.code === 'provider_unavailable' || error.code === 'provider_timeout' || error.code === 'deadline_exceeded');
  const sent = call.attempts.openWrites > 0 || call.attempts.writeLost || (noAnswer && error.detail.sent === true);
  // Drivers make no attempts of the loop; their errors tell.
  if (sent || error.code === 'outcome_unknown') call.attempts.anySent = true;
  if (call.runnable.effect === 'read' || !noAnswer || !sent) return error;
  return new PlatformError(
    'outcome_unknown',
    `${error.message} It may have taken effect: check at the provider before running it again.`,
    { ...error.detail, sent: true },
    { cause: error },
  );
}

const cancelled = (): PlatformError => new PlatformError('cancelled', 'The execution was cancelled.');
const outOfTime = (call: Call): PlatformError =>
  new PlatformError('deadline_exceeded', `The execution did not end within its ${call.runnable.totalTimeoutMs} ms.`, {
    connector: call.runnable.connectorKey,
  });
