import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import {
  TemplateInstallService,
  TemplatePublishService,
  TemplatesService,
  type Installation,
  type Template,
  type TemplateDetail,
  type TemplateForCaller,
} from '@patchbay/marketplace';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import {
  INSTALLATION_SCHEMA,
  InstallBody,
  PUBLICATION_BODY,
  PUBLICATION_EXAMPLE,
  RateBody,
  TEMPLATE_DETAIL_SCHEMA,
  TEMPLATE_SCHEMA,
  TemplateQueryDto,
} from './template.dto.js';
import { templateQuery } from './template-query.js';

const tag = 'Connector templates';

@Controller(api('connector-templates'))
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly installs: TemplateInstallService,
    private readonly publications: TemplatePublishService,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Search the marketplace', answer: pageOf(TEMPLATE_SCHEMA) })
  async list(@Caller() caller: Principal, @Query() query: TemplateQueryDto): Promise<ListAnswer<Template>> {
    const request = templateQuery(query);
    return listAnswer(await this.templates.list(caller.workspaceId, request), request, (template) => template);
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a template', answer: TEMPLATE_DETAIL_SCHEMA })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<TemplateForCaller> {
    return this.templates.get(actorOf(caller), id);
  }

  @Post(':id/install')
  @Access({ role: 'admin', scope: 'write' })
  @Operation({
    tag,
    summary: 'Make a connector of a template',
    description: 'Connector and credentials are stored together or not at all.',
    status: 201,
    answer: INSTALLATION_SCHEMA,
  })
  install(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: InstallBody): Promise<Installation> {
    const { credentials, name, baseUrls } = body;
    return this.installs.install(actorOf(caller), id, { credentials, baseUrls, ...(name === undefined ? {} : { name }) });
  }

  @Post(':id/rate')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Rate a template; once per person, the last word counts', answer: TEMPLATE_DETAIL_SCHEMA })
  rate(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: RateBody): Promise<TemplateForCaller> {
    return this.templates.rate(actorOf(caller), id, body.rating);
  }

  @Post()
  @Access({ role: 'admin', scope: 'write' })
  @Operation({
    tag,
    summary: 'Publish one’s own connector as a community template',
    description: 'Credentials are taken out; a template in which one remains is refused.',
    status: 201,
    answer: TEMPLATE_DETAIL_SCHEMA,
    body: { schema: PUBLICATION_BODY, examples: { connector: PUBLICATION_EXAMPLE } },
  })
  publish(@Caller() caller: Principal, @Body() body: unknown): Promise<TemplateDetail> {
    return this.publications.publish(actorOf(caller), body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'admin', scope: 'write' })
  @Operation({ tag, summary: 'Withdraw one’s own template', status: 204 })
  withdraw(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.publications.withdraw(actorOf(caller), id);
  }
}
