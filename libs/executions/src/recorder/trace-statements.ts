import { insertSql, joined, text, time, type Column, type RecordStatement } from './column-statement.js';
import type { AgentSpanRow, PromptRow } from './trace-rows.js';

const SPAN: readonly Column<AgentSpanRow>[] = [
  { name: 'workspace_id', type: 'uuid', valueOf: (row) => row.workspaceId },
  { name: 'id', type: 'uuid', valueOf: (row) => row.id },
  { name: 'run_id', type: 'text', valueOf: (row) => text(row.runId) },
  { name: 'parent_id', type: 'uuid', valueOf: (row) => row.parentId },
  { name: 'kind', type: 'text', valueOf: (row) => row.kind },
  { name: 'name', type: 'text', valueOf: (row) => text(row.name) },
  { name: 'agent', type: 'text', valueOf: (row) => text(row.agent) },
  { name: 'status', type: 'text', valueOf: (row) => row.status },
  { name: 'execution_id', type: 'uuid', valueOf: (row) => row.executionId },
  { name: 'trace_id', type: 'text', valueOf: (row) => text(row.traceId) },
  { name: 'actor', type: 'text', valueOf: (row) => text(row.actor) },
  { name: 'input', type: 'json', valueOf: (row) => row.input },
  { name: 'output', type: 'json', valueOf: (row) => row.output },
  { name: 'error', type: 'json', valueOf: (row) => row.error },
  { name: 'started_at', type: 'timestamptz', valueOf: (row) => time(row.startedAtMs) },
  { name: 'duration_ms', type: 'float8', valueOf: (row) => row.durationMs },
];
const SPAN_TEXT = insertSql('agent_trace_history', SPAN);

/** One statement that appends what agents did. */
export function insertAgentSpans(rows: readonly AgentSpanRow[]): RecordStatement {
  return { name: 'agent_spans_insert', text: SPAN_TEXT, values: joined(SPAN, rows) };
}

/** A prompt is compared with those of the last days: what is older no cache would still hold. */
const COMPARED_DAYS = 7;
/** From here on a prompt has a neighbour; see the measurements in prompt-signature.spec.ts. */
const NEIGHBOUR_SCORE = 0.7;
/** From here on its neighbour stands for it too, and it needs no place in the index. */
const SAME_SCORE = 0.8;

/*
 * The same text by its hash; else the most similar of those that share a band. Either is a look into an index: a text that was asked a million times
 * is in the index of bands once, because what has a near neighbour is not added to it. "is true" keeps Postgres from reading all prompts of the workspace
 * through another index while it has no statistics of the day; the bands hold the workspace themselves.
 */
const PROMPT_TEXT = `
  with same as (
    select id, execution_id, 1::real as score from prompt_similarity_logs
    where workspace_id = $1::uuid and prompt_hash = $7::bytea and id >= uuid_at(now() - interval '${COMPARED_DAYS} days') and id <> $2::uuid
    order by id desc limit 1
  ), near as (
    select id, execution_id, signature_match(signature, $9::int[]) as score from prompt_similarity_logs
    where not exists (select from same) and bands && $10::bigint[]
      and (workspace_id = $1::uuid and id >= uuid_at(now() - interval '${COMPARED_DAYS} days') and id <> $2::uuid) is true
    order by score desc, id desc limit 1
  )
  insert into prompt_similarity_logs (workspace_id, id, execution_id, trace_id, provider, model, prompt_hash, chars, signature, bands, neighbour_id,
    neighbour_execution_id, score, input_tokens, output_tokens, usd)
  select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::bytea, $8::int, $9::int[],
    case when n.score >= ${SAME_SCORE} then null else $10::bigint[] end, n.id, n.execution_id, n.score, $11::bigint, $12::bigint, $13::numeric
  from (select) one left join (select * from same union all select * from near where score >= ${NEIGHBOUR_SCORE}) n on true
  on conflict do nothing`;

/** The statement that finds a prompt's nearest neighbour and appends both. */
export function insertPrompt(row: PromptRow): RecordStatement {
  const { hash, chars, values, bands } = row.signature;
  return {
    name: 'prompt_insert',
    text: PROMPT_TEXT,
    values: [
      row.workspaceId,
      row.id,
      row.executionId,
      text(row.traceId),
      text(row.provider),
      text(row.model),
      `\\x${hash}`,
      chars,
      `{${values.join(',')}}`,
      `{${bands.join(',')}}`,
      row.inputTokens,
      row.outputTokens,
      row.usd,
    ],
  };
}
