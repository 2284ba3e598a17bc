import { FastifyAdapter } from '@nestjs/platform-fastify';
import { currentTrace, type Logger } from '@patchbay/platform';
import helmet from '@fastify/helmet';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { answerClientError } from './client-error.js';
import { ProblemAnswerer } from './problem-answer.js';
import { readJsonBody } from './json-body.js';
import { keepRawBody } from './raw-body.js';
import { logRequests } from './request-log.js';
import { RequestTraces } from './request-traces.js';
import { RouteTable } from './route-table.js';
import { StopGate } from './stop-gate.js';
import { traceIdOf } from './trace-id.js';

/** The contract's 1 MB. */
export const MAX_BODY_BYTES = 1_000_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_PARAM_CHARS = 300;
/** Longer than common balancers' idle timeout (60 s), so that it is never us who closes a connection they are about to reuse. */
const KEEP_ALIVE_MS = 72_000;
/** A request that has not arrived whole by then is given up: slow senders must not hold sockets. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface FastifyEdge {
  readonly adapter: FastifyAdapter;
  readonly fastify: FastifyInstance;
  readonly routes: RouteTable;
  readonly answerer: ProblemAnswerer;
  readonly gate: StopGate;
}

/** The Fastify server under Nest, with everything every route gets: ids, headers, body reading, limits, logs, spans, problems. */
export async function createFastifyEdge(logger: Logger, { telemetry = false } = {}): Promise<FastifyEdge> {
  const answerer = new ProblemAnswerer(logger);
  const options: FastifyHttpOptions<Server> = {
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    // No lenience for a slash at the end: clients resolve `members/..` to the workspace with a slash, which must not be deleted for it.
    routerOptions: { maxParamLength: MAX_PARAM_CHARS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    return503OnClosing: false,
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: REQUEST_TIMEOUT_MS },
    clientErrorHandler: (error, socket) => answerClientError(error, socket as Socket),
    genReqId: (raw) => traceIdOf(raw.headers.traceparent),
    frameworkErrors: (error, request, reply) => answerEarly({ error, request, reply, answerer }),
  };
  const adapter = new FastifyAdapter(options);
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable();
  const gate = new StopGate();
  routes.watch(fastify);
  gate.watch(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    // Answers hold what one caller may see; files and pages that may be kept say so themselves.
    reply.header('x-trace-id', request.id).header('cache-control', 'no-store');
    done();
  });
  const traces = telemetry ? new RequestTraces() : undefined;
  traces?.watch(fastify);
  // After the body was read: its events come from the socket and know nothing of the request.
  fastify.addHook('preHandler', (request, _reply, done) =>
    currentTrace.run({ traceId: request.id }, () => (traces ? traces.inside(request, done) : done())),
  );
  logRequests(fastify, logger, (request, write) => (traces ? traces.inside(request, write) : write()));
  await fastify.register(helmet, securityHeaders());
  readBodies(fastify);
  return { adapter, fastify, routes, answerer, gate };
}

/** Errors found before any hook ran: the trace id has to be set here. */
function answerEarly(failure: { error: unknown; request: FastifyRequest; reply: FastifyReply; answerer: ProblemAnswerer }): void {
  failure.reply.header('x-trace-id', failure.request.id).header('x-content-type-options', 'nosniff');
  failure.answerer.answer(failure.error, failure.request, failure.reply);
}

function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    keepRawBody(request, body as Buffer);
    try {
      done(null, readJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** No script of ours or of others runs inline; nothing is loaded from elsewhere. Mantine writes style elements, hence inline styles. */
function securityHeaders(): Parameters<typeof helmet>[1] {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // An account is connected in a window of its own, which tells us how it ended; `same-origin` would cut the tie to it.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    frameguard: { action: 'deny' },
    // Served over TLS only behind a proxy, which is where this header belongs.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  };
}
