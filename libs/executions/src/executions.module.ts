import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@patchbay/platform';
import { IdempotencyService } from './idempotency/idempotency.service.js';
import { ExecutionRecorder } from './recorder/execution-recorder.js';
import { ExecutionsService } from './store/executions.service.js';
import { ExecutionStore } from './store/execution.store.js';

/** The recorder, the executions' reading side and idempotency. Needs the global `Database`. */
@Module({
  providers: [
    ExecutionStore,
    ExecutionsService,
    { provide: ExecutionRecorder, inject: [Database], useFactory: (db: Database) => new ExecutionRecorder(db) },
    { provide: IdempotencyService, inject: [Database], useFactory: (db: Database) => new IdempotencyService(db) },
  ],
  exports: [ExecutionStore, ExecutionsService, ExecutionRecorder, IdempotencyService],
})
export class ExecutionsModule implements OnApplicationShutdown {
  constructor(
    private readonly recorder: ExecutionRecorder,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** After the edge has answered its last call and before the database closes. */
  async onApplicationShutdown(): Promise<void> {
    await this.recorder.drain({ close: true });
    await this.idempotency.stop();
  }
}
