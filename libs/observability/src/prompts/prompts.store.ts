import { idAt, idTimeMs, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { scannedPage } from '../paging/scanned-page.js';
import type { PromptFilter, PromptSimilarity, PromptTotals } from './prompt-similarity.js';

interface Row {
  readonly id: string;
  readonly execution_id: string;
  readonly trace_id: string;
  readonly provider: string;
  readonly model: string;
  readonly hash: string;
  readonly chars: number;
  readonly neighbour_id: string | null;
  readonly neighbour_execution_id: string | null;
  readonly score: number | null;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly usd: number | null;
}

const COLUMNS = `id, execution_id, trace_id, provider, model, encode(prompt_hash, 'hex') as hash, chars, neighbour_id, neighbour_execution_id, score,
  input_tokens::float8 as input_tokens, output_tokens::float8 as output_tokens, usd::float8 as usd`;

/** Prompts of the transaction's workspace. Reads only: the recorder writes. */
export class PromptsStore {
  /** Newest first. A page may be short and still lead on (see scannedPage). */
  async list(tx: Tx, filter: PromptFilter, page: PageRequest): Promise<Page<PromptSimilarity>> {
    const { provider, model, executionId, minScore, ...range } = filter;
    const { data, nextCursor } = await scannedPage<Row>(
      tx,
      {
        table: 'prompt_similarity_logs',
        kind: 'events',
        columns: COLUMNS,
        equal: { provider, model, execution_id: executionId },
        ...(minScore === undefined ? {} : { also: `score >= ${Number(minScore)}` }),
        range,
      },
      page,
    );
    return { data: data.map(toPrompt), nextCursor };
  }

  /** Sums by model, what a cache would have saved most first. Times in ms since the epoch. */
  async totals(tx: Tx, ask: { fromMs: number; toMs: number; minScore: number }): Promise<PromptTotals[]> {
    const { rows } = await tx.query<PromptTotals>(
      `select provider, model, count(*)::float8 as prompts, count(*) filter (where near)::float8 as repeated,
         coalesce(sum(input_tokens + output_tokens) filter (where near), 0)::float8 as "savedTokens", coalesce(sum(usd) filter (where near), 0)::float8 as "savedUsd"
       from (select *, coalesce(score >= $3::real, false) as near from prompt_similarity_logs
             where id >= greatest($1::uuid, kept_from('events')) and id < $2::uuid) asked
       group by provider, model order by "savedTokens" desc, model limit 1000`,
      [idAt(ask.fromMs), idAt(ask.toMs), ask.minScore],
    );
    return rows;
  }
}

function toPrompt(row: Row): PromptSimilarity {
  const { neighbour_id: id, neighbour_execution_id: executionId, score } = row;
  const neighbour =
    id !== null && executionId !== null && score !== null ? { id, executionId, score: Math.round(score * 1_000) / 1_000 } : null;
  return {
    id: row.id,
    executionId: row.execution_id,
    traceId: row.trace_id,
    provider: row.provider,
    model: row.model,
    hash: row.hash,
    chars: row.chars,
    neighbour,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    usd: row.usd,
    savedTokens: neighbour ? row.input_tokens + row.output_tokens : 0,
    at: new Date(idTimeMs(row.id)).toISOString(),
  };
}
