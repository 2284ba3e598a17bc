import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { EventsService, type WorkspaceEvent } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { EVENT_SCHEMA, EventsQuery } from './event.dto.js';

@Controller(api('events'))
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag: 'Events', summary: 'What happened in the workspace, newest first', answer: pageOf(EVENT_SCHEMA) })
  async list(@Caller() caller: Principal, @Query() query: EventsQuery): Promise<ListAnswer<WorkspaceEvent>> {
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    const request = pageRequest(query);
    return listAnswer(await this.events.list(caller.workspaceId, filter, request), request, (event) => event);
  }
}
