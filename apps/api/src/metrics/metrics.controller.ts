import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { MetricsService, type Summary } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { summaryAsk } from './summary-ask.js';
import { SUMMARY_SCHEMA, SummaryQuery } from './summary.dto.js';

@Controller(api('metrics'))
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get('summary')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag: 'Metrics',
    summary: 'Counts, success rate, durations and cost of executions',
    description: 'Executions count from the moment they end. Tests of connectors do not count.',
    answer: SUMMARY_SCHEMA,
  })
  async summary(@Caller() caller: Principal, @Query() query: SummaryQuery): Promise<Summary> {
    const ask = summaryAsk(query);
    const workspace = ask.groupBy.includes('workspace') && caller.platformAdmin ? 'all' : caller.workspaceId;
    return this.metrics.summary({ ...ask, workspace });
  }
}
