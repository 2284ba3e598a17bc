import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { PlatformError, type FieldProblem, type Principal } from '@patchbay/kernel';
import { WorkflowsService, type Workflow, type WorkflowSummary, type WorkflowVersion } from '@patchbay/workflows';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { expectedVersion } from '../connectors/if-match.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import {
  ValidateBody,
  VALIDATION_SCHEMA,
  WORKFLOW_SCHEMA,
  WORKFLOW_SUMMARY_SCHEMA,
  WORKFLOW_VERSION_SCHEMA,
  WorkflowBody,
  WorkflowChangeBody,
  WorkflowQueryDto,
} from './workflow.dto.js';

const tag = 'Workflows';

@Controller(api('workflows'))
export class WorkflowsController {
  constructor(private readonly workflows: WorkflowsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List workflows, newest first', answer: pageOf(WORKFLOW_SUMMARY_SCHEMA) })
  async list(@Caller() caller: Principal, @Query() query: WorkflowQueryDto): Promise<ListAnswer<WorkflowSummary>> {
    const request = { ...pageRequest(query), ...(query.q === undefined ? {} : { q: query.q }) };
    return listAnswer(await this.workflows.list(caller.workspaceId, request), request, (workflow) => workflow);
  }

  @Post()
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Create a workflow',
    description: 'Every problem of the definition is told at once, with its path.',
    status: 201,
    answer: WORKFLOW_SCHEMA,
    problems: ['conflict'],
  })
  create(@Caller() caller: Principal, @Body() body: WorkflowBody): Promise<Workflow> {
    return this.workflows.create(actorOf(caller), body);
  }

  @Post('validate')
  @HttpCode(200)
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Check a definition without saving it', answer: VALIDATION_SCHEMA })
  async validate(@Caller() caller: Principal, @Body() body: ValidateBody): Promise<{ valid: boolean; problems: readonly FieldProblem[] }> {
    const problems = await this.workflows.problemsOf(caller.workspaceId, body.definition);
    return { valid: problems.length === 0, problems };
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a workflow at its current version', answer: WORKFLOW_SCHEMA })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<Workflow> {
    return this.workflows.get(caller.workspaceId, id);
  }

  @Put(':id')
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Save a workflow',
    description:
      'Makes a new version when it does something else than the current one; runs stay with the version they began with. With `If-Match: "<version>"` it fails with 409 when someone else saved in between.',
    answer: WORKFLOW_SCHEMA,
    problems: ['conflict'],
  })
  replace(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: WorkflowBody,
  ): Promise<Workflow> {
    return this.workflows.replace(actorOf(caller), { id, expectedVersion: expectedVersion(ifMatch) }, body);
  }

  @Patch(':id')
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Switch a workflow’s triggers on or off', answer: WORKFLOW_SCHEMA })
  change(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: WorkflowChangeBody): Promise<Workflow> {
    return this.workflows.setEnabled(actorOf(caller), id, body.enabled);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Delete a workflow whose runs have all ended', status: 204, problems: ['illegal_state'] })
  remove(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.workflows.delete(actorOf(caller), id);
  }

  @Get(':id/versions')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List the versions of a workflow, newest first', answer: pageOf(WORKFLOW_VERSION_SCHEMA) })
  async versions(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<ListAnswer<WorkflowVersion>> {
    const request = pageRequest(query);
    return listAnswer(await this.workflows.versions(caller.workspaceId, id, request), request, (version) => version);
  }

  @Get(':id/versions/:version')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a version of a workflow', answer: WORKFLOW_VERSION_SCHEMA })
  version(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Param('version') version: string): Promise<WorkflowVersion> {
    if (!/^[1-9]\d{0,8}$/.test(version)) throw new PlatformError('not_found', 'There is no version of this number.');
    return this.workflows.version(caller.workspaceId, id, Number(version));
  }
}
