import { Module, type DynamicModule, type ModuleMetadata, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ExecutionsModule } from '@patchbay/executions';
import { AbandonedKeys } from './async/abandoned-keys.js';
import { ParkedRuns } from './async/parked-runs.js';
import { queueIntakeProvider } from './async/queue-intake.provider.js';
import { circuitBreakerProvider, circuitMessengerProvider, hostCircuitBreakerProvider } from './breaker/breaker.provider.js';
import { CircuitMessenger } from './breaker/circuit-messenger.js';
import { HostCircuitBreaker } from './breaker/host-circuit-breaker.js';
import { rateLimiterProvider, sharedRateLimiterProvider } from './limits/limits.provider.js';
import { SharedRateLimiter } from './limits/shared-rate-limiter.js';
import type { RouterPorts } from './ports/router-ports.js';
import { ROUTER_PORTS, routerPortsProvider } from './router-ports.provider.js';
import { recoveryProviders } from './recovery.providers.js';
import { RetryService } from './retry/retry.service.js';
import { Router } from './router.js';
import { observeCircuits } from './tracing/circuit-gauge.js';

const PROTECTION = [
  sharedRateLimiterProvider,
  rateLimiterProvider,
  hostCircuitBreakerProvider,
  circuitBreakerProvider,
  circuitMessengerProvider,
];

/** The router. `imports` bring Registry, WorkspaceSecrets, ContactsService and FeatureFlags, and the adapters that are there. */
@Module({})
export class RouterModule implements OnModuleInit, OnModuleDestroy {
  private stopObserving: () => void = () => undefined;

  constructor(
    private readonly keys: AbandonedKeys,
    private readonly circuits: CircuitMessenger,
    private readonly breaker: HostCircuitBreaker,
  ) {}

  async onModuleInit(): Promise<void> {
    this.keys.start();
    await this.circuits.start();
    this.stopObserving = observeCircuits(this.breaker);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopObserving();
    await this.circuits.stop();
  }

  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return {
      module: RouterModule,
      imports: [...imports, ExecutionsModule],
      providers: [
        ...PROTECTION,
        queueIntakeProvider,
        ...recoveryProviders,
        routerPortsProvider,
        { provide: Router, inject: [ROUTER_PORTS], useFactory: (routerPorts: RouterPorts) => new Router(routerPorts) },
      ],
      exports: [Router, SharedRateLimiter, HostCircuitBreaker, RetryService, ParkedRuns, ExecutionsModule],
    };
  }
}
