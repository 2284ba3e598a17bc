import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { MetricsService, SUMMARY_DIMENSIONS, type Summary } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { dimensionList } from '../dto/dimension-list.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { SUMMARY_SCHEMA, SummaryQuery } from './summary.dto.js';

const DEFAULT_RANGE_MS = 86_400_000;

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
    const { from, to, groupBy: dimensions, ...rest } = query;
    const toMs = to === undefined ? Date.now() : Date.parse(to);
    const fromMs = from === undefined ? toMs - DEFAULT_RANGE_MS : Date.parse(from);
    const groupBy = dimensions === undefined ? [] : dimensionList(dimensions, SUMMARY_DIMENSIONS);
    const workspace = groupBy.includes('workspace') && caller.platformAdmin ? 'all' : caller.workspaceId;
    return this.metrics.summary({ ...rest, fromMs, toMs, groupBy, workspace });
  }
}
