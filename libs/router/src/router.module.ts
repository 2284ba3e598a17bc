import { Module, type DynamicModule, type ModuleMetadata, type OnModuleDestroy, type OnModuleInit, type Provider } from '@nestjs/common';
import { WorkspaceSecrets } from '@patchbay/connections';
import { ContactsService } from '@patchbay/contacts';
import { ExecutionRecorder, ExecutionsModule, IdempotencyService, RunningRuns, RunPayloads } from '@patchbay/executions';
import type { OutboundHttp } from '@patchbay/kernel';
import { FeatureFlags } from '@patchbay/observability';
import { OUTBOUND_HTTP } from '@patchbay/platform';
import { Registry } from '@patchbay/registry';
import { AbandonedKeys } from './async/abandoned-keys.js';
import { queueIntakeProvider } from './async/queue-intake.provider.js';
import { AsyncIntake } from './ports/async-intake.js';
import { circuitBreakerProvider, circuitMessengerProvider, hostCircuitBreakerProvider } from './breaker/breaker.provider.js';
import { CircuitMessenger } from './breaker/circuit-messenger.js';
import { HostCircuitBreaker } from './breaker/host-circuit-breaker.js';
import { rateLimiterProvider, sharedRateLimiterProvider } from './limits/limits.provider.js';
import { SharedRateLimiter } from './limits/shared-rate-limiter.js';
import { CircuitBreaker } from './ports/circuit-breaker.js';
import { systemClock } from './ports/clock.js';
import { CredentialSource, NoCredentials } from './ports/credential-source.js';
import { RateLimiter } from './ports/rate-limiter.js';
import type { RouterPorts } from './ports/router-ports.js';
import { recoveryProviders } from './recovery.providers.js';
import { RetryService } from './retry/retry.service.js';
import { Router } from './router.js';

const ROUTER_PORTS = Symbol('RouterPorts');

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
  constructor(
    private readonly keys: AbandonedKeys,
    private readonly circuits: CircuitMessenger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.keys.start();
    await this.circuits.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.circuits.stop();
  }

  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    const ports: Provider = {
      provide: ROUTER_PORTS,
      inject: [
        Registry,
        FeatureFlags,
        WorkspaceSecrets,
        ContactsService,
        ExecutionRecorder,
        IdempotencyService,
        RunPayloads,
        RunningRuns,
        OUTBOUND_HTTP,
        RateLimiter,
        CircuitBreaker,
        AsyncIntake,
        { token: CredentialSource, optional: true },
      ],
      useFactory: (
        registry: Registry,
        flags: FeatureFlags,
        secrets: WorkspaceSecrets,
        contacts: ContactsService,
        recorder: ExecutionRecorder,
        idempotency: IdempotencyService,
        payloads: RunPayloads,
        running: RunningRuns,
        http: OutboundHttp,
        limiter: RateLimiter,
        breaker: CircuitBreaker,
        intake: AsyncIntake,
        credentials?: CredentialSource,
      ): RouterPorts => ({
        registry,
        flags,
        secrets,
        contacts,
        recorder,
        idempotency,
        payloads,
        running,
        http,
        credentials: credentials ?? new NoCredentials(),
        limiter,
        breaker,
        intake,
        clock: systemClock,
        random: Math.random,
      }),
    };
    return {
      module: RouterModule,
      imports: [...imports, ExecutionsModule],
      providers: [
        ...PROTECTION,
        queueIntakeProvider,
        ...recoveryProviders,
        ports,
        { provide: Router, inject: [ROUTER_PORTS], useFactory: (routerPorts: RouterPorts) => new Router(routerPorts) },
      ],
      exports: [Router, SharedRateLimiter, HostCircuitBreaker, RetryService, ExecutionsModule],
    };
  }
}
