import { newTraceId, Rounds, type Database, type Logger } from '@patchbay/platform';
import { isPlatformError, type WorkspaceId } from '@patchbay/kernel';
import type { ScheduleTrigger } from '../definition/workflow.schema.js';
import type { RunStarter } from '../runs/run-starter.js';
import { nextFireAt } from './cron.js';
import { triggerPrincipal } from './trigger-principal.js';
import type { DueSchedule, TriggerStore } from './trigger.store.js';

const EVERY_MS = 1_000;
const AT_ONCE = 100;

export interface ScheduleClockParts {
  readonly db: Database;
  readonly store: TriggerStore;
  readonly starter: Pick<RunStarter, 'start'>;
  readonly logger: Logger;
}

/**
 * Starts the runs of schedules. Every process looks; the moment is the start's key, so that one run is started for it. Moments that were missed while
 * nothing ran are made up for by one run.
 */
export class ScheduleClock {
  private readonly rounds: Rounds;

  constructor(private readonly parts: ScheduleClockParts) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.fire(),
      failure: 'schedules could not be looked at; it is tried again',
      logger: parts.logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** One look. Out: how many schedules were due. */
  async fire(): Promise<number> {
    const { db, store } = this.parts;
    const due = await db.asSystem((tx) => store.dueSchedules(tx, AT_ONCE));
    for (const schedule of due) await this.fireOne(schedule);
    return due.length;
  }

  private async fireOne(due: DueSchedule): Promise<void> {
    const { db, store, starter, logger } = this.parts;
    const { workspaceId, workflowId, trigger } = due;
    try {
      await starter.start({
        principal: triggerPrincipal(workspaceId as WorkspaceId, workflowId),
        workflowId,
        input: trigger.input,
        traceId: newTraceId(),
        trigger: { type: 'schedule', id: trigger.id },
        startKey: `schedule/${workflowId}/${trigger.id}/${due.at.toISOString()}`,
      });
    } catch (error) {
      // Whatever refuses this moment refuses it for good; trouble of our own is tried again by the next look.
      if (!isPlatformError(error) || error.status >= 500) throw error;
      logger.warn({ err: error, workflowId, triggerId: trigger.id }, 'a schedule could not start its run');
    }
    await db.asSystem((tx) => store.setNext(tx, due, nextOf(trigger)));
  }
}

const nextOf = (trigger: ScheduleTrigger): Date | undefined => nextFireAt(trigger, new Date());
