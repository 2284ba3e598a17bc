import { requestHash, type IdempotencyClaim, type IdempotencyVerdict } from '@patchbay/executions';
import { invalidInput, isPlatformError } from '@patchbay/kernel';
import { answerFrom, answerStatus, answerText } from '../call/answer-text.js';
import type { Call } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Next, Step } from './step.js';

const MAX_KEY_CHARS = 255;

/** One run per Idempotency-Key: an earlier answer is given again, a run under way is waited for. */
export class ReplayStep implements Step {
  readonly name = 'replay';

  constructor(private readonly idempotency: RouterPorts['idempotency']) {}

  async run(call: Call, next: Next): Promise<Outcome> {
    const claim = claimOf(call);
    if (!claim) {
      call.decide('not-asked', call.request.accepted ? 'The key was claimed when the call was accepted.' : 'No Idempotency-Key was given.');
      return next(call);
    }
    const { signal } = call.request;
    const verdict = await this.claim(claim, { waitMs: call.remainingMs(), ...(signal ? { signal } : {}) });
    if (verdict.kind === 'replay') {
      call.decide('replayed', 'An earlier call with this Idempotency-Key was answered.');
      return answerFrom(verdict.answer, call.request.traceId);
    }
    call.decide('first', 'The first call with this Idempotency-Key in 24 hours.');
    const outcome = await next(call);
    await this.settle(call, claim, outcome);
    return outcome;
  }

  /** A claim whose answer was lost with the connection may stand all the same: this call does not go on with it, so it is freed. */
  private async claim(claim: IdempotencyClaim, options: { waitMs: number; signal?: AbortSignal }): Promise<IdempotencyVerdict> {
    try {
      return await this.idempotency.claim(claim, options);
    } catch (thrown) {
      if (isPlatformError(thrown) && thrown.code === 'database_unavailable')
        this.idempotency.settleLater(() => this.idempotency.release(claim));
      throw thrown;
    }
  }

  /**
   * A run that sent something keeps its key, whatever came of it; one that sent nothing frees it. When something was sent but could not be recorded
   * the key stays held until crash recovery finds out. Trouble here must not turn a finished run into a failure: recovery settles it too.
   */
  private async settle(call: Call, claim: IdempotencyClaim, outcome: Outcome): Promise<void> {
    const { workspaceId, key, executionId } = claim;
    const run = { workspaceId, key, executionId };
    const settle = (): Promise<void> => {
      if (outcome.kind !== 'failed' || (call.recorded && call.attempts.anySent)) {
        return this.idempotency.complete(run, { status: answerStatus(outcome), answer: answerText(outcome) });
      }
      return call.attempts.anySent ? Promise.resolve() : this.idempotency.release(run);
    };
    try {
      await settle();
    } catch {
      call.keyUnsettled = true;
      this.idempotency.settleLater(settle);
    }
  }
}

function claimOf(call: Call): IdempotencyClaim | undefined {
  const {
    idempotencyKey: key,
    requestHash: given,
    accepted,
    connectorKey,
    action,
    connectionId,
    input,
    contact,
    contactId,
    mode,
  } = call.request;
  if (key === undefined || call.isTest || accepted) return undefined;
  // oxlint-disable-next-line no-control-regex -- a text column cannot hold U+0000
  if (key.length === 0 || key.length > MAX_KEY_CHARS || /[\u0000-\u001f]/.test(key)) {
    throw invalidInput([{ path: 'Idempotency-Key', message: `must be 1 to ${MAX_KEY_CHARS} printable characters` }]);
  }
  const hash = given ?? requestHash({ connectorKey, action, connectionId, input, contact, contactId, mode });
  return { workspaceId: call.workspaceId, key, requestHash: hash, executionId: call.executionId };
}
