import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { ProviderRequest, RouterStepName } from '@patchbay/kernel';
import type { Call } from './call/call.js';

const TRACER = 'patchbay.router';

/** Runs the call in a span of its own; without an SDK, or when the trace is not sampled, everything below it skips spans altogether. */
export function inCallSpan<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const { request } = call;
  const span = trace.getTracer(TRACER).startSpan('connector.execute', {
    attributes: {
      'patchbay.workspace_id': call.workspaceId,
      'patchbay.execution_id': call.executionId,
      'patchbay.connector': request.connectorKey,
      'patchbay.mode': request.mode,
    },
  });
  call.traced = span.isRecording();
  return call.traced ? inside(span, work) : work();
}

/** A step's span covers the step and all that follows it, as the calls nest. */
export function inStepSpan<T>(call: Call, step: RouterStepName, work: () => Promise<T>): Promise<T> {
  return call.traced ? inside(trace.getTracer(TRACER).startSpan(`router.${step}`), work) : work();
}

/** A client span per attempt. Only the host is named: paths and queries can hold personal data. */
export function inAttemptSpan<T>(call: Call, request: ProviderRequest, number: number, work: () => Promise<T>): Promise<T> {
  if (!call.traced) return work();
  const attributes = {
    'http.request.method': request.method,
    'server.address': URL.parse(request.url)?.hostname ?? '',
    ...(number > 1 ? { 'http.request.resend_count': number - 1 } : {}),
    ...(request.stepId === undefined ? {} : { 'patchbay.step_id': request.stepId }),
  };
  return inside(trace.getTracer(TRACER).startSpan(request.method, { kind: SpanKind.CLIENT, attributes }), work);
}

/** Marks the current span as failed; the code is enough, messages may name things. */
export function markFailed(call: Call, code: string): void {
  if (!call.traced) return;
  const span = trace.getActiveSpan();
  span?.setAttribute('error.type', code);
  span?.setStatus({ code: SpanStatusCode.ERROR });
}

async function inside<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } finally {
    span.end();
  }
}
