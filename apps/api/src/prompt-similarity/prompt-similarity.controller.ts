import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { PromptsService, type PromptFilter, type PromptSimilarity, type PromptTotals } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { timeRange } from '../dto/time-range.dto.js';
import { api } from '../edge/api-path.js';
import { CSV_ANSWER, csvFile } from '../export/csv.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { PROMPT_COLUMNS, PROMPT_SCHEMA, PROMPT_TOTALS_SCHEMA, PromptsQuery, PromptTotalsQuery } from './prompt.dto.js';

const tag = 'Prompts';
const DEFAULT_RANGE_MS = 7 * 86_400_000;
const DEFAULT_MIN_SCORE = 0.9;

interface Totals {
  readonly from: string;
  readonly to: string;
  readonly minScore: number;
  readonly data: readonly PromptTotals[];
}

@Controller(api('prompt-similarity'))
export class PromptSimilarityController {
  constructor(private readonly prompts: PromptsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'Prompts sent to models and how near earlier ones were, newest first',
    description: 'Texts are not kept. A page may be short, even empty, and still lead on by its cursor.',
    answer: pageOf(PROMPT_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: PromptsQuery): Promise<ListAnswer<PromptSimilarity>> {
    const request = pageRequest(query);
    return listAnswer(await this.prompts.list(caller.workspaceId, filterOf(query), request), request, (prompt) => prompt);
  }

  @Get('totals')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'What a cache of answers would have saved, by model', answer: PROMPT_TOTALS_SCHEMA })
  async totals(@Caller() caller: Principal, @Query() query: PromptTotalsQuery): Promise<Totals> {
    const toMs = query.to === undefined ? Date.now() : Date.parse(query.to);
    const fromMs = query.from === undefined ? toMs - DEFAULT_RANGE_MS : Date.parse(query.from);
    const minScore = query.minScore ?? DEFAULT_MIN_SCORE;
    const data = await this.prompts.totals(caller.workspaceId, { fromMs, toMs, minScore });
    return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), minScore, data };
  }

  @Get('export.csv')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Prompts as a CSV file', ...CSV_ANSWER })
  async export(@Caller() caller: Principal, @Query() query: PromptsQuery): Promise<StreamableFile> {
    const filter = filterOf(query);
    return csvFile({ name: 'prompts', columns: PROMPT_COLUMNS, read: (page) => this.prompts.list(caller.workspaceId, filter, page) });
  }
}

function filterOf({ limit: _limit, cursor: _cursor, from, to, ...filter }: PromptsQuery): PromptFilter {
  return { ...filter, ...timeRange(from, to) };
}
