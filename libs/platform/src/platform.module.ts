import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { OutboundHttp } from '@patchbay/kernel';
import { Analytics, NoAnalytics } from './analytics/analytics.js';
import type { PlatformConfig } from './config/platform-config.js';
import { Database } from './database/database.js';
import { OUTBOUND_HTTP } from './http/outbound-token.js';
import { WorkQueues } from './queue/work-queue.js';
import { Sealer } from './sealing/sealer.js';
import { LOGGER, type Logger } from './telemetry/logger.js';

/** Injection token of the parsed configuration. */
export const PLATFORM_CONFIG = Symbol('PlatformConfig');

export interface PlatformParts {
  readonly config: PlatformConfig;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly outboundHttp: OutboundHttp;
  readonly queues: WorkQueues;
  readonly logger: Logger;
  /** Absent: nobody listens. */
  readonly analytics?: Analytics | undefined;
}

/** Brings what every feature stands on to every module. The parts are opened, and closed, by who starts the process. */
@Global()
@Module({})
export class PlatformModule {
  static of(parts: PlatformParts): DynamicModule {
    const providers = [
      { provide: PLATFORM_CONFIG, useValue: parts.config },
      { provide: Database, useValue: parts.database },
      { provide: Sealer, useValue: parts.sealer },
      { provide: OUTBOUND_HTTP, useValue: parts.outboundHttp },
      { provide: WorkQueues, useValue: parts.queues },
      { provide: LOGGER, useValue: parts.logger },
      { provide: Analytics, useValue: parts.analytics ?? new NoAnalytics() },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
