import type { FactoryProvider } from '@nestjs/common';
import {
  ExecutionDispatcher,
  ExecutionStore,
  IdempotencyService,
  ProcessRegistry,
  RetryStore,
  RunPayloads,
  RunStore,
} from '@patchbay/executions';
import { Database } from '@patchbay/platform';
import { AbandonedKeys } from './async/abandoned-keys.js';
import { RetryService } from './retry/retry.service.js';
import { ParkedRuns } from './async/parked-runs.js';
import { Router } from './router.js';

/** What brings calls back: keys of dead holders, runs that failed, runs that wait for an account. */
export const recoveryProviders: FactoryProvider[] = [
  {
    provide: ParkedRuns,
    inject: [Database, RunStore, ExecutionDispatcher],
    useFactory: (db: Database, store: RunStore, dispatcher: ExecutionDispatcher) => new ParkedRuns({ db, store, dispatcher }),
  },
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
