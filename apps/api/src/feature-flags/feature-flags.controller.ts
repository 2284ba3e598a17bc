import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { pageOfAll, type Principal } from '@patchbay/kernel';
import { FeatureFlags, FeatureFlagsAdminService, type FeatureFlag } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { FEATURE_FLAG_SCHEMA, FeatureFlagBody, OWN_FLAG_SCHEMA } from './feature-flag.dto.js';

const tag = 'Feature flags';

@Controller()
export class FeatureFlagsController {
  constructor(
    private readonly flags: FeatureFlags,
    private readonly admin: FeatureFlagsAdminService,
  ) {}

  @Get(api('feature-flags'))
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Which features the workspace has', answer: pageOf(OWN_FLAG_SCHEMA) })
  list(@Caller() caller: Principal, @Query() query: PageQuery): ListAnswer<object> {
    const request = pageRequest(query);
    return listAnswer(
      pageOfAll(this.flags.forWorkspace(caller.workspaceId), request, ({ key }) => key),
      request,
      (flag) => flag,
    );
  }

  @Get(api('admin/feature-flags'))
  @Access({ role: 'viewer', scope: 'admin', platformAdmin: true })
  @Operation({ tag, summary: 'Every flag with its roll-out', answer: pageOf(FEATURE_FLAG_SCHEMA) })
  async all(@Query() query: PageQuery): Promise<ListAnswer<FeatureFlag>> {
    const request = pageRequest(query);
    return listAnswer(
      pageOfAll(await this.admin.list(), request, ({ key }) => key),
      request,
      (flag) => flag,
    );
  }

  @Put(api('admin/feature-flags/:key'))
  @Access({ role: 'viewer', scope: 'admin', platformAdmin: true })
  @Operation({ tag, summary: 'Create or change a flag', description: 'Only the members sent.', answer: FEATURE_FLAG_SCHEMA })
  put(@Param('key', StorablePipe) key: string, @Body() body: FeatureFlagBody): Promise<FeatureFlag> {
    return this.admin.put(key, { ...body });
  }
}
