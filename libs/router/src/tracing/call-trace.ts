import { context, SpanKind, trace, type Attributes, type Context, type Span, type Tracer } from '@opentelemetry/api';
import { toPlatformError, type CostRecord, type ProviderRequest, type RouterStepName } from '@patchbay/kernel';
import { failSpan, startRootSpan } from '@patchbay/platform';
import { modelAttributes } from './model-attributes.js';

/** What is known of a call when it begins. */
export interface CallFacts {
  readonly workspaceId: string;
  readonly executionId: string;
  readonly connectorKey: string;
  readonly action: string | undefined;
  readonly mode: string;
  readonly traceId: string;
}

/** What came of an attempt. */
export interface AttemptEnd {
  readonly entry: { readonly response?: { readonly status: number } | undefined; readonly error?: { readonly code: string } | undefined };
}

const MIN_ERROR_STATUS = 400;

/**
 * The spans of one call: one for the call, one per step side by side below it, and a client span per attempt below the step that made it. Names, codes
 * and ids only: paths, queries, headers, bodies and messages can hold personal data.
 */
export class CallTrace {
  private step: { readonly span: Span; readonly context: Context } | undefined;
  private readonly context: Context;

  private constructor(
    private readonly tracer: Tracer,
    private readonly span: Span,
  ) {
    this.context = trace.setSpan(context.active(), span);
  }

  /** Below the current span when that belongs to the call's trace, else at the top of its own. Out: undefined when nothing is recorded. */
  static begin({ traceId, action, ...facts }: CallFacts): CallTrace | undefined {
    const tracer = trace.getTracer('patchbay.router');
    const attributes: Attributes = {
      'patchbay.workspace_id': facts.workspaceId,
      'patchbay.execution_id': facts.executionId,
      'patchbay.connector': facts.connectorKey,
      'patchbay.mode': facts.mode,
      ...(action === undefined ? {} : { 'patchbay.action': action }),
    };
    const inside = trace.getSpanContext(context.active())?.traceId === traceId;
    const span = inside
      ? tracer.startSpan('connector.execute', { attributes })
      : startRootSpan(tracer, 'connector.execute', { attributes, traceId });
    return span.isRecording() ? new CallTrace(tracer, span) : undefined;
  }

  /** Runs the whole call; `outcome` is what its span says at the end. */
  async run<T>(
    work: () => Promise<T>,
    outcome: (result: T) => { readonly status: string; readonly code?: string | undefined },
  ): Promise<T> {
    try {
      const result = await context.with(this.context, work);
      const { status, code } = outcome(result);
      this.span.setAttribute('patchbay.status', status);
      if (code !== undefined) failSpan(this.span, code);
      return result;
    } finally {
      this.endStep(this.step);
      this.span.end();
    }
  }

  /** A step's span ends when the next one begins, or with the last step's own work. */
  async inStep<T>(name: RouterStepName, work: () => Promise<T>): Promise<T> {
    this.endStep(this.step);
    const span = this.tracer.startSpan(`router.${name}`, undefined, this.context);
    const step = { span, context: trace.setSpan(this.context, span) };
    this.step = step;
    try {
      return await context.with(step.context, work);
    } catch (error) {
      failSpan(span, toPlatformError(error).code);
      throw error;
    } finally {
      this.endStep(step);
    }
  }

  /** The current step's decision, in its one word. */
  decided(outcome: string): void {
    this.step?.span.setAttribute('patchbay.decision', outcome);
  }

  /** Tokens of a model, on the step that asked it. */
  used(cost: CostRecord): void {
    this.step?.span.setAttributes(modelAttributes(cost));
  }

  /** One request on the wire. https://opentelemetry.io/docs/specs/semconv/http/http-spans/ without `url.full`. */
  async inAttempt<T extends AttemptEnd>(asked: { request: ProviderRequest; number: number }, work: () => Promise<T>): Promise<T> {
    const parent = this.step?.context ?? this.context;
    const span = this.tracer.startSpan(asked.request.method, { kind: SpanKind.CLIENT, attributes: requestAttributes(asked) }, parent);
    try {
      const result = await context.with(trace.setSpan(parent, span), work);
      const { response, error } = result.entry;
      if (response) span.setAttribute('http.response.status_code', response.status);
      if (error) failSpan(span, error.code);
      else if (response && response.status >= MIN_ERROR_STATUS) failSpan(span, String(response.status));
      return result;
    } finally {
      span.end();
    }
  }

  /** Runs the hand-over to the queue in a producer span. https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/ */
  async inSending<T>(destination: string, messageId: string, work: () => Promise<T>): Promise<T> {
    const attributes = messagingAttributes('send', { destination, messageId });
    const span = this.tracer.startSpan(`send ${destination}`, { kind: SpanKind.PRODUCER, attributes }, this.step?.context ?? this.context);
    try {
      return await context.with(trace.setSpan(this.context, span), work);
    } finally {
      span.end();
    }
  }

  private endStep(step: { readonly span: Span } | undefined): void {
    if (!step || step !== this.step) return;
    this.step = undefined;
    step.span.end();
  }
}

/** Shared by both ends of the queue. */
export function messagingAttributes(operation: 'send' | 'process', message: { destination: string; messageId: string }): Attributes {
  return {
    'messaging.system': 'bullmq',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': message.destination,
    'messaging.message.id': message.messageId,
  };
}

function requestAttributes({ request, number }: { request: ProviderRequest; number: number }): Attributes {
  const url = URL.parse(request.url);
  return {
    'http.request.method': request.method,
    'server.address': url?.hostname ?? '',
    'server.port': Number(url?.port || (url?.protocol === 'http:' ? 80 : 443)),
    ...(number > 1 ? { 'http.request.resend_count': number - 1 } : {}),
    ...(request.stepId === undefined ? {} : { 'patchbay.step_id': request.stepId }),
  };
}
