import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, LOGGER, PLATFORM_CONFIG, Sealer, WorkQueues, type Logger, type PlatformConfig } from '@patchbay/platform';
import { ExecutionDispatcher } from './async/execution-dispatcher.js';
import { ProcessRegistry } from './async/process-registry.js';
import { Reconciler } from './async/reconciler.js';
import { RUN_QUEUE, type RunBatch } from './async/run-batch.js';
import { RunPayloads } from './async/run-payload.js';
import { RunStore } from './async/run.store.js';
import { WorkspaceBacklog } from './async/workspace-backlog.js';
import { IdempotencyService } from './idempotency/idempotency.service.js';
import { ExecutionRecorder } from './recorder/execution-recorder.js';
import { ExecutionsService } from './store/executions.service.js';
import { ExecutionStore } from './store/execution.store.js';

const RECORDING = [
  ExecutionStore,
  ExecutionsService,
  {
    provide: ProcessRegistry,
    inject: [Database, LOGGER, PLATFORM_CONFIG],
    useFactory: (db: Database, logger: Logger, config: PlatformConfig) => new ProcessRegistry(db, logger, config.role),
  },
  {
    provide: ExecutionRecorder,
    inject: [Database, ProcessRegistry],
    useFactory: (db: Database, process: ProcessRegistry) => new ExecutionRecorder(db, {}, process.id),
  },
  { provide: IdempotencyService, inject: [Database], useFactory: (db: Database) => new IdempotencyService(db) },
];

const QUEUEING = [
  RunStore,
  { provide: RunPayloads, inject: [Sealer], useFactory: (sealer: Sealer) => new RunPayloads(sealer) },
  { provide: WorkspaceBacklog, inject: [Database, RunStore], useFactory: (db: Database, store: RunStore) => new WorkspaceBacklog(db, store) },
  {
    provide: ExecutionDispatcher,
    inject: [WorkQueues, LOGGER],
    useFactory: (queues: WorkQueues, logger: Logger) => new ExecutionDispatcher(queues.open<RunBatch>(RUN_QUEUE), logger),
  },
  {
    provide: Reconciler,
    inject: [Database, RunStore, WorkQueues, ExecutionDispatcher, WorkspaceBacklog, LOGGER, ExecutionRecorder],
    useFactory: (
      db: Database,
      store: RunStore,
      queues: WorkQueues,
      dispatcher: ExecutionDispatcher,
      backlog: WorkspaceBacklog,
      logger: Logger,
      recorder: ExecutionRecorder,
    ) => new Reconciler({ db, store, queue: queues.open<RunBatch>(RUN_QUEUE), dispatcher, backlog, logger, onMoves: (moves) => recorder.tell(moves) }),
  },
];

const PROVIDERS = [...RECORDING, ...QUEUEING];

/** The recorder, the executions' reading side, idempotency, and what keeps accepted runs true. Needs the global platform module. */
@Module({ providers: PROVIDERS, exports: PROVIDERS.map((provider) => (typeof provider === 'function' ? provider : provider.provide)) })
export class ExecutionsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly recorder: ExecutionRecorder,
    private readonly idempotency: IdempotencyService,
    private readonly process: ProcessRegistry,
    private readonly reconciler: Reconciler,
    private readonly dispatcher: ExecutionDispatcher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.process.start();
    this.reconciler.start();
  }

  /** After the edge has answered its last call and the worker has drained, before the database closes. */
  async onApplicationShutdown(): Promise<void> {
    await this.reconciler.stop();
    await this.recorder.drain({ close: true });
    await this.dispatcher.drain();
    await this.idempotency.stop();
    await this.process.stop();
    this.logger.debug('executions are drained');
  }
}
