import { Module, type DynamicModule, type ModuleMetadata, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { OutboundHttp } from '@patchbay/kernel';
import { Database, LOGGER, OUTBOUND_HTTP, type Logger } from '@patchbay/platform';
import { AlertDelivery } from './alert-delivery.js';
import { AlertEvaluator } from './alert-evaluator.js';
import { AlertPorts } from './alert-ports.js';
import { AlertRulesService } from './alert-rules.service.js';
import { AlertRulesStore } from './alert-rules.store.js';
import { AlertSignalsStore } from './alert-signals.store.js';
import { AlertsJob } from './alerts.job.js';

/** Rules, what they say, and telling it. `imports` bring AlertPorts. */
@Module({})
export class AlertsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly job: AlertsJob) {}

  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return {
      module: AlertsModule,
      imports,
      providers: [
        AlertRulesStore,
        AlertRulesService,
        {
          provide: AlertsJob,
          inject: [Database, AlertRulesStore, OUTBOUND_HTTP, AlertPorts, LOGGER],
          useFactory: (db: Database, rules: AlertRulesStore, http: OutboundHttp, ports: AlertPorts, logger: Logger) =>
            new AlertsJob(
              new AlertEvaluator({ db, rules, signals: new AlertSignalsStore(), logger }),
              new AlertDelivery({ db, http, ports, logger }),
              logger,
            ),
        },
      ],
      exports: [AlertRulesService],
    };
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.job.stop();
  }
}
