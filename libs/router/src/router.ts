import { PlatformError, type ErrorCode } from '@patchbay/kernel';
import { AttemptLoop } from './attempts/attempt-loop.js';
import { Call } from './call/call.js';
import type { CallRequest } from './call/call-request.js';
import type { CallAnswer, Outcome } from './call/outcome.js';
import { pipeline } from './pipeline.js';
import type { RouterPorts } from './ports/router-ports.js';
import { ResolveConnectorStep } from './steps/01-resolve-connector.step.js';
import { AuthorizeStep } from './steps/02-authorize.step.js';
import { ValidateInputStep } from './steps/03-validate-input.step.js';
import { ReplayStep } from './steps/04-replay.step.js';
import { ResolveConnectionStep } from './steps/05-resolve-connection.step.js';
import { ResolveCredentialStep } from './steps/06-resolve-credential.step.js';
import { RateLimitStep } from './steps/07-rate-limit.step.js';
import { CircuitBreakerStep } from './steps/08-circuit-breaker.step.js';
import { IntentStep } from './steps/09-intent.step.js';
import { ExecuteStep } from './steps/10-execute.step.js';
import { MapOutputStep } from './steps/11-map-output.step.js';
import { RecordStep } from './steps/12-record.step.js';
import type { Next } from './steps/step.js';
import { CallCounts } from './tracing/call-counts.js';
import { RouterMetrics } from './tracing/router-metrics.js';

/** Steps before a call can be accepted for later: it must be allowed, valid and new. */
const STEPS_OF_ACCEPTANCE = 4;

/** The one way to reach a provider. Twelve steps in order; each is a file, a span and a stored decision. */
export class Router {
  private readonly run: Next;
  private readonly accept: Next;
  private readonly counts: CallCounts;
  private begun = 0;

  constructor(private readonly ports: RouterPorts) {
    const metrics = new RouterMetrics();
    this.counts = new CallCounts(metrics, ports.analytics);
    const record = new RecordStep(ports.recorder, ports.payloads);
    const steps = [
      new ResolveConnectorStep(ports.registry),
      new AuthorizeStep(ports.flags, ports.quotas),
      new ValidateInputStep(ports.contacts),
      new ReplayStep(ports.idempotency),
      new ResolveConnectionStep(ports.credentials),
      new ResolveCredentialStep(ports.credentials),
      new RateLimitStep(ports.limiter),
      new CircuitBreakerStep(ports.breaker),
      new IntentStep(ports.recorder, ports.payloads),
      new ExecuteStep(new AttemptLoop(ports, metrics), ports.secrets),
      new MapOutputStep(ports.contacts),
      record,
    ];
    this.run = pipeline(steps, recordEnds, record);
    this.accept = pipeline(steps.slice(0, STEPS_OF_ACCEPTANCE), (call) => this.queue(call));
  }

  /** Calls that somebody waits for, begun since the start: not queued runs, not nodes of workflows. */
  get callersBegun(): number {
    return this.begun;
  }

  /**
   * Runs one call, or accepts it for later (mode `async`). Never throws: a failed call is a `failed` answer whose error the edge turns into a problem
   * document; it carries the execution id when the call was recorded.
   */
  async execute(request: CallRequest): Promise<CallAnswer> {
    return (await this.process(request)).answer;
  }

  /** Like execute(), with the whole outcome: the queue worker needs to know when a deferred run is due again. */
  process(request: CallRequest): Promise<Outcome> {
    if (!this.ports.recorder.hasRoom()) return Promise.resolve(overloaded(request));
    if (!request.accepted && !request.reserved) this.begun += 1;
    const call = new Call(request, this.ports.clock);
    const next = request.mode === 'async' && !request.accepted ? this.accept : this.run;
    const run = (): Promise<Outcome> => next(call);
    return this.watched(call, () => (call.trace ? call.trace.run(run, endOf) : run()));
  }

  /** Known to those who may stop it while it is under way. */
  private async watched(call: Call, run: () => Promise<Outcome>): Promise<Outcome> {
    const { running } = this.ports;
    running.begin(call.executionId, (reason) => call.controller.abort(reason));
    try {
      const outcome = await run();
      this.counts.note(call, outcome);
      return outcome;
    } finally {
      running.end(call.executionId);
    }
  }

  private async queue(call: Call): Promise<Outcome> {
    await this.ports.intake.accept(call);
    return {
      kind: 'deferred',
      resumeInMs: 0,
      answer: { kind: 'queued', executionId: call.executionId, traceId: call.request.traceId, replayed: false },
    };
  }
}

/** How a call ended, in the words of its span. */
function endOf({ answer }: Outcome): { status: string; code?: ErrorCode } {
  return answer.kind === 'failed' ? { status: answer.status ?? 'failed', code: answer.error.code } : { status: answer.kind };
}

const recordEnds: Next = () => Promise.reject(new Error('Nothing follows the record step'));

/** Refused before any work is done for it: memory stays bounded when Postgres falls behind. */
function overloaded(request: CallRequest): Outcome {
  const error = new PlatformError('overloaded', 'Too many executions wait to be recorded; try again shortly.', { retryAfterMs: 1_000 });
  return { kind: 'failed', answer: { kind: 'failed', error, durationMs: 0, traceId: request.traceId, replayed: false } };
}
