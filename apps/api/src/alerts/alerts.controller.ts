import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { invalidInput, type Principal } from '@patchbay/kernel';
import { AlertRulesService, type AlertRuleView, type RuleRequest } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { ALERT_RULE_SCHEMA, AlertRuleBody } from './alert.dto.js';

const tag = 'Alerts';

@Controller(api('alert-rules'))
export class AlertsController {
  constructor(private readonly rules: AlertRulesService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Alert rules and what they say right now, newest first', answer: pageOf(ALERT_RULE_SCHEMA) })
  async list(@Caller() caller: Principal, @Query() query: PageQuery): Promise<ListAnswer<AlertRuleView>> {
    const request = pageRequest(query);
    return listAnswer(await this.rules.list(caller.workspaceId, request), request, (rule) => rule);
  }

  @Post()
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'Add an alert rule',
    description: 'Rules are looked at twice a minute. It tells when it begins to fire and when it is over, once each.',
    status: 201,
    answer: ALERT_RULE_SCHEMA,
    problems: ['conflict'],
  })
  create(@Caller() caller: Principal, @Body() body: AlertRuleBody): Promise<AlertRuleView> {
    return this.rules.create(actorOf(caller), requestOf(body));
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read an alert rule', answer: ALERT_RULE_SCHEMA })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<AlertRuleView> {
    return this.rules.read(caller.workspaceId, id);
  }

  @Put(':id')
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({ tag, summary: 'Replace an alert rule', description: 'What it said so far is forgotten.', answer: ALERT_RULE_SCHEMA })
  replace(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: AlertRuleBody): Promise<AlertRuleView> {
    return this.rules.replace(actorOf(caller), id, requestOf(body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({ tag, summary: 'Remove an alert rule', status: 204 })
  async remove(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.rules.remove(actorOf(caller), id);
  }
}

function requestOf({ channels, ...rule }: AlertRuleBody): RuleRequest {
  if (channels !== undefined && !Array.isArray(channels)) throw invalidInput([{ path: 'channels', message: 'must be a list' }]);
  return { ...rule, ...(channels === undefined ? {} : { channels }) };
}
