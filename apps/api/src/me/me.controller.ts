import { Controller, Get } from '@nestjs/common';
import { ROLES, type Principal } from '@patchbay/kernel';
import { WorkspacesService } from '@patchbay/workspaces';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { choice, flag, shape, text } from '../openapi/schemas.js';
import { showWorkspace, WORKSPACE_SCHEMA } from '../workspaces/workspace.dto.js';

const ME_SCHEMA = shape({
  kind: choice(['api_key', 'user']),
  id: text(),
  role: choice(ROLES),
  platformAdmin: flag(),
  workspace: WORKSPACE_SCHEMA,
});

@Controller(api('me'))
export class MeController {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag: 'Workspaces', summary: 'Who you are here', description: 'Role and workspace of the credential.', answer: ME_SCHEMA })
  async read(@Caller() caller: Principal): Promise<object> {
    const { kind, id, role, platformAdmin } = caller;
    return { kind, id, role, platformAdmin, workspace: showWorkspace(await this.workspaces.read(caller)) };
  }
}
