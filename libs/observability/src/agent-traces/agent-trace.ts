import type { JsonValue } from '@patchbay/kernel';
import type { TimeRange } from '../paging/scanned-page.js';

/** A run of an agent, a step of it, or a tool it called. */
export interface AgentSpan {
  readonly id: string;
  readonly runId: string;
  readonly parentId: string | null;
  readonly kind: 'run' | 'step' | 'tool_call';
  readonly name: string;
  readonly agent: string | null;
  readonly status: 'succeeded' | 'failed';
  /** The execution a tool call became; it shows input and output in full. */
  readonly executionId: string | null;
  readonly traceId: string | null;
  readonly actor: string;
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error: JsonValue;
  /** ISO-8601 UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
}

export interface AgentSpanFilter extends TimeRange {
  readonly runId?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly agent?: string;
  readonly status?: string;
  readonly executionId?: string;
  readonly traceId?: string;
}

/** A span with those below it, in the order they began. */
export interface AgentSpanTree extends AgentSpan {
  readonly children: readonly AgentSpanTree[];
}

/** Hangs spans below their parents. A span whose parent is unknown, or below itself, stands at the top. */
export function treeOf(spans: readonly AgentSpan[]): AgentSpanTree[] {
  const nodes = new Map(spans.map((span) => [span.id, { ...span, children: [] as AgentSpanTree[] }]));
  const roots: AgentSpanTree[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId === null || isBelow(node.id, node.parentId, nodes) ? undefined : nodes.get(node.parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

function isBelow(id: string, from: string, nodes: ReadonlyMap<string, AgentSpan>): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = from; at !== null && at !== undefined && !seen.has(at); at = nodes.get(at)?.parentId) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}
