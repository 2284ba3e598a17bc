import type { FactoryProvider } from '@nestjs/common';
import { WorkspaceSecrets } from '@patchbay/connections';
import { ContactsService } from '@patchbay/contacts';
import { ExecutionRecorder, IdempotencyService, RunningRuns, RunPayloads } from '@patchbay/executions';
import type { OutboundHttp } from '@patchbay/kernel';
import { FeatureFlags, QuotaWatch } from '@patchbay/observability';
import { Analytics, OUTBOUND_HTTP } from '@patchbay/platform';
import { Registry } from '@patchbay/registry';
import { AsyncIntake } from './ports/async-intake.js';
import { CircuitBreaker } from './ports/circuit-breaker.js';
import { systemClock } from './ports/clock.js';
import { CredentialSource, NoCredentials } from './ports/credential-source.js';
import { RateLimiter } from './ports/rate-limiter.js';
import type { RouterPorts } from './ports/router-ports.js';

export const ROUTER_PORTS = Symbol('RouterPorts');

/** Everything the router needs from others, gathered. */
export const routerPortsProvider: FactoryProvider<RouterPorts> = {
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
    { token: Analytics, optional: true },
    { token: CredentialSource, optional: true },
    { token: QuotaWatch, optional: true },
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
    analytics?: Analytics,
    credentials?: CredentialSource,
    quotas?: QuotaWatch,
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
    ...(quotas ? { quotas } : {}),
    limiter,
    breaker,
    intake,
    ...(analytics?.on ? { analytics } : {}),
    clock: systemClock,
    random: Math.random,
  }),
};
