import type { PromptSimilarity } from '@patchbay/observability';
import { Moment, Share, Text, Uuid } from '../dto/field.js';
import { TimeRangeQuery } from '../dto/time-range.dto.js';
import type { CsvColumns } from '../export/csv.js';
import { listOf, moment, shape, text, uuid, whole } from '../openapi/schemas.js';

export class PromptsQuery extends TimeRangeQuery {
  @Text({ max: 100, optional: true, example: 'openai' })
  provider?: string;

  @Text({ max: 200, optional: true, example: 'gpt-5-mini' })
  model?: string;

  @Uuid({ optional: true })
  executionId?: string;

  @Share({ optional: true, description: 'Only prompts with a neighbour that is at least so near, 0.7 to 1 (the same text).', example: 0.9 })
  minScore?: number;
}

export class PromptTotalsQuery {
  @Moment({ optional: true, description: 'At or after; 7 days before `to` when absent.' })
  from?: string;

  @Moment({ optional: true, description: 'Before; now when absent.' })
  to?: string;

  @Share({ optional: true, description: 'How near a neighbour must be to count as the same question; 0.9 when absent.', example: 0.95 })
  minScore?: number;
}

const score = { type: 'number', description: 'Share of the texts’ pieces that are the same, 0.7 to 1 (the same text).' };
export const PROMPT_SCHEMA = shape({
  id: uuid(),
  executionId: uuid(),
  traceId: text(),
  provider: text('openai'),
  model: text('gpt-5-mini'),
  hash: { ...text(), description: 'Equal for equal texts of the workspace; letter case and white space do not count.' },
  chars: whole(),
  neighbour: {
    ...shape({ id: uuid(), executionId: uuid(), score }),
    type: ['object', 'null'],
    description: 'The nearest prompt of the seven days before.',
  },
  inputTokens: whole(),
  outputTokens: whole(),
  usd: { type: ['number', 'null'] },
  savedTokens: { ...whole(), description: 'What an answer kept for the neighbour would have saved.' },
  at: moment(),
});
export const PROMPT_TOTALS_SCHEMA = shape({
  from: moment(),
  to: moment(),
  minScore: { type: 'number' },
  data: listOf(
    shape({ provider: text(), model: text(), prompts: whole(), repeated: whole(), savedTokens: whole(), savedUsd: { type: 'number' } }),
  ),
});

export const PROMPT_COLUMNS: CsvColumns<PromptSimilarity> = {
  at: (prompt) => prompt.at,
  provider: (prompt) => prompt.provider,
  model: (prompt) => prompt.model,
  hash: (prompt) => prompt.hash,
  chars: (prompt) => prompt.chars,
  score: (prompt) => prompt.neighbour?.score ?? null,
  neighbour_execution_id: (prompt) => prompt.neighbour?.executionId ?? null,
  input_tokens: (prompt) => prompt.inputTokens,
  output_tokens: (prompt) => prompt.outputTokens,
  saved_tokens: (prompt) => prompt.savedTokens,
  usd: (prompt) => prompt.usd,
  execution_id: (prompt) => prompt.executionId,
  trace_id: (prompt) => prompt.traceId,
};
