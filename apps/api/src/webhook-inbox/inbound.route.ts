import type { WebhookInbox } from '@patchbay/workflows';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { API_PREFIX } from '../edge/api-path.js';
import type { ProblemAnswerer } from '../edge/problem-answer.js';

const PATH = `${API_PREFIX}/webhooks/in`;

/** Where a sender delivers to an endpoint. */
export const inboundPath = (endpointId: string): string => `${PATH}/${endpointId}`;

/**
 * What senders deliver. No credential: the signature over the bytes as they came is it, so bodies of any type are taken as bytes here and read only after.
 * Not part of the published document: no caller of ours calls it.
 */
export async function addInboundRoute(fastify: FastifyInstance, inbox: WebhookInbox, answerer: ProblemAnswerer): Promise<void> {
  // A scope of its own: its way of reading bodies is nobody else's.
  await fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post(`${PATH}/:id`, {
      errorHandler: (error, request, reply) => answerer.answer(error, request, reply),
      handler: async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { eventId, duplicate } = await inbox.take(request.params.id, request.headers, body);
        const challenge = slackChallenge(body);
        return reply.code(challenge ? 200 : 202).send(challenge ?? { eventId, duplicate });
      },
    });
    done();
  });
}

/** Slack asks a new address to repeat a word: https://docs.slack.dev/reference/events/url_verification. Answered only when signed. */
function slackChallenge(body: Buffer): { challenge: string } | undefined {
  if (!body.includes('"url_verification"')) return undefined;
  try {
    const { type, challenge } = JSON.parse(body.toString('utf8')) as { type?: unknown; challenge?: unknown };
    return type === 'url_verification' && typeof challenge === 'string' ? { challenge } : undefined;
  } catch {
    return undefined;
  }
}
