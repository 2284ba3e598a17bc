import { createHash } from 'node:crypto';
import { ExecutionStore, sentNothing, type ExecutionView } from '@patchbay/executions';
import type { Scope } from '@patchbay/http-connectors';
import {
  canonicalJson,
  isErrorCode,
  isFinal,
  isJsonObject,
  newId,
  PlatformError,
  REDACTED,
  Redactor,
  type ErrorCode,
  type ExecutionId,
  type JsonValue,
  type Runnable,
  type WorkspaceId,
} from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import type { Registry } from '@patchbay/registry';
import type { CallRequest, Outcome } from '@patchbay/router';
import { DONE } from '../definition/workflow.schema.js';
import type { ClaimedNode, NodeResult } from '../engine/node-run.js';
import type { NodeRunStore } from '../engine/node-run.store.js';
import { keyOfNode } from '../engine/refs.js';
import type { Step } from '../plan/plan.js';
import { failureResult, nodeError } from './failure.js';

type ActionPlan = Extract<Step, { kind: 'action' }>;

/** A dead process's execution is ended by the executions' own sweep; until then it is looked at again. */
const SWEPT_IN_MS = 2_000;

/** Answers that say nothing of what was sent. */
const ROW_DECIDES: ReadonlySet<string> = new Set<ErrorCode>(['database_unavailable', 'illegal_state']);

export interface ActionStepParts {
  readonly db: Database;
  readonly registry: Registry;
  readonly executions: ExecutionStore;
  readonly nodes: Pick<NodeRunStore, 'renewExecution'>;
  /** Runs a call through the router. */
  readonly route: (request: CallRequest) => Promise<Outcome>;
  /** Notes that the claim is about to send; throws when it may not. */
  readonly mayLeave: (claim: ClaimedNode) => Promise<void>;
}

export interface ActionAsk {
  readonly claim: ClaimedNode;
  readonly step: ActionPlan;
  readonly scope: Scope;
  readonly signal: AbortSignal;
  readonly handled: boolean;
  /** Why nothing may be called any more; what an earlier claim has called is looked up all the same. */
  readonly poison?: PlatformError | undefined;
}

/** Runs an action as one execution of the router, at most once: an execution that an earlier claim began is looked up before anything is sent. */
export class ActionStep {
  constructor(private readonly parts: ActionStepParts) {}

  async run(ask: ActionAsk): Promise<NodeResult> {
    const { claim, step, scope } = ask;
    const { node } = step;
    const runnable = await this.parts.registry.resolve({
      workspaceId: claim.workspaceId as WorkspaceId,
      key: node.connector,
      ...(node.action === undefined ? {} : { action: node.action }),
    });
    const input = claim.inputOverride === undefined ? step.input(scope) : claim.inputOverride;
    const shown = new Redactor().jsonText(input);
    let { executionId } = claim;
    if (claim.recovered) {
      const found = await this.recover(ask, runnable, shown);
      if (found !== 'call') return found;
      if (ask.poison) throw ask.poison;
      executionId = newId();
      const renewed = await this.parts.db.inWorkspace(claim.workspaceId as WorkspaceId, (tx) =>
        this.parts.nodes.renewExecution(tx, claim, executionId),
      );
      if (!renewed) throw claimLost();
    }
    return this.call(ask, { runnable, input, shown, executionId });
  }

  private async call(
    ask: ActionAsk,
    { runnable, input, shown, executionId }: { runnable: Runnable; input: JsonValue; shown: string; executionId: string },
  ): Promise<NodeResult> {
    const { claim, step, signal } = ask;
    const { node } = step;
    const timer = timeLimit(signal, node.timeoutSeconds);
    try {
      const outcome = await this.parts.route({
        principal: claim.run.principal,
        connectorKey: node.connector,
        action: node.action,
        connectionId: node.connectionId,
        input,
        contactId: claim.run.contactId ?? undefined,
        mode: 'sync',
        traceId: claim.run.traceId,
        signal: timer.signal,
        trigger: 'workflow',
        reserved: {
          executionId: executionId as ExecutionId,
          keySeed: keySeed(claim),
          mayLeave: () => this.parts.mayLeave(claim),
        },
      });
      return this.resultOf(ask, { outcome, runnable, shown });
    } finally {
      timer.stop();
    }
  }

  private resultOf(ask: ActionAsk, { outcome, runnable, shown }: { outcome: Outcome; runnable: Runnable; shown: string }): NodeResult {
    if (outcome.kind === 'deferred') return { kind: 'again', dueInMs: outcome.resumeInMs, counted: false };
    const { answer } = outcome;
    if (answer.kind === 'queued') throw new PlatformError('bug', 'A workflow asked for a queued execution.');
    // The row could not be written, or was ended by others who took this process for dead: perhaps before anything left, perhaps after the answer. The row tells.
    if (answer.kind === 'failed' && ROW_DECIDES.has(answer.error.code)) {
      return { kind: 'again', dueInMs: SWEPT_IN_MS, counted: false, keepExecution: true };
    }
    if (answer.kind === 'failed') return this.failed(ask, { error: answer.error, runnable, shown });
    const [warning] = answer.warnings;
    return {
      kind: 'succeeded',
      port: DONE,
      output: answer.outputText ?? JSON.stringify(answer.output),
      input: shown,
      hidden: !runnable.logResponseData,
      ...(warning ? { warning: nodeError(warning) } : {}),
    };
  }

  private failed(ask: ActionAsk, { error, runnable, shown }: { error: PlatformError; runnable: Runnable; shown: string }): NodeResult {
    const { claim, step, signal, handled } = ask;
    const { retry, continueOnError } = step.node;
    // The worker stops: nothing was sent, another one goes on.
    if (error.code === 'shutting_down' && signal.aborted) return { kind: 'again', dueInMs: 0, counted: false };
    const idempotent = runnable.idempotency !== undefined;
    const repeatable = runnable.effect === 'read' || idempotent;
    if (error.code !== 'outcome_unknown' || repeatable) {
      const result = failureResult({ error, attempt: claim.attempt, retry, repeatable, continueOnError, handled, input: shown });
      if (result.kind === 'again' || error.code !== 'outcome_unknown') return result;
    }
    return { kind: 'unknown', error: nodeError(error), input: shown };
  }

  /** What became of the execution an earlier claim began; `call`: nothing that counts, so that it may be called. */
  private async recover(ask: ActionAsk, runnable: Runnable, shown: string): Promise<NodeResult | 'call'> {
    const { claim } = ask;
    const { db, executions } = this.parts;
    const found = await db.inWorkspace(claim.workspaceId as WorkspaceId, (tx) => executions.get(tx, claim.executionId));
    if (found?.status === 'succeeded') return recovered(found, { runnable, sent: claim.sent, shown });
    // A claim that is taken over cannot send any more: without the mark nothing has left, whatever the row still says.
    if (!found || !claim.sent) return 'call';
    if (!isFinal(found.status)) return { kind: 'again', dueInMs: SWEPT_IN_MS, counted: false, keepExecution: true };
    const code = found.errorCode ?? '';
    const message = found.error?.message ?? 'The execution failed.';
    const error = new PlatformError(isErrorCode(code) ? code : 'bug', message, { executionId: found.id });
    // The provider knows a repeat by its key, which is the same.
    if (found.status === 'unknown' && runnable.idempotency !== undefined) return 'call';
    if (error.code === 'shutting_down' || sentNothing(found)) return 'call';
    return this.failed(ask, { error, runnable, shown });
  }
}

/** The answer of an execution whose process died before the node was written: from its record, when that is the whole answer. */
function recovered(found: ExecutionView, at: { runnable: Runnable; sent: boolean; shown: string }): NodeResult | 'call' {
  const { runnable, sent, shown } = at;
  const text = JSON.stringify(found.output);
  const cut = isJsonObject(found.output) && found.output['truncated'] === true && 'preview' in found.output;
  if (runnable.logResponseData && !cut && !text.includes(REDACTED)) return { kind: 'succeeded', port: DONE, output: text, input: shown };
  if (!sent) return 'call';
  const message =
    'The action took effect, but its whole answer was lost when the process that ran it died. Continue with an output of your own, or stop.';
  return { kind: 'unknown', error: { code: 'outcome_unknown', message }, input: shown };
}

/** The same for every call of this node with this input, also under another execution id. */
function keySeed(claim: ClaimedNode): string {
  const edited = claim.inputOverride === undefined ? '' : createHash('sha256').update(canonicalJson(claim.inputOverride)).digest('hex');
  return `${keyOfNode(claim)}/${edited}`;
}

function timeLimit(signal: AbortSignal, seconds: number | undefined): { signal: AbortSignal; stop: () => void } {
  if (seconds === undefined) return { signal, stop: () => undefined };
  const controller = new AbortController();
  const message = `The node did not end within its ${seconds} seconds.`;
  const timer = setTimeout(() => controller.abort(new PlatformError('deadline_exceeded', message)), seconds * 1_000);
  return { signal: AbortSignal.any([signal, controller.signal]), stop: () => clearTimeout(timer) };
}

export function claimLost(): PlatformError {
  return new PlatformError('illegal_state', 'The node is not running here any more.');
}
