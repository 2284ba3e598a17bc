import { Module, type OnApplicationBootstrap, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Database, LOGGER, PLATFORM_CONFIG, Sealer, WorkQueues, type Logger, type PlatformConfig } from '@patchbay/platform';
import { CancellationService } from './async/cancellation.service.js';
import { ExecutionDispatcher } from './async/execution-dispatcher.js';
import { OwnRunsCheck } from './async/own-runs-check.js';
import { ProcessRegistry } from './async/process-registry.js';
import { Reconciler, type ReconcilerParts } from './async/reconciler.js';
import { RUN_QUEUE, type RunBatch } from './async/run-batch.js';
import { QueueGauges } from './async/queue-gauges.js';
import { RunPayloads } from './async/run-payload.js';
import { RunningRuns } from './async/running-runs.js';
import { RunStore } from './async/run.store.js';
import { WorkspaceBacklog } from './async/workspace-backlog.js';
import { IdempotencyService } from './idempotency/idempotency.service.js';
import { IdempotencyStore } from './idempotency/idempotency.store.js';
import { BatchMeter } from './recorder/batch-telemetry.js';
import { ExecutionRecorder, type ExecutionMove } from './recorder/execution-recorder.js';
import { Housekeeping } from './retention/housekeeping.js';
import { RetentionStore } from './retention/retention.store.js';
import { ExecutionsService } from './store/executions.service.js';
import { ExecutionStore } from './store/execution.store.js';
import { RetryStore } from './store/retry.store.js';
import { MoveAnnouncer } from './stream/move-announcer.js';
import { MoveFeed } from './stream/move-feed.js';
import { MoveHub } from './stream/move-hub.js';
import { EXECUTION_MOVES } from './stream/move-wire.js';
import { MoveStore } from './stream/move.store.js';

const RECORDING = [
  ExecutionStore,
  RetryStore,
  RetentionStore,
  ExecutionsService,
  RunningRuns,
  {
    provide: ProcessRegistry,
    inject: [Database, LOGGER, PLATFORM_CONFIG],
    useFactory: (db: Database, logger: Logger, config: PlatformConfig) => new ProcessRegistry(db, logger, config.role),
  },
  {
    provide: ExecutionRecorder,
    inject: [Database, ProcessRegistry],
    useFactory: (db: Database, process: ProcessRegistry) => new ExecutionRecorder(db, {}, process.id, new BatchMeter()),
  },
  IdempotencyStore,
  {
    provide: IdempotencyService,
    inject: [Database, IdempotencyStore, ProcessRegistry],
    useFactory: (db: Database, store: IdempotencyStore, process: ProcessRegistry) => new IdempotencyService(db, store, process.id),
  },
];

const WATCHING = [
  MoveStore,
  { provide: MoveHub, inject: [Database], useFactory: (db: Database) => new MoveHub(db, EXECUTION_MOVES) },
  {
    provide: MoveFeed,
    inject: [Database, MoveStore, MoveHub],
    useFactory: (db: Database, store: MoveStore, hub: MoveHub<ExecutionMove>) => new MoveFeed(db, store, hub),
  },
  {
    provide: MoveAnnouncer,
    inject: [Database, ExecutionRecorder, LOGGER],
    useFactory: (db: Database, recorder: ExecutionRecorder, logger: Logger) =>
      new MoveAnnouncer(db, { source: recorder, wire: EXECUTION_MOVES }, logger),
  },
];

type Reconciling = Pick<ReconcilerParts, 'store' | 'dispatcher' | 'backlog' | 'onMoves'>;
const RECONCILING = Symbol('Reconciling');

const QUEUEING = [
  RunStore,
  { provide: RunPayloads, inject: [Sealer], useFactory: (sealer: Sealer) => new RunPayloads(sealer) },
  {
    provide: WorkspaceBacklog,
    inject: [Database, RunStore],
    useFactory: (db: Database, store: RunStore) => new WorkspaceBacklog(db, store),
  },
  {
    provide: ExecutionDispatcher,
    inject: [WorkQueues, LOGGER],
    useFactory: (queues: WorkQueues, logger: Logger) => new ExecutionDispatcher(queues.open<RunBatch>(RUN_QUEUE), logger),
  },
  {
    provide: Housekeeping,
    inject: [Database, IdempotencyStore, RetentionStore, LOGGER],
    useFactory: (db: Database, keys: IdempotencyStore, retention: RetentionStore, logger: Logger) =>
      new Housekeeping(db, keys, retention, logger),
  },
  {
    provide: Reconciler,
    inject: [RECONCILING, Database, WorkQueues, LOGGER, Housekeeping],
    useFactory: (parts: Reconciling, db: Database, queues: WorkQueues, logger: Logger, housekeeping: Housekeeping) =>
      new Reconciler({ ...parts, db, queue: queues.open<RunBatch>(RUN_QUEUE), logger, housekeeping }),
  },
  {
    provide: RECONCILING,
    inject: [RunStore, ExecutionDispatcher, WorkspaceBacklog, ExecutionRecorder],
    useFactory: (
      store: RunStore,
      dispatcher: ExecutionDispatcher,
      backlog: WorkspaceBacklog,
      recorder: ExecutionRecorder,
    ): Reconciling => ({
      store,
      dispatcher,
      backlog,
      onMoves: (moves) => recorder.tell(moves),
    }),
  },
  {
    provide: QueueGauges,
    inject: [Database, RunStore, WorkQueues, ExecutionRecorder],
    useFactory: (db: Database, store: RunStore, queues: WorkQueues, recorder: ExecutionRecorder) =>
      new QueueGauges({ db, store, queue: queues.open(RUN_QUEUE), recorder }),
  },
  {
    provide: OwnRunsCheck,
    inject: [Database, RunStore, RunningRuns, ProcessRegistry, ExecutionRecorder, LOGGER],
    useFactory: (
      db: Database,
      store: RunStore,
      running: RunningRuns,
      process: ProcessRegistry,
      recorder: ExecutionRecorder,
      logger: Logger,
    ) => new OwnRunsCheck({ db, store, running, processId: process.id, logger, onMoves: (moves) => recorder.tell(moves) }),
  },
  {
    provide: CancellationService,
    inject: [Database, RunStore, ExecutionRecorder, RunningRuns, ProcessRegistry],
    useFactory: (db: Database, store: RunStore, recorder: ExecutionRecorder, running: RunningRuns, process: ProcessRegistry) =>
      new CancellationService({ db, store, recorder, running, processId: process.id }),
  },
];

const PROVIDERS = [...RECORDING, ...QUEUEING, ...WATCHING];

/** The recorder, the executions' reading side, idempotency, and what keeps accepted runs true. Needs the global platform module. */
@Module({ providers: PROVIDERS, exports: PROVIDERS.map((provider) => (typeof provider === 'function' ? provider : provider.provide)) })
export class ExecutionsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly modules: ModuleRef) {}

  async onApplicationBootstrap(): Promise<void> {
    this.part(MoveAnnouncer).start();
    await this.part(ProcessRegistry).start();
    await this.part(CancellationService).start();
    this.part(OwnRunsCheck).start();
    this.part(QueueGauges).start();
    this.part(Reconciler).start();
  }

  /** After the edge has answered its last call and the worker has drained, before the database closes. */
  async onApplicationShutdown(): Promise<void> {
    this.part(QueueGauges).stop();
    await Promise.all([this.part(Reconciler).stop(), this.part(OwnRunsCheck).stop()]);
    await this.part(ExecutionRecorder).drain({ close: true });
    await this.part(MoveAnnouncer).stop();
    await this.part(ExecutionDispatcher).drain();
    await Promise.all([this.part(IdempotencyService).stop(), this.part(CancellationService).stop(), this.part(MoveHub).stop()]);
    await this.part(ProcessRegistry).stop();
    this.part<Logger>(LOGGER).debug('executions are drained');
  }

  private part<Part>(token: Type<Part> | symbol): Part {
    return this.modules.get<Part>(token, { strict: false });
  }
}
