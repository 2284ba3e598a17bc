import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { WorkspaceSecrets } from '@patchbay/connections';
import { invalidInput, type Principal } from '@patchbay/kernel';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { CREDENTIAL_SCHEMA, CredentialBody, showCredential } from './credential.dto.js';

const tag = 'Credentials';

@Controller(api('credentials'))
export class CredentialsController {
  constructor(private readonly secrets: WorkspaceSecrets) {}

  @Get()
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'List the workspace’s secrets by name',
    description: 'Values never come back.',
    answer: pageOf(CREDENTIAL_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: PageQuery): Promise<ListAnswer<object>> {
    const request = pageRequest(query);
    return listAnswer(await this.secrets.list(caller.workspaceId, request), request, showCredential);
  }

  @Put(':name')
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'Store or replace a secret',
    description: 'Used in connectors as `{{workspace.name}}`.',
    answer: CREDENTIAL_SCHEMA,
  })
  async put(@Caller() caller: Principal, @Param('name', StorablePipe) name: string, @Body() body: CredentialBody): Promise<object> {
    const { value, vaultPath } = body;
    const target = { workspaceId: caller.workspaceId, name };
    if (value !== undefined && vaultPath === undefined) return showCredential(await this.secrets.put({ ...target, value }));
    if (value === undefined && vaultPath !== undefined) return showCredential(await this.secrets.put({ ...target, vaultPath }));
    throw invalidInput([{ path: 'value', message: 'send either value or vaultPath' }]);
  }

  @Delete(':name')
  @HttpCode(204)
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({ tag, summary: 'Delete a secret', status: 204 })
  remove(@Caller() caller: Principal, @Param('name', StorablePipe) name: string): Promise<void> {
    return this.secrets.delete({ workspaceId: caller.workspaceId, name });
  }
}
