import { Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  ExecutionDispatcher,
  ExecutionRecorder,
  ExecutionsModule,
  ProcessRegistry,
  RunningRuns,
  RunPayloads,
  RunStore,
} from '@patchbay/executions';
import { Database, LOGGER, WorkQueues, type Logger } from '@patchbay/platform';
import { Router } from '../router.js';
import { RunWorker, type RunWorkerParts } from './run-worker.js';

/** Runs may end by themselves for this long when the process is told to stop; the contract gives five seconds in all. */
const DRAIN_GRACE_MS = 2_500;

/** What runs accepted calls. `router`: the module that exports the Router. */
@Module({})
export class RunWorkerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly worker: RunWorker) {}

  static with({ router }: { router: DynamicModule }): DynamicModule {
    const worker = {
      provide: RunWorker,
      inject: [
        Database,
        WorkQueues,
        RunStore,
        RunPayloads,
        ExecutionDispatcher,
        ExecutionRecorder,
        ProcessRegistry,
        LOGGER,
        Router,
        RunningRuns,
      ],
      useFactory: (
        db: Database,
        queues: WorkQueues,
        store: RunStore,
        payloads: RunPayloads,
        dispatcher: ExecutionDispatcher,
        recorder: ExecutionRecorder,
        process: ProcessRegistry,
        logger: Logger,
        routing: Router,
        runs: RunningRuns,
      ) => {
        const run: RunWorkerParts['run'] = (request) => routing.process(request);
        return new RunWorker({
          db,
          queues,
          store,
          payloads,
          dispatcher,
          recorder,
          process,
          logger,
          runs,
          run,
          callersBegun: () => routing.callersBegun,
        });
      },
    };
    return { module: RunWorkerModule, imports: [router, ExecutionsModule], providers: [worker], exports: [RunWorker] };
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.drain(DRAIN_GRACE_MS);
  }
}
