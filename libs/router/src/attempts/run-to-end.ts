import { isPlatformError, PlatformError, toPlatformError, type ErrorCode, type RunResult } from '@patchbay/kernel';
import type { Call } from '../call/call.js';

/** A run that is told to stop gets this long to say what became of its last request. */
const STOP_GRACE_MS = 250;

/** Errors that leave open what a request has done, unless they come with an answer's status. */
const NO_ANSWER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'provider_unavailable',
  'provider_timeout',
  'deadline_exceeded',
  'cancelled',
  'shutting_down',
]);

/**
 * Waits for a run, for the total deadline, or for the caller's cancel. A run that ignores being stopped is left behind. What is thrown tells the truth
 * about writes: `outcome_unknown` when one may have taken effect.
 */
export async function runToEnd(call: Call, run: () => Promise<RunResult>): Promise<RunResult> {
  const { signal } = call.controller;
  const caller = call.request.signal;
  const stop = (): void => call.controller.abort(isPlatformError(caller?.reason) ? caller.reason : cancelled());
  if (caller?.aborted) stop();
  // Stopped before it began: nothing has left.
  if (signal.aborted) throw toPlatformError(signal.reason);
  caller?.addEventListener('abort', stop, { once: true });
  const deadline = setTimeout(() => call.controller.abort(outOfTime(call)), Math.max(0, call.remainingMs()));
  const stopped = Promise.withResolvers<never>();
  let grace: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    grace = setTimeout(() => stopped.reject(signal.reason), STOP_GRACE_MS);
  };
  signal.addEventListener('abort', onStop, { once: true });
  try {
    const result = await Promise.race([run(), stopped.promise]);
    // A run that carried on after failed steps was cut short. A whole result that came just in time is what happened.
    if (signal.aborted && result.partial) throw signal.reason;
    return result;
  } catch (thrown) {
    throw truthOf(call, toPlatformError(thrown));
  } finally {
    clearTimeout(deadline);
    clearTimeout(grace);
    caller?.removeEventListener('abort', stop);
  }
}

function truthOf(call: Call, thrown: PlatformError): PlatformError {
  const { attempts, controller } = call;
  const reason: unknown = controller.signal.aborted ? controller.signal.reason : undefined;
  const answered = thrown.detail.providerStatus !== undefined;
  const settled = answered || thrown.code === 'outcome_unknown';
  // Whatever a stopped run throws, it was stopped.
  const error =
    isPlatformError(reason) && !settled ? new PlatformError(reason.code, reason.message, thrown.detail, { cause: thrown }) : thrown;
  const noAnswer = !answered && NO_ANSWER.has(error.code);
  // A driver's use makes no attempt here: its error tells, and a driver that was stopped may have written.
  const byDriver = attempts.count === 0 && (reason === undefined ? error.detail.sent === true : error.detail.sent !== false);
  const sent = attempts.openWrites > 0 || attempts.writeLost || (noAnswer && (byDriver || error.detail.sent === true));
  if (sent || error.code === 'outcome_unknown') attempts.anySent = true;
  if (call.runnable.effect === 'read' || !noAnswer || !sent) return error;
  const message = `${error.message} It may have taken effect: check at the provider before running it again.`;
  return new PlatformError('outcome_unknown', message, { ...error.detail, sent: true }, { cause: error });
}

const cancelled = (): PlatformError => new PlatformError('cancelled', 'The execution was cancelled.');
const outOfTime = (call: Call): PlatformError =>
  new PlatformError('deadline_exceeded', `The execution did not end within its ${call.runnable.totalTimeoutMs} ms.`, {
    connector: call.runnable.connectorKey,
  });
