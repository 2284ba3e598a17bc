import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { UsageService, type Usage } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { QuotasBody, USAGE_SCHEMA, UsageQuery } from './usage.dto.js';

const tag = 'Usage';

@Controller(api('usage'))
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'What the workspace has used in a calendar month (UTC), and its quotas', answer: USAGE_SCHEMA })
  read(@Caller() caller: Principal, @Query() query: UsageQuery): Promise<Usage> {
    return this.usage.read(caller.workspaceId, query.month);
  }

  @Put('quotas')
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'Set quotas of a month',
    description: 'Only the members sent. A hard quota is enforced within seconds of being reached; what is under way then still ends.',
    answer: USAGE_SCHEMA,
  })
  setQuotas(@Caller() caller: Principal, @Body() body: QuotasBody): Promise<Usage> {
    const given = Object.entries(body).filter(([, limits]) => limits !== undefined);
    return this.usage.setQuotas(actorOf(caller), Object.fromEntries(given.map(([metric, limits]) => [metric, { ...(limits as object) }])));
  }
}
