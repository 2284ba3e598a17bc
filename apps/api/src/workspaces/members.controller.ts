import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { MembersService } from '@patchbay/workspaces';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { MEMBER_SCHEMA, MemberRoleBody, NewMemberBody, showMember } from './workspace.dto.js';

const tag = 'Workspaces';

@Controller(api('workspaces/:id/members'))
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read', workspace: 'path' })
  @Operation({ tag, summary: 'List the members of a workspace', answer: pageOf(MEMBER_SCHEMA), problems: ['not_found'] })
  async list(@Caller() caller: Principal, @Query() query: PageQuery): Promise<ListAnswer<object>> {
    const request = pageRequest(query);
    return listAnswer(await this.members.list(caller.workspaceId, request), request, showMember);
  }

  @Post()
  @Access({ role: 'admin', scope: 'admin', workspace: 'path' })
  @Operation({ tag, summary: 'Add a member', status: 201, answer: MEMBER_SCHEMA, problems: ['not_found', 'forbidden', 'conflict'] })
  async add(@Caller() caller: Principal, @Body() body: NewMemberBody): Promise<object> {
    return showMember(await this.members.add(caller, body));
  }

  @Patch(':subject')
  @Access({ role: 'admin', scope: 'admin', workspace: 'path' })
  @Operation({ tag, summary: 'Change a member’s role', answer: MEMBER_SCHEMA, problems: ['not_found', 'forbidden', 'conflict'] })
  async setRole(
    @Caller() caller: Principal,
    @Param('subject', StorablePipe) subject: string,
    @Body() body: MemberRoleBody,
  ): Promise<object> {
    return showMember(await this.members.setRole(caller, subject, body.role));
  }

  @Delete(':subject')
  @HttpCode(204)
  @Access({ role: 'admin', scope: 'admin', workspace: 'path' })
  @Operation({ tag, summary: 'Remove a member', status: 204, problems: ['not_found', 'forbidden', 'conflict'] })
  async remove(@Caller() caller: Principal, @Param('subject', StorablePipe) subject: string): Promise<void> {
    await this.members.remove(caller, subject);
  }
}
