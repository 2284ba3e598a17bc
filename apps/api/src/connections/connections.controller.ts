import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ConnectionRemoval, ConnectionsService, ConnectionTester } from '@patchbay/connections';
import type { JsonObject, Principal } from '@patchbay/kernel';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import {
  CONNECTION_SCHEMA,
  ConnectionBody,
  ConnectionPatchBody,
  ConnectionQueryDto,
  showConnection,
  TEST_REPORT_SCHEMA,
} from './connection.dto.js';

const tag = 'Connections';

@Controller(api('connections'))
export class ConnectionsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly tester: ConnectionTester,
    private readonly removal: ConnectionRemoval,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'List the workspace’s connections',
    description: 'Oldest first. Secrets never come back.',
    answer: pageOf(CONNECTION_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: ConnectionQueryDto): Promise<ListAnswer<object>> {
    const request = pageRequest(query);
    return listAnswer(await this.connections.list(caller.workspaceId, { ...request, connector: query.connector }), request, showConnection);
  }

  @Post()
  @Access({ role: 'admin', scope: 'write' })
  @Operation({
    tag,
    summary: 'Connect an account with a key, token, password or connection string',
    status: 201,
    answer: CONNECTION_SCHEMA,
    description:
      'Tested with one cheap call before it is saved, unless `test` is false. Accounts that sign in with OAuth: POST /oauth/sessions.',
    problems: [
      'conflict',
      'provider_rejected',
      'illegal_state',
      'account_reauth',
      'config_invalid',
      'provider_unavailable',
      'provider_timeout',
      'provider_drift',
    ],
  })
  async create(@Caller() caller: Principal, @Body() body: ConnectionBody): Promise<object> {
    return showConnection(
      await this.connections.create({ ...actorOf(caller), ...body, auth: body.auth as JsonObject, platformAdmin: caller.platformAdmin }),
    );
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a connection and its health', answer: CONNECTION_SCHEMA })
  async read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<object> {
    const { workspaceId, actor } = actorOf(caller);
    return showConnection(await this.connections.read({ workspaceId, id }, actor));
  }

  @Patch(':id')
  @Access({ role: 'admin', scope: 'write' })
  @Operation({
    tag,
    summary: 'Rename, switch, make default, or give a new credential',
    answer: CONNECTION_SCHEMA,
    problems: [
      'conflict',
      'provider_rejected',
      'illegal_state',
      'account_reauth',
      'config_invalid',
      'provider_unavailable',
      'provider_timeout',
      'provider_drift',
    ],
  })
  async change(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: ConnectionPatchBody): Promise<object> {
    const { workspaceId, actor } = actorOf(caller);
    return showConnection(await this.connections.patch({ workspaceId, id }, { ...body, auth: body.auth as JsonObject | undefined }, actor));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'admin', scope: 'write' })
  @Operation({
    tag,
    summary: 'Delete a connection',
    description: 'Revoked at the provider where that can be done; what became of it is in the event.',
    status: 204,
  })
  async remove(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    const { workspaceId, actor } = actorOf(caller);
    await this.removal.remove(await this.connections.get({ workspaceId, id }), actor);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Test a connection',
    description:
      'One cheap call at the provider, within its limits. For a custom connector it is the request of its `config.probe`; without one it answers `untested`, and the next run that works proves the connection (`health.lastProvenAt`).',
    answer: TEST_REPORT_SCHEMA,
  })
  async test(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<object> {
    const { workspaceId, actor } = actorOf(caller);
    const { status, message, testedAt } = await this.tester.test(await this.connections.get({ workspaceId, id }), actor);
    return { status, message, testedAt };
  }
}
