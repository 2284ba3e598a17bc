import { context, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';

/** Runs `work` with the span as the current one, and ends it. What is thrown fails it by code or name; messages may name things. */
export async function inSpan<T>(span: Span, work: () => Promise<T>, parent: Context = context.active()): Promise<T> {
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    failSpan(span, codeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed. `code`: of the catalogue, an SQLSTATE or a status; never a message. */
export function failSpan(span: Span, code: string): void {
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The current span, if it is still open and recorded: only then is it worth to begin others below it. */
export function recordingSpan(): Span | undefined {
  const span = trace.getActiveSpan();
  return span?.isRecording() ? span : undefined;
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : '_OTHER';
}
