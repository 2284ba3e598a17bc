import type { Logger } from '@patchbay/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One line per answer: the route's pattern, never the path, query, headers or body, which may hold secrets and personal data. */
export function logRequests(
  fastify: FastifyInstance,
  logger: Logger,
  inside: (request: FastifyRequest, write: () => void) => void = (_request, write) => write(),
): void {
  // These five members cannot hold a secret; searching each line for some cost more than writing it.
  const lines = logger.child({}, { redact: [] });
  fastify.addHook('onResponse', (request, reply, done) => {
    inside(request, () =>
      lines.info(
        {
          traceId: request.id,
          method: request.method,
          route: request.routeOptions.url ?? 'unknown',
          status: reply.statusCode,
          durationMs: Math.round(reply.elapsedTime * 10) / 10,
        },
        'request',
      ),
    );
    done();
  });
}
