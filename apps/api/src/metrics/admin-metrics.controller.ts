import { Controller, Get, Query } from '@nestjs/common';
import { MetricsService, type Summary, type WorkspaceActivity } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { ACTIVITY_SCHEMA, ActivityQueryDto } from './activity.dto.js';
import { rangeOf, summaryAsk } from './summary-ask.js';
import { SUMMARY_SCHEMA, SummaryQuery } from './summary.dto.js';

const tag = 'Administration of the server';
const platformAdmin = { role: 'viewer', scope: 'admin', platformAdmin: true } as const;

/** All workspaces in counts, for those who run the server. */
@Controller(api('admin'))
export class AdminMetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get('workspaces')
  @Access(platformAdmin)
  @Operation({
    tag,
    summary: 'Every workspace with what it did',
    description: 'Read from counts that are kept up to date. With `sort` by figures, pages can shift while executions end.',
    answer: pageOf(ACTIVITY_SCHEMA),
  })
  async workspaces(@Query() { from, to, q, sort, ...page }: ActivityQueryDto): Promise<ListAnswer<WorkspaceActivity>> {
    const request = pageRequest(page);
    const range = rangeOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
    const query = { ...request, ...range, ...(q === undefined ? {} : { q }), ...(sort === undefined ? {} : { sort }) };
    return listAnswer(await this.metrics.workspaces(query), request, (one) => one);
  }

  @Get('metrics/summary')
  @Access(platformAdmin)
  @Operation({
    tag,
    summary: 'Counts, success rate, durations and cost of executions of all workspaces together',
    description: 'As `GET /metrics/summary` for one workspace.',
    answer: SUMMARY_SCHEMA,
  })
  summary(@Query() query: SummaryQuery): Promise<Summary> {
    return this.metrics.summary({ ...summaryAsk(query), workspace: 'all' });
  }
}
