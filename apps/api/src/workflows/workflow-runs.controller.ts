import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { invalidInput, type JsonValue, type Principal } from '@patchbay/kernel';
import {
  RunAgainService,
  RunControl,
  RunReader,
  type BulkDone,
  type ItemView,
  type RunMoved,
  type RunSummary,
  type RunView,
} from '@patchbay/workflows';
import type { FastifyRequest } from 'fastify';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { idempotencyKey } from '../execute/idempotency-header.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { runFilter } from './run-filter.js';
import {
  BULK_DONE_SCHEMA,
  BulkRunsBody,
  DecideBody,
  ITEM_SCHEMA,
  ItemsQuery,
  RERUN_SCHEMA,
  RerunBody,
  RetryRunBody,
  RUN_MOVED_SCHEMA,
  RUN_SCHEMA,
  RUN_SUMMARY_SCHEMA,
  RunsQuery,
} from './workflow-run.dto.js';
import { startKey } from './start-key.js';

const tag = 'Workflow runs';
const DEFAULT_BULK = 100;

@Controller(api('workflow-runs'))
export class WorkflowRunsController {
  constructor(
    private readonly runs: RunReader,
    private readonly control: RunControl,
    private readonly again: RunAgainService,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'List workflow runs, newest first',
    description: 'A page may be short and still lead on, when few of the runs it looked at fit.',
    answer: pageOf(RUN_SUMMARY_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: RunsQuery): Promise<ListAnswer<RunSummary>> {
    const request = pageRequest(query);
    return listAnswer(await this.runs.list(caller.workspaceId, runFilter(query), request), request, (run) => run);
  }

  @Post('bulk')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Cancel, retry or re-run many runs',
    description: 'The newest first that fit the filter. What one refuses does not hold up the others.',
    answer: BULK_DONE_SCHEMA,
    bodyExample: { action: 'retry', filter: { status: 'failed' }, limit: 100 },
  })
  bulk(@Caller() caller: Principal, @Body() body: BulkRunsBody, @Req() request: FastifyRequest): Promise<BulkDone> {
    return this.again.many(caller, {
      action: body.action,
      filter: runFilter(body.filter, 'filter.status'),
      limit: body.limit ?? DEFAULT_BULK,
      traceId: request.id,
    });
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a run with its timeline', answer: RUN_SCHEMA })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<RunView> {
    return this.runs.get(caller.workspaceId, id);
  }

  @Get(':id/items')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List the items of a for-each with their nodes', answer: pageOf(ITEM_SCHEMA) })
  async items(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Query() query: ItemsQuery): Promise<ListAnswer<ItemView>> {
    const request = pageRequest(query);
    return listAnswer(await this.runs.items(caller.workspaceId, id, { ...request, nodeId: query.node }), request, (item) => item);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Cancel a run',
    description: 'Nothing more is begun. A call under way is stopped; its node says what became of it.',
    answer: RUN_MOVED_SCHEMA,
    problems: ['illegal_state'],
  })
  cancel(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<RunMoved> {
    return this.control.cancel(caller.workspaceId, id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Let a failed or cancelled run go on from the nodes that did not succeed',
    description: 'The same run and version; what succeeded is not repeated. `nodeId` and `input` give one of them another input.',
    status: 202,
    answer: RUN_MOVED_SCHEMA,
    problems: ['illegal_state'],
  })
  retry(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: RetryRunBody): Promise<RunMoved> {
    const { nodeId, item, input } = body;
    if (nodeId === undefined && input !== undefined) throw invalidInput([{ path: 'nodeId', message: 'is required with input' }]);
    if (nodeId !== undefined && input === undefined) throw invalidInput([{ path: 'input', message: 'is required with nodeId' }]);
    return this.control.retry(caller, id, nodeId === undefined ? undefined : { nodeId, item, input: input as JsonValue });
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Decide on a node of which it is not known whether it took effect',
    answer: RUN_MOVED_SCHEMA,
    problems: ['illegal_state'],
  })
  decide(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: DecideBody): Promise<RunMoved> {
    if (body.output !== undefined && body.decision !== 'continue') {
      throw invalidInput([{ path: 'output', message: 'goes with the decision "continue" only' }]);
    }
    return this.control.decide(caller, id, { ...body, output: body.output as JsonValue | undefined });
  }

  @Post(':id/rerun')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Start the workflow again with the input and contact of a run',
    description: 'A new run on the newest version, or on the one named. `Idempotency-Key` is honoured.',
    status: 202,
    answer: RERUN_SCHEMA,
  })
  async rerun(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: RerunBody,
    @Req() request: FastifyRequest,
  ): Promise<{ runId: string; version: number; rerunOf: string }> {
    const { runId, version } = await this.again.rerun(caller, id, {
      ...body,
      traceId: request.id,
      startKey: startKey(`rerun/${id}`, idempotencyKey(request)),
    });
    return { runId, version, rerunOf: id };
  }
}
