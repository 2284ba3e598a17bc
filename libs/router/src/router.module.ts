import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { WorkspaceSecrets } from '@patchbay/connections';
import { ContactsService } from '@patchbay/contacts';
import { ExecutionRecorder, ExecutionsModule, IdempotencyService } from '@patchbay/executions';
import type { OutboundHttp } from '@patchbay/kernel';
import { FeatureFlags } from '@patchbay/observability';
import { OUTBOUND_HTTP } from '@patchbay/platform';
import { Registry } from '@patchbay/registry';
import { queueIntakeProvider } from './async/queue-intake.provider.js';
import { AsyncIntake, NoAsyncIntake } from './ports/async-intake.js';
import { CircuitBreaker, NoCircuitBreaker } from './ports/circuit-breaker.js';
import { systemClock } from './ports/clock.js';
import { CredentialSource, NoCredentials } from './ports/credential-source.js';
import { NoRateLimits, RateLimiter } from './ports/rate-limiter.js';
import type { RouterPorts } from './ports/router-ports.js';
import { Router } from './router.js';

const ROUTER_PORTS = Symbol('RouterPorts');

/** The router. `imports` bring Registry, WorkspaceSecrets, ContactsService and FeatureFlags, and the adapters that are there. */
@Module({})
export class RouterModule {
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
        OUTBOUND_HTTP,
        ...[CredentialSource, RateLimiter, CircuitBreaker, AsyncIntake].map((token) => ({ token, optional: true })),
      ],
      useFactory: (
        registry: Registry,
        flags: FeatureFlags,
        secrets: WorkspaceSecrets,
        contacts: ContactsService,
        recorder: ExecutionRecorder,
        idempotency: IdempotencyService,
        http: OutboundHttp,
        credentials?: CredentialSource,
        limiter?: RateLimiter,
        breaker?: CircuitBreaker,
        intake?: AsyncIntake,
      ): RouterPorts => ({
        registry,
        flags,
        secrets,
        contacts,
        recorder,
        idempotency,
        http,
        credentials: credentials ?? new NoCredentials(),
        limiter: limiter ?? new NoRateLimits(),
        breaker: breaker ?? new NoCircuitBreaker(),
        intake: intake ?? new NoAsyncIntake(),
        clock: systemClock,
        random: Math.random,
      }),
    };
    return {
      module: RouterModule,
      imports: [...imports, ExecutionsModule],
      providers: [queueIntakeProvider, ports, { provide: Router, inject: [ROUTER_PORTS], useFactory: (routerPorts: RouterPorts) => new Router(routerPorts) }],
      exports: [Router, ExecutionsModule],
    };
  }
}
