import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { COST_DIMENSIONS, CostsService, type CostFilter, type CostTotals, type ModelCost } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { dimensionList } from '../dto/dimension-list.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { timeRange } from '../dto/time-range.dto.js';
import { api } from '../edge/api-path.js';
import { CSV_ANSWER, csvFile } from '../export/csv.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { COST_COLUMNS, COST_SCHEMA, COST_TOTALS_SCHEMA, CostsQuery, CostTotalsQuery } from './cost.dto.js';

const tag = 'Costs';
const DEFAULT_RANGE_MS = 30 * 86_400_000;

@Controller(api('costs'))
export class CostsController {
  constructor(private readonly costs: CostsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'What model calls cost, newest first',
    description: 'A page may be short, even empty, and still lead on by its cursor.',
    answer: pageOf(COST_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: CostsQuery): Promise<ListAnswer<ModelCost>> {
    const request = pageRequest(query);
    return listAnswer(await this.costs.list(caller.workspaceId, filterOf(query), request), request, (cost) => cost);
  }

  @Get('totals')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Sums of model costs, by model and day for instance', answer: COST_TOTALS_SCHEMA })
  async totals(@Caller() caller: Principal, @Query() query: CostTotalsQuery): Promise<CostTotals & { from: string; to: string }> {
    const toMs = query.to === undefined ? Date.now() : Date.parse(query.to);
    const fromMs = query.from === undefined ? toMs - DEFAULT_RANGE_MS : Date.parse(query.from);
    const groupBy = dimensionList(query.groupBy ?? 'model', COST_DIMENSIONS);
    const totals = await this.costs.totals(caller.workspaceId, { fromMs, toMs, groupBy });
    return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), ...totals };
  }

  @Get('export.csv')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Model costs as a CSV file', ...CSV_ANSWER })
  async export(@Caller() caller: Principal, @Query() query: CostsQuery): Promise<StreamableFile> {
    const filter = filterOf(query);
    return csvFile({ name: 'costs', columns: COST_COLUMNS, read: (page) => this.costs.list(caller.workspaceId, filter, page) });
  }
}

function filterOf({ limit: _limit, cursor: _cursor, from, to, ...filter }: CostsQuery): CostFilter {
  return { ...filter, ...timeRange(from, to) };
}
