import { errorFacts, toProblemDocument, type PlatformError } from '@patchbay/kernel';
import type { Logger } from '@patchbay/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toEdgeError } from './edge-error.js';

const DEFAULT_RETRY_AFTER_MS = 1_000;

/** Answers any thrown value as an RFC 9457 problem and logs what is ours to mend. */
export class ProblemAnswerer {
  constructor(private readonly logger: Logger) {}

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toEdgeError(thrown);
    this.log(error, request);
    if (reply.sent || reply.raw.headersSent) {
      // Too late for a problem: the only honest thing left is to cut the answer off.
      reply.raw.destroy();
      return;
    }
    const { status } = errorFacts(error.code);
    if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
    if (status === 429 || status === 503)
      reply.header('retry-after', String(Math.max(1, Math.ceil((error.detail.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) / 1000))));
    reply.removeHeader('etag');
    reply.code(status).header('cache-control', 'no-store').header('content-type', 'application/problem+json; charset=utf-8');
    reply.serializer(JSON.stringify).send(toProblemDocument(error, { traceId: request.id }));
  }

  /** Stack and cause stay here. Of a database error only what names no value: Postgres quotes rows in `detail`. */
  private log(error: PlatformError, request: FastifyRequest): void {
    if (errorFacts(error.code).fault !== 'platform') return;
    const level = error.code === 'bug' || error.code === 'config_invalid' ? 'error' : 'warn';
    this.logger[level](
      { traceId: request.id, route: request.routeOptions.url, code: error.code, cause: describeCause(error.cause), stack: error.stack },
      'a request failed on our side',
    );
  }
}

function describeCause(cause: unknown): { name: string; message: string; code?: unknown; stack?: string | undefined } | undefined {
  if (!(cause instanceof Error))
    return cause === undefined ? undefined : { name: typeof cause, message: 'a value that is no Error was thrown' };
  return { name: cause.name, message: cause.message, ...('code' in cause ? { code: cause.code } : {}), stack: cause.stack };
}
