import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { WebhookEventsService, type WebhookEvent, type WebhookEventView } from '@patchbay/workflows';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { shownBody } from './shown-body.js';
import { WEBHOOK_EVENT_SCHEMA, WEBHOOK_EVENT_VIEW_SCHEMA, WebhookEventsQuery } from './webhook-inbox.dto.js';

const tag = 'Webhooks';

@Controller(api('webhook-events'))
export class WebhookEventsController {
  constructor(private readonly events: WebhookEventsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'List received webhook events, newest first',
    description: '`dead` ones began no run and say why: mend the workflow, then replay them.',
    answer: pageOf(WEBHOOK_EVENT_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: WebhookEventsQuery): Promise<ListAnswer<WebhookEvent>> {
    const request = { ...pageRequest(query), endpointId: query.endpointId?.toLowerCase(), status: query.status };
    return listAnswer(await this.events.list(caller.workspaceId, request), request, (event) => event);
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a webhook event with what was sent', answer: WEBHOOK_EVENT_VIEW_SCHEMA })
  async read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<WebhookEventView> {
    return shown(await this.events.get(caller.workspaceId, id));
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Work on a webhook event again',
    description: 'As if it had just come: one that has started a run starts another.',
    status: 202,
    answer: WEBHOOK_EVENT_VIEW_SCHEMA,
  })
  async replay(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<WebhookEventView> {
    return shown(await this.events.replay(caller.workspaceId, id));
  }
}

function shown(event: WebhookEventView): WebhookEventView {
  return { ...event, body: shownBody(event.contentType, event.body) };
}
