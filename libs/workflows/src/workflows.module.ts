import { Module, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { ConnectionStore } from '@patchbay/connections';
import { ContactsModule } from '@patchbay/contacts';
import { ExecutionDispatcher, ExecutionsModule, ProcessRegistry, type RunBatch } from '@patchbay/executions';
import { Database, LOGGER, WorkQueues, type Logger } from '@patchbay/platform';
import { ActionDirectory } from './definition/action-directory.js';
import { ConnectionDirectory } from './definition/connection-directory.js';
import { WorkflowValidator } from './definition/workflow-validator.js';
import { ItemStore } from './engine/item.store.js';
import { NodeCommit } from './engine/node-commit.js';
import { NodeRunStore } from './engine/node-run.store.js';
import { NodeSweepStore } from './engine/node-sweep.store.js';
import { NodeSweeper } from './engine/node-sweeper.js';
import { PlanCache } from './engine/plan-cache.js';
import { NODE_QUEUE, type NodeRef } from './engine/refs.js';
import { RunningNodes } from './engine/running-nodes.js';
import { RunValues } from './engine/run-values.js';
import { WorkflowRunStore } from './engine/workflow-run.store.js';
import { WorkflowExchange } from './exchange/workflow-exchange.js';
import { RunAgainService } from './runs/run-again.service.js';
import { RunControl } from './runs/run-control.js';
import { RunHousekeeping } from './runs/run-housekeeping.js';
import { RunReader } from './runs/run-reader.js';
import { RunStarter, RunStarterStores } from './runs/run-starter.js';
import { WorkflowStore } from './store/workflow.store.js';
import { RUN_MOVE_PROVIDERS, RunMoveAnnouncer, RunMoveFeed, RunMoveHub } from './stream/run-move-stream.js';
import { RunMoves } from './stream/run-moves.js';
import { TriggerStore } from './triggers/trigger.store.js';
import { WorkflowsService } from './workflows.service.js';

const DEFINING = [
  ConnectionStore,
  ActionDirectory,
  ConnectionDirectory,
  WorkflowValidator,
  WorkflowStore,
  TriggerStore,
  WorkflowsService,
  WorkflowExchange,
];

/** The dispatcher of node jobs. */
export const NODE_DISPATCHER = Symbol('NodeDispatcher');

const RUNNING = [
  ...RUN_MOVE_PROVIDERS,
  PlanCache,
  RunValues,
  RunningNodes,
  RunStarterStores,
  RunStarter,
  RunReader,
  RunControl,
  RunAgainService,
  {
    provide: NODE_DISPATCHER,
    inject: [WorkQueues, LOGGER],
    useFactory: (queues: WorkQueues, logger: Logger) =>
      new ExecutionDispatcher<NodeRef>(queues.open<RunBatch<NodeRef>>(NODE_QUEUE), logger),
  },
  {
    provide: NodeCommit,
    inject: [Database, PlanCache, RunValues, NODE_DISPATCHER, ProcessRegistry, RunMoves],
    useFactory: (
      db: Database,
      plans: PlanCache,
      values: RunValues,
      dispatcher: ExecutionDispatcher<NodeRef>,
      process: ProcessRegistry,
      moves: RunMoves,
    ) =>
      new NodeCommit({
        db,
        plans,
        values,
        dispatcher,
        moves,
        processId: process.id,
        nodes: new NodeRunStore(),
        runs: new WorkflowRunStore(),
        items: new ItemStore(),
      }),
  },
  {
    provide: NodeSweeper,
    inject: [Database, WorkQueues, NODE_DISPATCHER, ProcessRegistry, RunningNodes, LOGGER],
    useFactory: (
      db: Database,
      queues: WorkQueues,
      dispatcher: ExecutionDispatcher<NodeRef>,
      process: ProcessRegistry,
      running: RunningNodes,
      logger: Logger,
    ) => {
      const housekeeping = new RunHousekeeping(db, logger);
      return new NodeSweeper({
        db,
        dispatcher,
        logger,
        store: new NodeSweepStore(),
        queue: queues.open<RunBatch<NodeRef>>(NODE_QUEUE),
        processId: process.id,
        holds: (claimId) => running.holds(claimId),
        also: () => housekeeping.tidy(Date.now()),
      });
    },
  },
];

/** Workflows: definitions, runs and what keeps them true. Needs the global platform and registry modules. Nodes are run by WorkflowWorkerModule. */
@Module({
  imports: [ContactsModule, ExecutionsModule],
  providers: [...DEFINING, ...RUNNING],
  exports: [
    WorkflowsService,
    WorkflowStore,
    WorkflowExchange,
    RunStarter,
    RunReader,
    RunControl,
    RunAgainService,
    PlanCache,
    RunValues,
    RunningNodes,
    NODE_DISPATCHER,
    NodeCommit,
    NodeSweeper,
    RunMoveFeed,
  ],
})
export class WorkflowsModule implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  constructor(
    private readonly sweeper: NodeSweeper,
    private readonly announcer: RunMoveAnnouncer,
    private readonly hub: RunMoveHub,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeper.start();
    this.announcer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweeper.stop();
  }

  /** After the nodes under way have ended: what they moved is told too. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.announcer.stop(), this.hub.stop()]);
  }
}
