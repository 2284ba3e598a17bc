import type { FactoryProvider } from '@nestjs/common';
import { Database, PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { systemClock } from '../ports/clock.js';
import { RateLimiter } from '../ports/rate-limiter.js';
import { PostgresTokenStore } from './postgres-token.store.js';
import { RedisTokenStore } from './redis-token.store.js';
import { SharedRateLimiter } from './shared-rate-limiter.js';

/** Limits live where the queue lives: in Redis when there is one, else in Postgres. */
export const sharedRateLimiterProvider: FactoryProvider<SharedRateLimiter> = {
  provide: SharedRateLimiter,
  inject: [Database, PLATFORM_CONFIG],
  useFactory: (db: Database, config: PlatformConfig) =>
    new SharedRateLimiter(config.redisUrl ? new RedisTokenStore(config.redisUrl) : new PostgresTokenStore(db), systemClock),
};

export const rateLimiterProvider = { provide: RateLimiter, useExisting: SharedRateLimiter };
