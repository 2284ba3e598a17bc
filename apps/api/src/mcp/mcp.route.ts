import { mcpServer, type McpParts } from '@patchbay/agents';
import { invalidInput } from '@patchbay/kernel';
import type { Authenticator } from '@patchbay/workspaces';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkAccess } from '../access/access-check.js';
import type { AccessRule } from '../access/access.decorator.js';
import { API_PREFIX } from '../edge/api-path.js';
import type { ProblemAnswerer } from '../edge/problem-answer.js';
import type { StopGate } from '../edge/stop-gate.js';

export const MCP_PATH = `${API_PREFIX}/mcp`;
export const MCP_RULE: AccessRule = { role: 'member', scope: 'execute' };

export interface McpRouteParts {
  readonly mcp: McpParts;
  readonly authenticator: Authenticator;
  readonly answerer: ProblemAnswerer;
  readonly gate: StopGate;
}

/**
 * Model Context Protocol over streamable HTTP (specification 2025-06-18, "Transports"): stateless and answered as JSON, one server per request, so that
 * any replica answers any request.
 */
export function addMcpRoute(fastify: FastifyInstance, parts: McpRouteParts): void {
  fastify.post(MCP_PATH, {
    errorHandler: (error, request, reply) => parts.answerer.answer(error, request, reply),
    handler: (request, reply) => handle(parts, request, reply),
  });
}

async function handle({ mcp, authenticator, gate }: McpRouteParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const principal = await authenticator.authenticate(request.headers, request.ip);
  checkAccess(principal, MCP_RULE);
  for (const name of Object.keys(request.query as object)) throw invalidInput([{ path: name, message: 'is not a known query parameter' }]);
  const [{ StreamableHTTPServerTransport }, { JSONRPCMessageSchema }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ]);
  // What is no message of the protocol at all is answered like every other wrong body; wrong messages are the protocol's own to answer.
  if (!JSONRPCMessageSchema.safeParse(request.body).success) {
    throw invalidInput([{ path: '', message: 'must be one JSON-RPC 2.0 message of the Model Context Protocol' }]);
  }
  const server = await mcpServer(mcp, { principal, traceId: request.id, signal: gate.cutSignal });
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  // The SDK's transport types its callbacks as possibly undefined, which exactOptionalPropertyTypes refuses.
  await server.connect(transport as unknown as Parameters<typeof server.connect>[0]);
  // What hooks have put on the reply so far (trace id, security headers) goes out with the SDK's own answer.
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.setHeader('cache-control', 'no-store');
  // Only JSON is ever answered, so a client that asks for nothing else is served too.
  request.raw.headers.accept = 'application/json, text/event-stream';
  request.raw.rawHeaders.push('Accept', 'application/json, text/event-stream');
  reply.hijack();
  try {
    await gate.during(transport.handleRequest(request.raw, reply.raw, request.body));
  } finally {
    await server.close();
  }
  return reply;
}
