import { storedDecisions, type ExecutionEnd, type ExecutionRow } from '@patchbay/executions';
import { statusOfFailure } from '@patchbay/kernel';
import type { Call } from '../call/call.js';
import { ShownJson } from './shown-json.js';
import { attemptsText, shownError, stepsText } from './shown-parts.js';

/** What is stored in place of values while `logResponseData` is off. */
const NOT_LOGGED = '[not logged]';

/** What the queue has to know of an accepted call beside its row. */
export interface Queueing {
  readonly sealedPayload: Uint8Array;
  readonly jobId: string;
  readonly priority: number;
  /** Milliseconds since the epoch. */
  readonly deadlineAtMs: number;
}

/** The row of an accepted call: its commit is the acceptance. */
export function queuedRow(call: Call, queueing: Queueing): ExecutionRow {
  return { ...head(call, new ShownJson(call.redactor)), ...queueing, status: 'queued', startedAtMs: undefined };
}

/** The row of a write before its request leaves. `sealedPayload`: what a retry needs. */
export function intentRow(call: Call, sealedPayload: Uint8Array | undefined): ExecutionRow {
  return { ...head(call, new ShownJson(call.redactor)), status: 'running', sealedPayload };
}

/** The whole row of a call that needs no intent, written once at its end. `sealedPayload`: what a retry needs. */
export function wholeRow(call: Call, durationMs: number, sealedPayload: Uint8Array | undefined): ExecutionRow {
  const shown = new ShownJson(call.redactor);
  return { ...end(call, shown, durationMs), ...head(call, shown), sealedPayload };
}

/** The end of a call whose row is there. */
export function endOf(call: Call, durationMs: number): ExecutionEnd {
  return end(call, new ShownJson(call.redactor), durationMs);
}

function head(call: Call, shown: ShownJson): Omit<ExecutionRow, 'status'> {
  const { request, runnable } = call;
  return {
    workspaceId: call.workspaceId,
    id: call.executionId,
    connectorKey: runnable.connectorKey,
    connectorName: runnable.connectorName,
    connectorSource: runnable.source,
    connectorVersion: runnable.version,
    action: runnable.action,
    effect: runnable.effect,
    connectionId: call.connectionId ?? request.connectionId,
    contactId: request.contactId,
    mode: request.mode,
    trigger: request.trigger,
    retryOf: request.retryOf,
    traceId: request.traceId,
    input: shown.body(call.input),
    startedAtMs: call.startedAtMs,
    repeatable: call.runnable.idempotency !== undefined,
  };
}

function end(call: Call, shown: ShownJson, durationMs: number): ExecutionEnd {
  const { failure, contactUpdates, mappingError, costs } = call;
  const { logResponseData } = call.runnable;
  const told = failure ?? mappingError;
  return {
    workspaceId: call.workspaceId,
    id: call.executionId,
    status: failure ? statusOfFailure(failure.code) : 'succeeded',
    errorCode: told?.code,
    error: told && shown.small(shownError(told)),
    connectionId: call.connectionId,
    output: failure || !logResponseData ? undefined : shown.body(call.output, call.outputText),
    steps: stepsText(call, shown, logResponseData),
    attempts: attemptsText(call, shown, logResponseData),
    decisions: storedDecisions(call.decisions),
    contactUpdates:
      contactUpdates &&
      shown.small(logResponseData ? contactUpdates : Object.fromEntries(Object.keys(contactUpdates).map((field) => [field, NOT_LOGGED]))),
    bytes: call.attempts.bytes,
    costs: costs.length > 0 ? shown.small(costs) : undefined,
    startedAtMs: call.startedAtMs,
    finishedAtMs: call.finishedAtMs,
    durationMs,
  };
}
