import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { BuiltinDetail, CatalogueEntry, CatalogueService, CustomDetail } from '@patchbay/registry';

/** One tool as an MCP client sees it, and what running it means here. */
export interface AgentTool {
  /** Letters, digits, `_` and `-`, at most 64: what model APIs accept as a tool name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly readOnly: boolean;
  readonly connectorKey: string;
  /** Absent for custom connectors. */
  readonly action?: string;
}

/** Clients hand every tool to a model with every question: beyond this the rest is found with `search_actions`. */
const MOST_TOOLS = 64;
const PAGE = 200;
const NAME_CHARS = 64;
const NO_INPUT: JsonObject = { type: 'object' };

/** What a workspace can run right now: its own connectors, then the actions of built-in ones it is connected to (or that need no connection). */
export class ToolCatalogue {
  constructor(private readonly catalogue: CatalogueService) {}

  /** Tools offered by name. */
  async tools(workspaceId: WorkspaceId): Promise<AgentTool[]> {
    const usable = (await this.entries(workspaceId)).filter((entry) => entry.enabled && isUsable(entry));
    const tools: AgentTool[] = [];
    for (const entry of usable) {
      if (tools.length >= MOST_TOOLS) break;
      tools.push(...toolsOf(await this.catalogue.get(workspaceId, entry.key)));
    }
    return tools.slice(0, MOST_TOOLS);
  }

  /** Actions whose connector, key or title holds every word of the query, connected or not. */
  async search(workspaceId: WorkspaceId, query: string, limit: number): Promise<AgentTool[]> {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found: AgentTool[] = [];
    for (const entry of await this.entries(workspaceId)) {
      if (found.length >= limit) break;
      if (!entry.enabled || !entry.actions.some((action) => holds(`${entry.name} ${entry.key} ${action.key} ${action.title}`, words)))
        continue;
      const tools = toolsOf(await this.catalogue.get(workspaceId, entry.key));
      found.push(...tools.filter((tool) => holds(`${tool.title} ${tool.connectorKey} ${tool.action ?? ''}`, words)));
    }
    return found.slice(0, limit);
  }

  private async entries(workspaceId: WorkspaceId): Promise<CatalogueEntry[]> {
    const entries: CatalogueEntry[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.catalogue.list(workspaceId, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      entries.push(...page.data);
      if (page.nextCursor === null) return entries;
      cursor = page.nextCursor;
    }
  }
}

function toolsOf(detail: BuiltinDetail | CustomDetail): AgentTool[] {
  return detail.actions.map((action) => ({
    name: toolName(detail.source === 'builtin' ? `${detail.key}_${action.key}` : `${detail.name}_${detail.key.slice(-6)}`),
    title: detail.source === 'builtin' ? `${detail.name}: ${action.title}` : detail.name,
    description: [action.description, detail.description].filter(Boolean).join(' ') || `${action.title} (${detail.name})`,
    inputSchema: (action.inputSchema as JsonObject | undefined) ?? NO_INPUT,
    readOnly: action.effect === 'read',
    connectorKey: detail.key,
    ...(detail.source === 'builtin' ? { action: action.key } : {}),
  }));
}

function isUsable(entry: CatalogueEntry): boolean {
  return entry.source === 'custom' || entry.connectionStatus === 'connected' || entry.connectionStatus === 'not_needed';
}

function holds(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function toolName(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(-NAME_CHARS);
}
