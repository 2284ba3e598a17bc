import { Module, type DynamicModule } from '@nestjs/common';
import { WorkspaceSecrets, WorkspaceSecretsModule } from '@patchbay/connections';
import { PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { AlertPorts, AlertsModule, type AlertActionCall } from '@patchbay/observability';
import { newTraceId } from '@patchbay/platform';
import { Router } from '@patchbay/router';

/** Alerts are told through the router like every other call, by the alerts themselves. */
export class RouterAlertPorts extends AlertPorts {
  constructor(
    private readonly router: Pick<Router, 'execute'>,
    private readonly secrets: Pick<WorkspaceSecrets, 'open'>,
  ) {
    super();
  }

  override async run(call: AlertActionCall): Promise<void> {
    const { workspaceId, connector, ...rest } = call;
    const answer = await this.router.execute({
      ...rest,
      principal: { kind: 'system', id: 'alerts', workspaceId, role: 'member', platformAdmin: false },
      connectorKey: connector,
      mode: 'sync',
      trigger: 'alert',
      traceId: newTraceId(),
    });
    if (answer.kind === 'failed') throw answer.error;
    if (answer.kind === 'queued') throw new PlatformError('bug', 'A synchronous call was queued.');
  }

  override secret(workspaceId: WorkspaceId, name: string): Promise<string | undefined> {
    return this.secrets.open({ workspaceId, name });
  }
}

@Module({})
class AlertPortsModule {
  static of(router: DynamicModule): DynamicModule {
    return {
      module: AlertPortsModule,
      imports: [router, WorkspaceSecretsModule],
      providers: [
        {
          provide: AlertPorts,
          inject: [Router, WorkspaceSecrets],
          useFactory: (calls: Router, secrets: WorkspaceSecrets) => new RouterAlertPorts(calls, secrets),
        },
      ],
      exports: [AlertPorts],
    };
  }
}

/** Alerts with what they need of the router and the credentials. */
export function composeAlerts(router: DynamicModule): DynamicModule {
  return AlertsModule.with({ imports: [AlertPortsModule.of(router)] });
}
