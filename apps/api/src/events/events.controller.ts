import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { EventsService, type EventFilter, type WorkspaceEvent } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { timeRange } from '../dto/time-range.dto.js';
import { api } from '../edge/api-path.js';
import { CSV_ANSWER, csvFile } from '../export/csv.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { EVENT_COLUMNS, EVENT_SCHEMA, EventsQuery } from './event.dto.js';

const tag = 'Events';

@Controller(api('events'))
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'What happened in the workspace, newest first',
    description: 'A page may be short, even empty, and still lead on by its cursor.',
    answer: pageOf(EVENT_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: EventsQuery): Promise<ListAnswer<WorkspaceEvent>> {
    const request = pageRequest(query);
    return listAnswer(await this.events.list(caller.workspaceId, filterOf(query), request), request, (event) => event);
  }

  @Get('export.csv')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'The same as a CSV file', ...CSV_ANSWER })
  async export(@Caller() caller: Principal, @Query() query: EventsQuery): Promise<StreamableFile> {
    const filter = filterOf(query);
    return csvFile({ name: 'events', columns: EVENT_COLUMNS, read: (page) => this.events.list(caller.workspaceId, filter, page) });
  }
}

function filterOf({ limit: _limit, cursor: _cursor, from, to, ...filter }: EventsQuery): EventFilter {
  return { ...filter, ...timeRange(from, to) };
}
