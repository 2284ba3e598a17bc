import type { WorkspaceId } from '@patchbay/kernel';
import type { JsonText } from './execution-row.js';

export const AGENT_SPAN_KINDS = ['run', 'step', 'tool_call'] as const;
export type AgentSpanKind = (typeof AGENT_SPAN_KINDS)[number];

/** A row of `agent_trace_history`: a run of an agent, a step of it, or a tool it called. */
export interface AgentSpanRow {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  /** What belongs together; the agent's own name for its run, or the trace it ran in. */
  readonly runId: string;
  readonly parentId?: string | undefined;
  readonly kind: AgentSpanKind;
  readonly name: string;
  readonly agent?: string | undefined;
  readonly status: 'succeeded' | 'failed';
  readonly executionId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly actor: string;
  readonly input?: JsonText | undefined;
  readonly output?: JsonText | undefined;
  readonly error?: JsonText | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  readonly durationMs: number;
}

/** A row of `prompt_similarity_logs` before its neighbour is looked for. */
export interface PromptRow {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly executionId: string;
  readonly traceId: string;
  readonly provider: string;
  readonly model: string;
  /** See PromptSignature of @patchbay/observability. */
  readonly signature: {
    readonly hash: string;
    readonly chars: number;
    readonly values: readonly number[];
    readonly bands: readonly bigint[];
  };
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number | null;
}
