import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { WorkspaceSecretsModule } from '@patchbay/connections';
import { ContactsModule } from '@patchbay/contacts';
import { ExecutionsModule } from '@patchbay/executions';
import { FeatureFlagsModule } from '@patchbay/observability';
import { RegistryModule } from '@patchbay/registry';
import { WorkspacesModule } from '@patchbay/workspaces';
import { AccessGuard } from './access/access.guard.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ConnectorVersionsController } from './connectors/connector-versions.controller.js';
import { ConnectorsController } from './connectors/connectors.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { DtoPipe } from './dto/dto.pipe.js';
import { ExecutionsController } from './executions/executions.controller.js';
import { FeatureFlagsController } from './feature-flags/feature-flags.controller.js';
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
      imports: [parts.platform, WorkspacesModule, ContactsModule, WorkspaceSecretsModule, FeatureFlagsModule, ExecutionsModule, RegistryModule.forRoot({ builtins: [] })],
      controllers: [
        HealthController, WorkspacesController, MembersController, ApiKeysController, ConnectorsController, ConnectorVersionsController, ExecutionsController,
        ContactsController, CredentialsController, FeatureFlagsController,
      ],
      providers: [
        HealthService,
        { provide: HEALTH_CHECKS, useValue: parts.healthChecks },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: DtoPipe },
      ],
    };
  }
}
