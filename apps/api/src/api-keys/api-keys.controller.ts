import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { ApiKeysService, Authenticator, type Identity } from '@patchbay/workspaces';
import { checkAccess } from '../access/access-check.js';
import { Access, type AccessRule } from '../access/access.decorator.js';
import { Caller, CallerIdentity } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { API_KEY_SCHEMA, CREATED_API_KEY_SCHEMA, NewApiKeyBody, showApiKey } from './api-key.dto.js';

const tag = 'API keys';
const OWN: AccessRule = { role: 'admin', scope: 'admin' };

@Controller(api('api-keys'))
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @Access(OWN)
  @Operation({ tag, summary: 'List the API keys of the workspace', answer: pageOf(API_KEY_SCHEMA), problems: ['forbidden'] })
  async list(@Caller() caller: Principal, @Query() query: PageQuery): Promise<ListAnswer<object>> {
    const request = pageRequest(query);
    return listAnswer(await this.keys.list(caller.workspaceId, request), request, showApiKey);
  }

  @Post()
  @Access({ ...OWN, workspace: 'none' })
  @Operation({
    tag,
    summary: 'Create an API key',
    description: 'The key is in this answer and nowhere else.',
    status: 201,
    answer: CREATED_API_KEY_SCHEMA,
    problems: ['forbidden', 'not_found'],
  })
  async create(
    @CallerIdentity() identity: Identity,
    @Headers('x-workspace-id') header: string | undefined,
    @Body() body: NewApiKeyBody,
  ): Promise<object> {
    const { workspaceId, ...request } = body;
    const caller =
      workspaceId === undefined
        ? await this.authenticator.principalOf(identity, header)
        : await this.authenticator.principalIn(identity, workspaceId);
    checkAccess(caller, OWN);
    const created = await this.keys.create(caller, request);
    return { ...showApiKey(created), key: created.key };
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(OWN)
  @Operation({
    tag,
    summary: 'Revoke an API key',
    description: 'It stops working on every replica within a second.',
    status: 204,
    problems: ['not_found', 'forbidden'],
  })
  async revoke(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.keys.revoke(caller, id);
  }
}
