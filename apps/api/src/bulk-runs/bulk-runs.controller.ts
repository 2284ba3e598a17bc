import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { BulkRunsService, WorkflowsService, type BulkRun, type BulkRunView } from '@patchbay/workflows';
import type { FastifyRequest } from 'fastify';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { BULK_RUN_SCHEMA, BULK_RUN_SUMMARY_SCHEMA, BulkRunBody } from './bulk-run.dto.js';

const tag = 'Workflow runs';

@Controller(api(''))
export class BulkRunsController {
  constructor(
    private readonly bulkRuns: BulkRunsService,
    private readonly workflows: WorkflowsService,
  ) {}

  @Post('workflows/:id/bulk-runs')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Send many contacts through a workflow',
    description: 'One run per contact, so many at a time. Each contact gets one run, whatever dies meanwhile.',
    status: 202,
    answer: BULK_RUN_SCHEMA,
  })
  start(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: BulkRunBody): Promise<BulkRunView> {
    const contactIds = body.contactIds?.map((contact) => contact.toLowerCase());
    return this.bulkRuns.start(caller, { workflowId: id, contactIds, input: body.input, concurrency: body.concurrency });
  }

  @Get('workflows/:id/bulk-runs')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List the bulk runs of a workflow, newest first', answer: pageOf(BULK_RUN_SUMMARY_SCHEMA) })
  async list(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Query() query: PageQuery): Promise<ListAnswer<BulkRun>> {
    const request = pageRequest(query);
    await this.workflows.get(caller.workspaceId, id);
    return listAnswer(await this.bulkRuns.list(caller.workspaceId, id, request), request, (run) => run);
  }

  @Get('workflow-bulk-runs/:id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a bulk run with its progress', answer: BULK_RUN_SCHEMA })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<BulkRunView> {
    return this.bulkRuns.get(caller.workspaceId, id);
  }

  @Post('workflow-bulk-runs/:id/pause')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Pause a bulk run',
    description: 'Runs under way go on; no further one begins.',
    answer: BULK_RUN_SCHEMA,
    problems: ['illegal_state'],
  })
  pause(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<BulkRunView> {
    return this.bulkRuns.pause(caller.workspaceId, id);
  }

  @Post('workflow-bulk-runs/:id/resume')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({ tag, summary: 'Let a paused bulk run go on', answer: BULK_RUN_SCHEMA, problems: ['illegal_state'] })
  resume(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<BulkRunView> {
    return this.bulkRuns.resume(caller.workspaceId, id);
  }

  @Post('workflow-bulk-runs/:id/cancel')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Cancel a bulk run',
    description: 'No further run begins, and those under way are cancelled.',
    answer: BULK_RUN_SCHEMA,
    problems: ['illegal_state'],
  })
  cancel(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Req() request: FastifyRequest): Promise<BulkRunView> {
    return this.bulkRuns.cancel(caller, id, request.id);
  }
}
