import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { WorkspaceSecretsModule } from '@patchbay/connections';
import { ContactsModule } from '@patchbay/contacts';
import { ExecutionsModule, ProcessRegistry } from '@patchbay/executions';
import { MarketplaceModule } from '@patchbay/marketplace';
import {
  AgentTracesModule,
  AuditModule,
  CostsModule,
  EventsModule,
  FeatureFlagsModule,
  LEADS,
  MetricsModule,
  ProductEventsModule,
  UsageModule,
} from '@patchbay/observability';
import { Database, WorkQueues } from '@patchbay/platform';
import { RegistryModule, type BuiltinConnector } from '@patchbay/registry';
import { RouterModule } from '@patchbay/router';
import { BulkRunsModule, WebhookInboxModule, WorkflowsModule } from '@patchbay/workflows';
import { WorkspacesModule } from '@patchbay/workspaces';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { AccessGuard } from './access/access.guard.js';
import { AgentTracesController } from './agent-traces/agent-traces.controller.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { composeAlerts } from './alerts/alerts.composition.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditInterceptor } from './audit/audit.interceptor.js';
import { BulkRunsController } from './bulk-runs/bulk-runs.controller.js';
import { ConnectorImportController } from './connectors/connector-import.controller.js';
import { ConnectorLimitsController } from './connectors/connector-limits.controller.js';
import { ConnectionCallsController } from './connections/connection-calls.controller.js';
import { BuiltinRuntimeModule } from './connections/builtin-runtime.module.js';
import { composeConnections, connectionStatuses } from './connections/connections.composition.js';
import { ParkedRunsWaker } from './connections/parked-runs.waker.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ConnectorTestController } from './connectors/connector-test.controller.js';
import { ConnectorVersionsController } from './connectors/connector-versions.controller.js';
import { ConnectorsController } from './connectors/connectors.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { CostsController } from './costs/costs.controller.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { DtoPipe } from './dto/dto.pipe.js';
import { StopGate } from './edge/stop-gate.js';
import { EventsController } from './events/events.controller.js';
import { ExecutionControlController } from './executions/execution-control.controller.js';
import { ExecutionStreamController } from './executions/execution-stream.controller.js';
import { ExecutionsController } from './executions/executions.controller.js';
import { FeatureFlagsController } from './feature-flags/feature-flags.controller.js';
import { MeController } from './me/me.controller.js';
import { TemplatesAdminController } from './templates/templates-admin.controller.js';
import { TemplatesController } from './templates/templates.controller.js';
import { HEALTH_CHECKS, healthChecks } from './health/health-check.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { AdminMetricsController } from './metrics/admin-metrics.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { PromptSimilarityController } from './prompt-similarity/prompt-similarity.controller.js';
import { NangoWebhookController } from './webhooks/nango-webhook.controller.js';
import { OauthController } from './oauth/oauth.controller.js';
import { SignInController } from './oauth/sign-in.controller.js';
import { RunWorkflowController } from './workflows/run-workflow.controller.js';
import { WebhookEndpointsController } from './webhook-inbox/webhook-endpoints.controller.js';
import { WebhookEventsController } from './webhook-inbox/webhook-events.controller.js';
import { WorkflowExchangeController } from './workflows/workflow-exchange.controller.js';
import { WorkflowRunsController } from './workflows/workflow-runs.controller.js';
import { WorkflowsController } from './workflows/workflows.controller.js';
import { UsageController } from './usage/usage.controller.js';
import { MembersController } from './workspaces/members.controller.js';
import { WorkspacesController } from './workspaces/workspaces.controller.js';

const CONTROLLERS: readonly Type[] = [
  WorkspacesController,
  MembersController,
  ApiKeysController,
  ConnectorsController,
  ConnectorVersionsController,
  ConnectorTestController,
  ConnectorImportController,
  ConnectorLimitsController,
  EventsController,
  CostsController,
  MetricsController,
  AdminMetricsController,
  UsageController,
  AuditController,
  AgentTracesController,
  AlertsController,
  PromptSimilarityController,
  ExecutionStreamController,
  ExecutionControlController,
  ExecutionsController,
  ContactsController,
  CredentialsController,
  FeatureFlagsController,
  MeController,
  ConnectionsController,
  ConnectionCallsController,
  OauthController,
  SignInController,
  NangoWebhookController,
  TemplatesController,
  TemplatesAdminController,
  WorkflowExchangeController,
  WorkflowsController,
  RunWorkflowController,
  WorkflowRunsController,
  WebhookEndpointsController,
  WebhookEventsController,
  BulkRunsController,
];

/** What one process of all has to do falls to the longest living one. */
const leads = { provide: LEADS, inject: [ProcessRegistry], useFactory: (process: ProcessRegistry) => () => process.leads() };

export interface AppModuleParts {
  /** Brings configuration, database, sealing, outbound HTTP, queues and the logger to every module. */
  readonly platform: DynamicModule;
  readonly role: 'all' | 'api' | 'worker';
  readonly builtins: readonly BuiltinConnector[];
  readonly gate: StopGate;
}

/** Everything a process of one role is made of. */
@Module({})
export class AppModule {
  static from(parts: AppModuleParts): DynamicModule {
    const { platform, role, builtins, gate } = parts;
    const { connections, ports, credentials } = composeConnections();
    const registry = RegistryModule.forRoot({ builtins, providers: [connectionStatuses] });
    const features = [FeatureFlagsModule, UsageModule, registry, WorkspaceSecretsModule, ContactsModule];
    const router = RouterModule.with({ imports: [...features, credentials] });
    return {
      module: AppModule,
      imports: [
        platform,
        WorkspacesModule,
        BuiltinRuntimeModule,
        ...features,
        ports,
        connections,
        EventsModule,
        AuditModule,
        AgentTracesModule,
        CostsModule,
        MetricsModule,
        ProductEventsModule.with({ imports: [ExecutionsModule], leads }),
        ExecutionsModule,
        MarketplaceModule,
        WorkflowsModule,
        WebhookInboxModule,
        BulkRunsModule,
        router,
        composeAlerts(router),
        ...(role === 'api' ? [] : [WorkerModule.with({ router })]),
      ],
      controllers: [HealthController, ...(role === 'worker' ? [] : CONTROLLERS)],
      providers: [
        HealthService,
        ParkedRunsWaker,
        { provide: StopGate, useValue: gate },
        { provide: HEALTH_CHECKS, inject: [Database, WorkQueues], useFactory: healthChecks },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: DtoPipe },
        { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
      ],
    };
  }
}
