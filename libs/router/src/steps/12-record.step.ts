import type { Call } from '../call/call.js';
import { micro } from '../call/call.js';
import type { Outcome } from '../call/outcome.js';
import type { RouterPorts } from '../ports/router-ports.js';
import { useOf } from '../record/connection-use.js';
import { failureEvent } from '../record/failure-event.js';
import { endOf, wholeRow } from '../record/execution-rows.js';
import { notePromptLater } from '../record/note-prompt.js';
import { sealedFor } from '../record/sealed-for.js';
import { shownSteps } from '../record/shown-parts.js';
import type { Step } from './step.js';

/** Writes what happened. The caller is answered after the row's commit. */
export class RecordStep implements Step {
  readonly name = 'record';

  constructor(
    private readonly recorder: RouterPorts['recorder'],
    private readonly payloads: RouterPorts['payloads'],
  ) {}

  async run(call: Call): Promise<Outcome> {
    call.finishedAtMs = call.clock.nowMs();
    call.decide('recorded', call.intentCommitted ? 'The committed row was brought to its end.' : 'One row was written.');
    const durationMs = micro(call.elapsedMs());
    // The intent may have been committed all the same: then this is its end, once Postgres answers again. Nobody waits for it.
    if (call.rowInDoubt) void this.recorder.finish(endOf(call, durationMs)).catch(() => undefined);
    if (call.intentCommitted) await this.recorder.finish(endOf(call, durationMs));
    else await this.recorder.insert(wholeRow(call, durationMs, call.failure ? sealedFor(call, this.payloads) : undefined));
    call.recorded = true;
    if (call.failure) this.recorder.event(failureEvent(call, call.failure));
    if (call.connectionId !== undefined && call.attempts.credentialUsed) this.recorder.connectionUse?.(useOf(call, call.connectionId));
    if (call.costs.length > 0) notePromptLater(call, this.recorder);
    return this.outcome(call, durationMs);
  }

  private outcome(call: Call, durationMs: number): Outcome {
    const {
      executionId,
      request: { traceId },
    } = call;
    const steps = call.isTest ? { steps: shownSteps(call) } : {};
    if (call.failure) {
      return {
        kind: 'failed',
        answer: { kind: 'failed', executionId, error: call.failure.with({ executionId }), ...steps, durationMs, traceId, replayed: false },
      };
    }
    return {
      kind: 'done',
      answer: {
        kind: 'succeeded',
        executionId,
        output: call.output,
        outputText: call.outputText,
        contactUpdates: call.contactUpdates,
        partial: call.partial || call.mappingError !== undefined,
        warnings: call.warnings,
        ...steps,
        durationMs,
        traceId,
        replayed: false,
      },
    };
  }
}
