// Agents: what language models and their tools see of a workspace. It runs nothing by itself; every call goes through the router.
export { mcpServer, type McpCaller, type McpParts } from './mcp/mcp-session.js';
export { ToolCatalogue, type AgentTool } from './mcp/tool-catalogue.js';
