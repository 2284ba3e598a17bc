import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { WorkspacesModule } from '@patchbay/workspaces';
import { AccessGuard } from './access/access.guard.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { DtoPipe } from './dto/dto.pipe.js';
import { HEALTH_CHECKS, type HealthCheck } from './health/health-check.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { MembersController } from './workspaces/members.controller.js';
import { WorkspacesController } from './workspaces/workspaces.controller.js';

/** Everything the API process is made of; `platform` brings configuration, database, sealing, outbound HTTP and the logger. */
@Module({})
export class AppModule {
  static from(parts: { platform: DynamicModule; healthChecks: readonly HealthCheck[] }): DynamicModule {
    return {
      module: AppModule,
      imports: [parts.platform, WorkspacesModule],
      controllers: [HealthController, WorkspacesController, MembersController, ApiKeysController],
      providers: [
        HealthService,
        { provide: HEALTH_CHECKS, useValue: parts.healthChecks },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: DtoPipe },
      ],
    };
  }
}
