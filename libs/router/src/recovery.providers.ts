import type { FactoryProvider } from '@nestjs/common';
import { ExecutionStore, IdempotencyService, ProcessRegistry, RetryStore, RunPayloads } from '@patchbay/executions';
import { Database } from '@patchbay/platform';
import { AbandonedKeys } from './async/abandoned-keys.js';
import { RetryService } from './retry/retry.service.js';
import { Router } from './router.js';

/** What brings calls back: keys of dead holders, runs that failed. */
export const recoveryProviders: FactoryProvider[] = [
  {
    provide: AbandonedKeys,
    inject: [Database, ExecutionStore, IdempotencyService, ProcessRegistry],
    useFactory: (db: Database, executions: ExecutionStore, idempotency: IdempotencyService, processes: ProcessRegistry) =>
      new AbandonedKeys({ db, executions, idempotency, processes }),
  },
  {
    provide: RetryService,
    inject: [Database, RetryStore, RunPayloads, Router],
    useFactory: (db: Database, store: RetryStore, payloads: RunPayloads, router: Router) =>
      new RetryService({ db, store, payloads, router }),
  },
];
