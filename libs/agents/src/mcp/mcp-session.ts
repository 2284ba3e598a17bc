import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import { isJsonObject, isUuid, newId, Redactor, type Principal } from '@patchbay/kernel';
import type { ExecutionRecorder } from '@patchbay/executions';
import type { CallAnswer, Router } from '@patchbay/router';
import type { AgentTool, ToolCatalogue } from './tool-catalogue.js';

export interface McpParts {
  readonly catalogue: ToolCatalogue;
  readonly router: Router;
  /** Where tool calls are kept. */
  readonly traces: Pick<ExecutionRecorder, 'agentSpan'>;
}

export interface McpCaller {
  readonly principal: Principal;
  readonly traceId: string;
  readonly signal: AbortSignal;
}

const SEARCH: Tool = {
  name: 'search_actions',
  title: 'Search actions',
  description: 'Finds actions of all connectors by words, with their input schemas. Use it when no tool fits by name.',
  inputSchema: {
    type: 'object',
    properties: {
      query: { type: 'string', description: 'Words, e.g. "hubspot contact"' },
      limit: { type: 'integer', minimum: 1, maximum: 50 },
    },
    required: ['query'],
  },
  annotations: { readOnlyHint: true },
};
const RUN: Tool = {
  name: 'run_action',
  title: 'Run an action',
  description: 'Runs an action found with search_actions.',
  inputSchema: {
    type: 'object',
    properties: {
      connector: { type: 'string', description: 'Key of the connector' },
      action: { type: 'string', description: 'Key of the action; left out for custom connectors' },
      connectionId: { type: 'string', description: 'Which account; the default one when left out' },
      input: { type: 'object' },
    },
    required: ['connector'],
  },
};
const DEFAULT_FOUND = 10;

/** An MCP server for one request of one caller: stateless, so any replica answers any request. Every run goes through the router. */
export async function mcpServer(parts: McpParts, caller: McpCaller): Promise<Server> {
  // Loaded with the first request: most processes never see one.
  const [{ Server }, { CallToolRequestSchema, ListToolsRequestSchema }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/index.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ]);
  const { principal } = caller;
  const server = new Server({ name: 'patchbay', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => {
    const tools = await parts.catalogue.tools(principal.workspaceId);
    return { tools: [SEARCH, RUN, ...tools.map(shownTool)] };
  });
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => tracedTool(parts, caller, params));
  return server;
}

interface ToolCall {
  readonly name: string;
  readonly arguments?: Record<string, unknown> | undefined;
  readonly _meta?: Record<string, unknown> | undefined;
}

const MAX_RUN_ID_CHARS = 200;

/** Calls the tool and keeps that it was called. Which run of an agent it belongs to: `_meta["patchbay/runId"]`, else the trace. */
async function tracedTool(parts: McpParts, caller: McpCaller, call: ToolCall): Promise<CallToolResult> {
  const { principal, traceId } = caller;
  const [startedAtMs, startedMs] = [Date.now(), performance.now()];
  const result = await callTool(parts, caller, call);
  const { 'patchbay/runId': runId, 'patchbay/parentId': parentId } = call._meta ?? {};
  const answer = answerOf(result);
  const redactor = new Redactor();
  const executionId = isJsonObject(answer) ? answer['executionId'] : undefined;
  // Nobody waits: a trace that cannot be written must not fail the tool.
  parts.traces
    .agentSpan({
      workspaceId: principal.workspaceId,
      id: newId(),
      runId: typeof runId === 'string' && runId !== '' ? runId.slice(0, MAX_RUN_ID_CHARS) : traceId,
      ...(isUuid(parentId) ? { parentId } : {}),
      kind: 'tool_call',
      name: call.name,
      status: result.isError === true ? 'failed' : 'succeeded',
      ...(isUuid(executionId) ? { executionId } : {}),
      traceId,
      actor: `${principal.kind}:${principal.id}`,
      input: redactor.jsonText(call.arguments ?? {}),
      // The execution shows its own output.
      ...(result.isError === true ? { error: redactor.jsonText(answer) } : {}),
      startedAtMs,
      durationMs: Math.round((performance.now() - startedMs) * 1_000) / 1_000,
    })
    .catch(() => undefined);
  return result;
}

function answerOf(result: CallToolResult): unknown {
  const [content] = result.content;
  return content?.type === 'text' ? (JSON.parse(content.text) as unknown) : undefined;
}

async function callTool(parts: McpParts, caller: McpCaller, call: ToolCall): Promise<CallToolResult> {
  const { workspaceId } = caller.principal;
  const given = call.arguments ?? {};
  if (call.name === SEARCH.name) return search(parts, caller, given);
  if (call.name === RUN.name) {
    const { connector, action, connectionId, input } = given;
    if (typeof connector !== 'string') return refused('connector: must be the key of a connector');
    return run(parts, caller, { connectorKey: connector, action: text(action), connectionId: text(connectionId), input });
  }
  const tool = (await parts.catalogue.tools(workspaceId)).find(({ name }) => name === call.name);
  if (!tool) return refused(`There is no tool "${call.name}". Find actions with search_actions.`);
  return run(parts, caller, { connectorKey: tool.connectorKey, action: tool.action, connectionId: undefined, input: given });
}

async function search(parts: McpParts, caller: McpCaller, given: Record<string, unknown>): Promise<CallToolResult> {
  const { query, limit } = given;
  if (typeof query !== 'string' || query.length > 200) return refused('query: must be a text of at most 200 characters');
  const most = typeof limit === 'number' && limit >= 1 && limit <= 50 ? Math.trunc(limit) : DEFAULT_FOUND;
  const found = await parts.catalogue.search(caller.principal.workspaceId, query, most);
  const actions = found.map(({ connectorKey, action, title, description, inputSchema, readOnly }) => ({
    connector: connectorKey,
    ...(action === undefined ? {} : { action }),
    title,
    description,
    readOnly,
    inputSchema,
  }));
  return answered({ actions });
}

interface RunAsk {
  readonly connectorKey: string;
  readonly action: string | undefined;
  readonly connectionId: string | undefined;
  readonly input: unknown;
}

async function run(parts: McpParts, caller: McpCaller, ask: RunAsk): Promise<CallToolResult> {
  const { principal, traceId, signal } = caller;
  return toolResult(
    await parts.router.execute({ principal, traceId, signal, ...ask, input: ask.input ?? {}, mode: 'sync', trigger: 'mcp' }),
  );
}

function toolResult(answer: CallAnswer): CallToolResult {
  if (answer.kind === 'failed') {
    const { code, message, detail } = answer.error;
    const told = {
      code,
      message,
      ...(detail.errors ? { errors: detail.errors } : {}),
      ...(answer.executionId ? { executionId: answer.executionId } : {}),
    };
    return { isError: true, content: [{ type: 'text', text: JSON.stringify(told) }] };
  }
  return answered({ executionId: answer.executionId, output: answer.kind === 'succeeded' ? answer.output : null });
}

function answered(value: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(value) }] };
}

function refused(message: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify({ code: 'input_invalid', message }) }] };
}

function shownTool({ name, title, description, inputSchema, readOnly }: AgentTool): Tool {
  // MCP wants an object schema at the top; a connector that takes anything else takes it as it is.
  const schema = isJsonObject(inputSchema) && inputSchema['type'] === 'object' ? inputSchema : { type: 'object' as const };
  return { name, title, description, inputSchema: schema as Tool['inputSchema'], annotations: { readOnlyHint: readOnly } };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
