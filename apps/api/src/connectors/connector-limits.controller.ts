import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { CatalogueService, Registry } from '@patchbay/registry';
import { HostCircuitBreaker, SharedRateLimiter, type CircuitView, type LimitState } from '@patchbay/router';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { LIMITS_SCHEMA, LimitsQueryDto } from './connector-limits.dto.js';

interface LimitsAnswer {
  readonly limits: readonly LimitState[];
  readonly circuits: readonly CircuitView[];
}

@Controller(api('connectors/:key/limits'))
export class ConnectorLimitsController {
  constructor(
    private readonly registry: Registry,
    private readonly catalogue: CatalogueService,
    private readonly limiter: SharedRateLimiter,
    private readonly breaker: HostCircuitBreaker,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag: 'Connectors',
    summary: 'What is left of the limits, and which providers are down',
    description: 'Limits are those of all replicas; circuits are as the answering process sees them.',
    answer: LIMITS_SCHEMA,
  })
  async read(
    @Caller() { workspaceId }: Principal,
    @Param('key', StorablePipe) key: string,
    @Query() query: LimitsQueryDto,
  ): Promise<LimitsAnswer> {
    const entry = await this.catalogue.get(workspaceId, key);
    const action = query.action ?? (entry.source === 'builtin' ? entry.actions[0]?.key : undefined);
    const runnable = await this.registry.resolve({ workspaceId, key, ...(action === undefined ? {} : { action }) });
    return {
      limits: await this.limiter.states({ workspaceId, runnable, connectionId: query.connectionId }),
      circuits: this.breaker.views(workspaceId).filter((view) => view.connector === runnable.connectorKey),
    };
  }
}
