import type { RouteFacts } from '../openapi/route-facts.js';
import { shape } from '../openapi/schemas.js';
import { MCP_PATH, MCP_RULE } from './mcp.route.js';

const message = {
  type: 'object',
  description: 'A JSON-RPC 2.0 message of the Model Context Protocol.',
  properties: { jsonrpc: { const: '2.0' }, id: { type: ['string', 'integer'] }, method: { type: 'string' }, params: { type: 'object' } },
  required: ['jsonrpc'],
};

/** What the published document tells of the MCP endpoint. */
export const mcpFacts: RouteFacts = {
  id: 'mcp',
  method: 'POST',
  path: MCP_PATH,
  access: MCP_RULE,
  headers: [{ name: 'Accept', description: 'MCP clients send `application/json, text/event-stream`; both must be named.' }],
  operation: {
    tag: 'Agents',
    summary: 'Model Context Protocol (streamable HTTP, stateless)',
    description:
      'The workspace’s connectors and actions as tools, and `search_actions` / `run_action` for all the others. Every run is an execution with trigger `mcp`.',
    body: { schema: message, examples: { tools: { jsonrpc: '2.0', id: 1, method: 'tools/list' } } },
    answer: shape({ jsonrpc: { const: '2.0' }, 'id?': {}, 'result?': { type: 'object' }, 'error?': { type: 'object' } }),
  },
};
