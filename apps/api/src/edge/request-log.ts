import type { Logger } from '@patchbay/platform';
import type { FastifyInstance } from 'fastify';

/** One line per answer: the route's pattern, never the path, query, headers or body, which may hold secrets and personal data. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        traceId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}
