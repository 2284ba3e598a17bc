import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { WorkspacesService, type Identity } from '@patchbay/workspaces';
import { Access } from '../access/access.decorator.js';
import { Caller, CallerIdentity } from '../access/caller.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { showWorkspace, WORKSPACE_SCHEMA, WorkspaceBody, WorkspacePatchBody } from './workspace.dto.js';

const tag = 'Workspaces';

@Controller(api('workspaces'))
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read', workspace: 'none' })
  @Operation({ tag, summary: 'List the workspaces you can enter', answer: pageOf(WORKSPACE_SCHEMA) })
  async list(@CallerIdentity() identity: Identity, @Query() query: PageQuery): Promise<ListAnswer<object>> {
    const request = pageRequest(query);
    return listAnswer(await this.workspaces.list(identity, request), request, showWorkspace);
  }

  @Post()
  @Access({ role: 'viewer', scope: 'admin', workspace: 'none' })
  @Operation({
    tag,
    summary: 'Create a workspace',
    description: 'People become its owner. Of the API keys only a platform admin’s may do this.',
    status: 201,
    answer: WORKSPACE_SCHEMA,
    problems: ['forbidden'],
  })
  async create(@CallerIdentity() identity: Identity, @Body() body: WorkspaceBody): Promise<object> {
    return showWorkspace(await this.workspaces.create(identity, body));
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read', workspace: 'path' })
  @Operation({ tag, summary: 'Read a workspace', answer: WORKSPACE_SCHEMA, problems: ['not_found'] })
  async read(@Caller() caller: Principal): Promise<object> {
    return showWorkspace(await this.workspaces.read(caller));
  }

  @Patch(':id')
  @Access({ role: 'admin', scope: 'admin', workspace: 'path' })
  @Operation({
    tag,
    summary: 'Rename a workspace, or set how long it keeps what',
    description: 'Only the members sent. What is older than its days is no longer shown from then on.',
    answer: WORKSPACE_SCHEMA,
    problems: ['not_found', 'forbidden'],
  })
  async rename(@Caller() caller: Principal, @Body() body: WorkspacePatchBody): Promise<object> {
    const { name, retentionDays } = body;
    return showWorkspace(
      await this.workspaces.change(caller, {
        ...(name === undefined ? {} : { name }),
        ...(retentionDays === undefined ? {} : { retentionDays: { ...retentionDays } }),
      }),
    );
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'owner', scope: 'admin', workspace: 'path' })
  @Operation({
    tag,
    summary: 'Delete a workspace',
    description: 'Its API keys stop working at once.',
    status: 204,
    problems: ['not_found', 'forbidden', 'illegal_state'],
  })
  async remove(@Caller() caller: Principal): Promise<void> {
    await this.workspaces.remove(caller);
  }
}
