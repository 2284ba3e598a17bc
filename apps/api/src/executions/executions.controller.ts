import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  ExecutionsService,
  parseExecutionFilter,
  timelineOf,
  type ExecutionSummary,
  type ExecutionView,
  type Timeline,
} from '@patchbay/executions';
import type { Principal } from '@patchbay/kernel';
import { EventsService, type WorkspaceEvent } from '@patchbay/observability';
import { PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { CatalogueService } from '@patchbay/registry';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { EXECUTION_SCHEMA, EXECUTION_SUMMARY_SCHEMA, ExecutionsOfConnectorQuery, ExecutionsQuery } from './execution.dto.js';

const tag = 'Executions';
/** Events are written behind the answer, and by processes whose clocks differ a little. */
const EVENTS_AROUND_MS = 5_000;

/** An execution, the waits on one axis, and what happened around it. */
interface ExplainedExecution extends ExecutionView {
  readonly traceUrl: string | null;
  readonly timeline: Timeline;
  readonly events: readonly WorkspaceEvent[];
}

@Controller()
export class ExecutionsController {
  constructor(
    private readonly executions: ExecutionsService,
    private readonly catalogue: CatalogueService,
    private readonly events: EventsService,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'traceUrlTemplate'>,
  ) {}

  @Get(api('executions'))
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'List executions, newest first',
    description: 'A page may be short, even empty, and still lead on by its cursor.',
    answer: pageOf(EXECUTION_SUMMARY_SCHEMA),
  })
  list(@Caller() caller: Principal, @Query() query: ExecutionsQuery): Promise<ListAnswer<ExecutionSummary>> {
    return this.page(caller, query);
  }

  @Get(api('connectors/:key/executions'))
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List the executions of a connector, newest first', answer: pageOf(EXECUTION_SUMMARY_SCHEMA) })
  async ofConnector(
    @Caller() caller: Principal,
    @Param('key', StorablePipe) connector: string,
    @Query() query: ExecutionsOfConnectorQuery,
  ): Promise<ListAnswer<ExecutionSummary>> {
    const answer = await this.page(caller, { ...query, connector });
    // A deleted connector keeps its history; one that never was, or is another workspace's, is not found.
    if (answer.data.length === 0) await this.catalogue.get(caller.workspaceId, connector);
    return answer;
  }

  @Get(api('executions/:id'))
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read an execution with all that explains it', answer: EXECUTION_SCHEMA })
  async read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<ExplainedExecution> {
    const execution = await this.executions.get(caller.workspaceId, id);
    const { traceId, createdAt, finishedAt } = execution;
    const events = await this.events.ofExecution(caller.workspaceId, {
      executionId: id.toLowerCase(),
      traceId,
      fromMs: Date.parse(createdAt) - EVENTS_AROUND_MS,
      toMs: (finishedAt === null ? Date.now() : Date.parse(finishedAt)) + EVENTS_AROUND_MS,
    });
    const traceUrl = this.config.traceUrlTemplate?.replaceAll('{traceId}', encodeURIComponent(traceId)) ?? null;
    return { ...execution, traceUrl, timeline: timelineOf(execution), events };
  }

  private async page(caller: Principal, query: ExecutionsQuery): Promise<ListAnswer<ExecutionSummary>> {
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    const request = pageRequest(query);
    return listAnswer(
      await this.executions.list(caller.workspaceId, parseExecutionFilter(filter), request),
      request,
      (execution) => execution,
    );
  }
}
