import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { RunReader, RunStarter, WorkflowsService, type RunSummary } from '@patchbay/workflows';
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
import { startKey } from './start-key.js';
import { RUN_STARTED_SCHEMA, RUN_SUMMARY_SCHEMA, RunBody, RunsOfWorkflowQuery } from './workflow-run.dto.js';

const tag = 'Workflow runs';

@Controller(api('workflows/:id'))
export class RunWorkflowController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly starter: RunStarter,
    private readonly runs: RunReader,
  ) {}

  @Post('run')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Start a run of a workflow',
    description:
      'Answered when the run is stored: from then on it comes to its end, whatever dies. The same `Idempotency-Key` starts one run.',
    status: 202,
    answer: RUN_STARTED_SCHEMA,
  })
  async run(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: RunBody,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { runId, version, started } = await this.starter.start({
      principal: caller,
      workflowId: id,
      ...body,
      contactId: body.contactId?.toLowerCase(),
      traceId: request.id,
      startKey: startKey(`api/${id}`, idempotencyKey(request)),
      trigger: { type: 'api', id: null },
    });
    return { runId, workflowId: id, version, status: 'running', started, traceId: request.id };
  }

  @Get('runs')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List the runs of a workflow, newest first', answer: pageOf(RUN_SUMMARY_SCHEMA) })
  async list(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: RunsOfWorkflowQuery,
  ): Promise<ListAnswer<RunSummary>> {
    const request = pageRequest(query);
    await this.workflows.get(caller.workspaceId, id);
    return listAnswer(await this.runs.list(caller.workspaceId, runFilter({ ...query, workflowId: id }), request), request, (run) => run);
  }
}
