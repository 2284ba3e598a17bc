import type { Scope } from '@patchbay/http-connectors';
import { PlatformError, toPlatformError, type JsonValue, type WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';
import { DONE, MAX_ITEMS, OTHERWISE } from '../definition/workflow.schema.js';
import type { ClaimedNode, NodeResult } from '../engine/node-run.js';
import type { PlanCache } from '../engine/plan-cache.js';
import { NO_ITEM } from '../engine/refs.js';
import type { RunValues } from '../engine/run-values.js';
import type { Step, WorkflowPlan } from '../plan/plan.js';
import type { ExpressionRunner } from '../transform/expression-runner.js';
import type { ActionStep } from './action.step.js';
import { failureResult, nodeError } from './failure.js';

export interface NodeRunnerParts {
  readonly db: Database;
  readonly plans: Pick<PlanCache, 'of'>;
  readonly values: Pick<RunValues, 'load'>;
  readonly actions: Pick<ActionStep, 'run'>;
  readonly expressions: Pick<ExpressionRunner, 'run'>;
}

/** A node that took so many processes with it is not run again; what became of a write of it is still looked up, for as many deaths more. */
const MAX_CRASHES = 10;
const MAX_LOOKS = 2 * MAX_CRASHES;

/** Does one node's work. Writes nothing of the run: what came of it is the commit's to write. */
export class NodeRunner {
  constructor(private readonly parts: NodeRunnerParts) {}

  /** Never throws but for trouble of the platform's own (a lost database, a lost claim): then the claim is left for the sweep. */
  async run(claim: ClaimedNode, signal: AbortSignal): Promise<NodeResult> {
    const plan = await this.parts.plans.of({ ...claim, ...claim.run });
    const step = stepOf(plan, claim);
    if (!step) throw new PlatformError('bug', `The workflow has no node "${claim.nodeId}".`);
    const handled = graphOf(plan, claim)?.graph.hasErrorEdge(claim.nodeId) ?? false;
    try {
      const poison = claim.crashes >= MAX_CRASHES ? poisonous(claim) : undefined;
      // Called a failure, a write that has left would be sent once more when the run is retried.
      const mayHaveSent = step.kind === 'action' && claim.recovered && claim.sent;
      if (poison && mayHaveSent && claim.crashes >= MAX_LOOKS) return { kind: 'unknown', error: nodeError(poison) };
      if (poison && !mayHaveSent) throw poison;
      return await this.work({ claim, step, plan, signal, handled, poison });
    } catch (thrown) {
      const error = toPlatformError(thrown);
      if (OURS.has(error.code)) throw thrown;
      const { node } = step;
      return failureResult({
        error,
        attempt: claim.attempt,
        retry: node.type === 'action' ? node.retry : undefined,
        // Failed before anything was called.
        repeatable: claim.crashes < MAX_CRASHES,
        continueOnError: 'continueOnError' in node && node.type !== 'forEach' && node.continueOnError,
        handled,
      });
    }
  }

  private async work(at: {
    claim: ClaimedNode;
    step: Step;
    plan: WorkflowPlan;
    signal: AbortSignal;
    handled: boolean;
    poison: PlatformError | undefined;
  }): Promise<NodeResult> {
    const { claim, step, plan, signal, handled, poison } = at;
    if (step.kind === 'delay') return succeeded({ seconds: step.node.seconds });
    if (step.kind === 'parallel' || step.kind === 'join') return succeeded({ arrived: [] });
    const scope = await this.load(claim, step, plan);
    switch (step.kind) {
      case 'action':
        return this.parts.actions.run({ claim, step, scope, signal, handled, poison });
      case 'condition': {
        const branch = step.branches.find(({ when }) => when.holds(scope))?.id ?? OTHERWISE;
        return { kind: 'succeeded', port: branch, output: JSON.stringify({ branch }) };
      }
      case 'transform':
        return this.transform(claim, step, scope);
      case 'stop':
        return {
          kind: 'stop',
          outcome: step.node.outcome,
          message: step.message && textOf(step.message(scope)),
          output: step.output && JSON.stringify(step.output(scope)),
        };
      case 'forEach':
        return { kind: 'items', items: listOf(step.items(scope), claim.nodeId) };
    }
  }

  private async transform(claim: ClaimedNode, step: Extract<Step, { kind: 'transform' }>, scope: Scope): Promise<NodeResult> {
    const value = JSON.stringify(claim.inputOverride ?? step.value(scope));
    const { expression, id } = step.node;
    const output = expression === undefined ? value : await this.parts.expressions.run(expression, value, `${id}.expression`);
    return { kind: 'succeeded', port: DONE, output };
  }

  private load(claim: ClaimedNode, step: Step, plan: WorkflowPlan): Promise<Scope> {
    const { workspaceId, runId, item, nodeId, run } = claim;
    const owner = item === NO_ITEM ? undefined : plan.ownerOf.get(nodeId);
    return this.parts.db.inWorkspace(workspaceId as WorkspaceId, (tx) =>
      this.parts.values.load(tx, { runId, item, owner, roots: step.roots, run }),
    );
  }
}

/** Errors that say nothing about the node: it is run again by whoever finds it. */
const OURS: ReadonlySet<string> = new Set(['database_unavailable', 'illegal_state', 'shutting_down', 'overloaded']);

export function graphOf(plan: WorkflowPlan, { nodeId, item }: Pick<ClaimedNode, 'nodeId' | 'item'>): WorkflowPlan['top'] | undefined {
  const owner = plan.ownerOf.get(nodeId);
  return owner === undefined || item === NO_ITEM ? plan.top : plan.bodies.get(owner);
}

function stepOf(plan: WorkflowPlan, claim: ClaimedNode): Step | undefined {
  return graphOf(plan, claim)?.steps.get(claim.nodeId);
}

function succeeded(output: JsonValue): NodeResult {
  return { kind: 'succeeded', port: DONE, output: JSON.stringify(output) };
}

function poisonous({ nodeId, crashes }: ClaimedNode): PlatformError {
  return new PlatformError('bug', `"${nodeId}" was being run when ${crashes} processes died; it is not run again by itself.`);
}

const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

function listOf(value: JsonValue, nodeId: string): readonly JsonValue[] {
  const place = `${nodeId}.items`;
  const problem = !Array.isArray(value)
    ? 'is no list'
    : value.length > MAX_ITEMS
      ? `has ${value.length} items; at most ${MAX_ITEMS} are allowed. Send larger lists through a bulk run.`
      : undefined;
  if (problem === undefined) return value as readonly JsonValue[];
  throw new PlatformError('template_invalid', `${place}: ${problem}`, { path: place, errors: [{ path: place, message: problem }] });
}
