import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { TemplatesAdminService, type ModeratedTemplate, type TemplateDetail } from '@patchbay/marketplace';
import { Access } from '../access/access.decorator.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import {
  FeatureBody,
  HiddenTemplateQueryDto,
  MODERATED_TEMPLATE_SCHEMA,
  ModerateBody,
  PUBLICATION_BODY,
  TEMPLATE_DETAIL_SCHEMA,
} from './template.dto.js';
import { templateQuery } from './template-query.js';

const tag = 'Administration of templates';
const example = { name: 'Phone lookup', definition: { type: 'single-step', config: { method: 'GET', url: 'https://api.example.com/' } } };
const body = { schema: PUBLICATION_BODY, examples: { template: example } };
const platformAdmin = { role: 'viewer', scope: 'admin', platformAdmin: true } as const;

@Controller(api('admin/connector-templates'))
export class TemplatesAdminController {
  constructor(private readonly admin: TemplatesAdminService) {}

  @Get()
  @Access(platformAdmin)
  @Operation({ tag, summary: 'Templates, hidden ones too', answer: pageOf(MODERATED_TEMPLATE_SCHEMA) })
  async list(@Query() query: HiddenTemplateQueryDto): Promise<ListAnswer<ModeratedTemplate>> {
    const request = templateQuery(query);
    return listAnswer(await this.admin.list(request, query.status ?? 'published'), request, (template) => template);
  }

  @Post()
  @Access(platformAdmin)
  @Operation({ tag, summary: 'Create an official template', status: 201, answer: TEMPLATE_DETAIL_SCHEMA, body })
  create(@Body() template: unknown): Promise<TemplateDetail> {
    return this.admin.create(template);
  }

  @Put(':id')
  @Access(platformAdmin)
  @Operation({ tag, summary: 'Replace an official template', answer: TEMPLATE_DETAIL_SCHEMA, body })
  update(@Param('id', IdPipe) id: string, @Body() template: unknown): Promise<TemplateDetail> {
    return this.admin.update(id, template);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(platformAdmin)
  @Operation({ tag, summary: 'Remove a template from the marketplace', status: 204 })
  remove(@Param('id', IdPipe) id: string): Promise<void> {
    return this.admin.delete(id);
  }

  @Patch(':id/feature')
  @Access(platformAdmin)
  @Operation({ tag, summary: 'Put a template in front, or back', answer: TEMPLATE_DETAIL_SCHEMA })
  feature(@Param('id', IdPipe) id: string, @Body() choice: FeatureBody): Promise<TemplateDetail> {
    return this.admin.feature(id, choice.featured);
  }

  @Patch(':id/moderate')
  @Access(platformAdmin)
  @Operation({ tag, summary: 'Hide a template, or show it again', answer: TEMPLATE_DETAIL_SCHEMA })
  moderate(@Param('id', IdPipe) id: string, @Body() { status, note }: ModerateBody): Promise<TemplateDetail> {
    return this.admin.moderate(id, { status, ...(note === undefined ? {} : { note }) });
  }
}
