import type { FactoryProvider } from '@nestjs/common';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { CircuitBreaker } from '../ports/circuit-breaker.js';
import { systemClock } from '../ports/clock.js';
import { CircuitMessenger } from './circuit-messenger.js';
import { HostCircuitBreaker } from './host-circuit-breaker.js';

export const hostCircuitBreakerProvider: FactoryProvider<HostCircuitBreaker> = {
  provide: HostCircuitBreaker,
  useFactory: () => new HostCircuitBreaker(systemClock),
};

export const circuitBreakerProvider = { provide: CircuitBreaker, useExisting: HostCircuitBreaker };

export const circuitMessengerProvider: FactoryProvider<CircuitMessenger> = {
  provide: CircuitMessenger,
  inject: [Database, HostCircuitBreaker, LOGGER],
  useFactory: (db: Database, breaker: HostCircuitBreaker, logger: Logger) => new CircuitMessenger(db, breaker, logger),
};
