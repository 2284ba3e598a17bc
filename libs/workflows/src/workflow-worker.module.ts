import { Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ContactsModule, ContactsService } from '@patchbay/contacts';
import { ExecutionDispatcher, ExecutionStore, ProcessRegistry } from '@patchbay/executions';
import { Database, LOGGER, WorkQueues, type Logger } from '@patchbay/platform';
import { Registry } from '@patchbay/registry';
import { Router } from '@patchbay/router';
import { NodeCommit } from './engine/node-commit.js';
import { NodeRunStore } from './engine/node-run.store.js';
import { NodeSweeper } from './engine/node-sweeper.js';
import { NodeWorker } from './engine/node-worker.js';
import { PlanCache } from './engine/plan-cache.js';
import type { NodeRef } from './engine/refs.js';
import { RunningNodes } from './engine/running-nodes.js';
import { RunValues } from './engine/run-values.js';
import { SendingGate } from './engine/sending-gate.js';
import { ActionStep } from './steps/action.step.js';
import { NodeRunner } from './steps/node-runner.js';
import { ExpressionRunner } from './transform/expression-runner.js';
import { RunStarter } from './runs/run-starter.js';
import { ContactTriggers } from './triggers/contact-triggers.js';
import { ScheduleClock } from './triggers/schedule-clock.js';
import { TriggerStore } from './triggers/trigger.store.js';
import { NODE_DISPATCHER, WorkflowsModule } from './workflows.module.js';

/** Nodes may end by themselves for this long when the process is told to stop; the contract gives five seconds in all. */
const DRAIN_GRACE_MS = 2_500;

const PROVIDERS = [
  ExpressionRunner,
  {
    provide: SendingGate,
    inject: [Database],
    useFactory: (db: Database) => new SendingGate(db, new NodeRunStore()),
  },
  {
    provide: ActionStep,
    inject: [Database, Registry, ExecutionStore, Router, SendingGate],
    useFactory: (db: Database, registry: Registry, executions: ExecutionStore, router: Router, gate: SendingGate) =>
      new ActionStep({
        db,
        registry,
        executions,
        nodes: new NodeRunStore(),
        route: (request) => router.process(request),
        mayLeave: (claim) => gate.pass(claim),
      }),
  },
  {
    provide: NodeRunner,
    inject: [Database, PlanCache, RunValues, ActionStep, ExpressionRunner],
    useFactory: (db: Database, plans: PlanCache, values: RunValues, actions: ActionStep, expressions: ExpressionRunner) =>
      new NodeRunner({ db, plans, values, actions, expressions }),
  },
  {
    provide: NodeWorker,
    inject: [Database, WorkQueues, NodeRunner, NodeCommit, NODE_DISPATCHER, ProcessRegistry, NodeSweeper, RunningNodes, LOGGER],
    useFactory: (
      db: Database,
      queues: WorkQueues,
      runner: NodeRunner,
      commit: NodeCommit,
      dispatcher: ExecutionDispatcher<NodeRef>,
      process: ProcessRegistry,
      sweeper: NodeSweeper,
      running: RunningNodes,
      logger: Logger,
    ) => new NodeWorker({ db, queues, runner, commit, dispatcher, process, sweeper, running, logger, nodes: new NodeRunStore() }),
  },
];

const TRIGGERS = [
  {
    provide: ScheduleClock,
    inject: [Database, RunStarter, LOGGER],
    useFactory: (db: Database, starter: RunStarter, logger: Logger) =>
      new ScheduleClock({ db, starter, logger, store: new TriggerStore() }),
  },
  {
    provide: ContactTriggers,
    inject: [Database, RunStarter, ContactsService, LOGGER],
    useFactory: (db: Database, starter: RunStarter, contacts: ContactsService, logger: Logger) =>
      new ContactTriggers({ db, starter, contacts, logger, store: new TriggerStore() }),
  },
];

/** What runs the nodes of workflows, and listens for what starts them. `router`: the module that exports the Router. */
@Module({})
export class WorkflowWorkerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly worker: NodeWorker,
    private readonly gate: SendingGate,
    private readonly expressions: ExpressionRunner,
    private readonly schedules: ScheduleClock,
    private readonly contacts: ContactTriggers,
  ) {}

  static with({ router }: { router: DynamicModule }): DynamicModule {
    return {
      module: WorkflowWorkerModule,
      imports: [router, WorkflowsModule, ContactsModule],
      providers: [...PROVIDERS, ...TRIGGERS],
      exports: [NodeWorker],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    this.worker.start();
    this.schedules.start();
    await this.contacts.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.schedules.stop(), this.contacts.stop()]);
    await this.worker.drain(DRAIN_GRACE_MS);
    await Promise.all([this.gate.drain(), this.expressions.close()]);
  }
}
