import { context, metrics, ROOT_CONTEXT, SpanKind, trace, type Attributes, type Histogram, type Span } from '@opentelemetry/api';
import { failSpan, parseTraceparent, remoteContext, startRootSpan } from '@patchbay/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Asked every few seconds by whoever watches the process. */
const UNSEEN = /^\/health(?:\/|$|\?)/;
const SERVER_FAULT = 500;

/**
 * A server span and a duration per request, by the route's pattern: the path, the query and the caller's address stay out.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server
 */
export class RequestTraces {
  private readonly spans = new WeakMap<FastifyRequest, Span>();
  private readonly durations: Histogram;

  constructor() {
    this.durations = metrics.getMeter('patchbay.http').createHistogram('http.server.request.duration', {
      description: 'Duration of requests to the API',
      unit: 's',
      advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
    });
  }

  /** Must be called before routes are added, and before the hook that logs, which writes inside the span. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (!UNSEEN.test(request.url)) this.spans.set(request, this.begin(request));
      done();
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      // The log's hook runs after this one; the span ends when both had their turn.
      queueMicrotask(() => this.end(request, reply));
      done();
    });
  }

  /** Runs `work` with the request's span as the current one. */
  inside(request: FastifyRequest, work: () => void): void {
    const span = this.spans.get(request);
    if (span) context.with(trace.setSpan(ROOT_CONTEXT, span), work);
    else work();
  }

  private begin(request: FastifyRequest): Span {
    const tracer = trace.getTracer('patchbay.http');
    const route = request.routeOptions.url;
    const name = route === undefined ? request.method : `${request.method} ${route}`;
    const attributes: Attributes = {
      'http.request.method': request.method,
      'url.scheme': request.protocol,
      'network.protocol.version': request.raw.httpVersion,
      ...(route === undefined ? {} : { 'http.route': route }),
    };
    const options = { kind: SpanKind.SERVER, attributes };
    const parent = parseTraceparent(request.headers.traceparent);
    return parent
      ? tracer.startSpan(name, options, remoteContext(parent))
      : startRootSpan(tracer, name, { ...options, traceId: request.id });
  }

  private end(request: FastifyRequest, reply: FastifyReply): void {
    const span = this.spans.get(request);
    if (!span) return;
    const status = reply.statusCode;
    span.setAttribute('http.response.status_code', status);
    if (status >= SERVER_FAULT) failSpan(span, String(status));
    span.end();
    this.durations.record(reply.elapsedTime / 1_000, {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url ?? '',
      'http.response.status_code': status,
    });
  }
}
