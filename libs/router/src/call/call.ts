import {
  newId,
  PlatformError,
  Redactor,
  type CostRecord,
  type Decision,
  type ExecutionId,
  type JsonObject,
  type JsonValue,
  type ResolvedCredential,
  type RouterStepName,
  type Runnable,
  type StepRecord,
  type WorkspaceId,
} from '@patchbay/kernel';
import { AttemptLog } from '../attempts/attempt-log.js';
import type { Clock } from '../ports/clock.js';
import { CallTrace } from '../tracing/call-trace.js';
import type { CallRequest } from './call-request.js';
import type { CallWarning } from './outcome.js';

const NO_CREDENTIAL: ResolvedCredential = { credential: { type: 'none' }, metadata: {}, source: 'none' };

/** What is known about one call while it passes the twelve steps. Each member is written by the step named beside it. */
export class Call {
  readonly executionId: ExecutionId;
  readonly workspaceId: WorkspaceId;
  readonly startedAtMs: number;
  readonly redactor = new Redactor();
  /** Its spans; undefined when the trace is not recorded. */
  readonly trace: CallTrace | undefined;
  readonly decisions: Decision[] = [];
  /** resolve-connector */
  found: Runnable | undefined = undefined;
  /** resolve-connector: moment of the total deadline, ms since the epoch. */
  deadlineAtMs = Number.POSITIVE_INFINITY;
  /** validate-input; from there on a failure is recorded. */
  recordable = false;
  input: JsonValue = null;
  contact: JsonObject | undefined = undefined;
  /** resolve-connection */
  connectionId: string | undefined = undefined;
  /** resolve-credential, and the refresh after a 401 */
  credential: ResolvedCredential = NO_CREDENTIAL;
  refreshable = false;
  refreshing: Promise<boolean> | undefined = undefined;
  /** intent: the row exists and says `running`. */
  intentCommitted = false;
  /** execute */
  output: JsonValue = null;
  /** JSON text of `output`: made once for answer and record. */
  outputText = 'null';
  partial = false;
  readonly attempts = new AttemptLog();
  readonly steps: StepRecord[] = [];
  readonly costs: CostRecord[] = [];
  /** map-output */
  contactUpdates: JsonObject | undefined = undefined;
  mappingError: PlatformError | undefined = undefined;
  /** intent: the connection broke before the commit of the row was answered; the row may be there. */
  rowInDoubt = false;
  /** Whichever step failed. */
  failure: PlatformError | undefined = undefined;
  /** record */
  recorded = false;
  finishedAtMs = 0;
  /** replay: the key could not be settled; crash recovery does it. */
  keyUnsettled = false;
  /** Aborted on cancel and at the total deadline; the reason is a PlatformError. */
  readonly controller = new AbortController();
  private readonly startedMonotonicMs: number;
  private step: RouterStepName = 'resolve-connector';
  private stepAtMs = 0;

  constructor(
    readonly request: CallRequest,
    readonly clock: Clock,
  ) {
    this.executionId = request.accepted?.executionId ?? request.reserved?.executionId ?? newId<ExecutionId>();
    this.workspaceId = request.principal.workspaceId;
    this.startedAtMs = clock.nowMs();
    this.startedMonotonicMs = clock.monotonicMs();
    this.intentCommitted = request.accepted !== undefined;
    const { executionId, workspaceId } = this;
    const { connectorKey, action, mode, traceId } = request;
    this.trace = CallTrace.begin({ executionId, workspaceId, connectorKey, action, mode, traceId });
  }

  /** The connector or action; known after step 1. */
  get runnable(): Runnable {
    if (!this.found) throw new PlatformError('bug', 'The connector is asked for before it is resolved.');
    return this.found;
  }

  get isTest(): boolean {
    return this.request.mode === 'test';
  }

  get warnings(): readonly CallWarning[] {
    return this.mappingError ? [{ code: this.mappingError.code, message: this.mappingError.message }] : [];
  }

  /** Milliseconds since the call began. */
  elapsedMs(): number {
    return this.clock.monotonicMs() - this.startedMonotonicMs;
  }

  /** Milliseconds left until the total deadline. */
  remainingMs(): number {
    return this.deadlineAtMs - this.clock.nowMs();
  }

  /** The pipeline calls this when a step begins. */
  begin(step: RouterStepName): void {
    this.step = step;
    this.stepAtMs = this.elapsedMs();
  }

  /** The current step's one decision, made when its own work is done. `reason`: a sentence for people, without secrets. */
  decide(outcome: string, reason: string): void {
    const atMs = this.stepAtMs;
    this.trace?.decided(outcome);
    this.decisions.push({ step: this.step, outcome, reason, atMs: micro(atMs), durationMs: micro(this.elapsedMs() - atMs) });
  }
}

/** Milliseconds with three decimals: enough to see, short to store. */
export function micro(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
