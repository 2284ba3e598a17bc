import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { FeatureFlags, FeatureFlagsAdminService, type FeatureFlag } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { listOf, shape } from '../openapi/schemas.js';
import { FEATURE_FLAG_SCHEMA, FeatureFlagBody, OWN_FLAGS_SCHEMA } from './feature-flag.dto.js';

const tag = 'Feature flags';

@Controller()
export class FeatureFlagsController {
  constructor(
    private readonly flags: FeatureFlags,
    private readonly admin: FeatureFlagsAdminService,
  ) {}

  @Get(api('feature-flags'))
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Which features the workspace has', answer: OWN_FLAGS_SCHEMA })
  list(@Caller() caller: Principal): { data: { key: string; description: string; enabled: boolean }[] } {
    return { data: this.flags.forWorkspace(caller.workspaceId) };
  }

  @Get(api('admin/feature-flags'))
  @Access({ role: 'viewer', scope: 'admin', platformAdmin: true })
  @Operation({ tag, summary: 'Every flag with its roll-out', answer: shape({ data: listOf(FEATURE_FLAG_SCHEMA) }) })
  async all(): Promise<{ data: FeatureFlag[] }> {
    return { data: await this.admin.list() };
  }

  @Put(api('admin/feature-flags/:key'))
  @Access({ role: 'viewer', scope: 'admin', platformAdmin: true })
  @Operation({ tag, summary: 'Create or change a flag', description: 'Only the members sent.', answer: FEATURE_FLAG_SCHEMA })
  put(@Param('key', StorablePipe) key: string, @Body() body: FeatureFlagBody): Promise<FeatureFlag> {
    return this.admin.put(key, { ...body });
  }
}
