import { PlatformError } from '@patchbay/kernel';
import type { CallAnswer, FailedAnswer, Router } from '@patchbay/router';
import type { Authenticator } from '@patchbay/workspaces';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkAccess } from '../access/access-check.js';
import type { AccessRule } from '../access/access.decorator.js';
import { API_PREFIX } from '../edge/api-path.js';
import type { ProblemAnswerer } from '../edge/problem-answer.js';
import type { StopGate } from '../edge/stop-gate.js';
import { idempotencyKey } from './idempotency-header.js';
import { queuedText, succeededText } from './call-answer-text.js';
import { readCallBody, readMode } from './call-body.js';

export const EXECUTE_PATH = `${API_PREFIX}/connectors/:key/execute`;
export const EXECUTE_RULE: AccessRule = { role: 'member', scope: 'execute' };

export interface ExecuteParts {
  readonly router: Router;
  readonly authenticator: Authenticator;
  readonly answerer: ProblemAnswerer;
  readonly gate: StopGate;
}

interface ExecuteRoute {
  Params: { key: string };
  Querystring: Record<string, unknown>;
}

/**
 * The hot route, beside Nest's pipeline: same access check, body read by hand, answer serialised by hand. The caller going away does not
 * cancel the run: what was begun at a provider is finished and recorded.
 */
export function addExecuteRoute(fastify: FastifyInstance, parts: ExecuteParts): void {
  const { router, authenticator, answerer, gate } = parts;
  const handle = async (request: FastifyRequest<ExecuteRoute>, reply: FastifyReply): Promise<void> => {
    const principal = await authenticator.authenticate(request.headers, request.ip);
    checkAccess(principal, EXECUTE_RULE);
    const mode = readMode(request.query);
    const { action, connectionId, input, contact, contactId } = readCallBody(request.body);
    const answer = await gate.during(
      router.execute({
        principal,
        connectorKey: request.params.key,
        action,
        connectionId,
        input,
        contact,
        contactId,
        mode,
        idempotencyKey: idempotencyKey(request),
        traceId: request.id,
        trigger: 'api',
        signal: gate.cutSignal,
      }),
    );
    send(answer, reply, gate);
  };
  fastify.post<ExecuteRoute>(EXECUTE_PATH, {
    helmet: false,
    errorHandler: (error, request, reply) => answerer.answer(error, request, reply),
    handler: async (request, reply) => {
      await handle(request, reply);
      return reply;
    },
  });
}

function send(answer: CallAnswer, reply: FastifyReply, gate: StopGate): void {
  reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  if (answer.replayed) reply.header('idempotent-replayed', 'true');
  if (answer.kind === 'failed') throw gate.stopping && answer.error.code === 'cancelled' ? stopped(answer) : answer.error;
  reply.header('content-type', 'application/json; charset=utf-8');
  if (answer.kind === 'queued') reply.code(202).send(queuedText(answer));
  else reply.send(succeededText(answer));
}

/** Nobody cancelled: the caller should try again elsewhere. */
function stopped(answer: FailedAnswer): PlatformError {
  return new PlatformError(
    'shutting_down',
    'The server is stopping and the run was cut off. What it did is told by its execution.',
    answer.error.detail,
    { cause: answer.error },
  );
}
