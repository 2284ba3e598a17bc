import { metrics, type BatchObservableCallback } from '@opentelemetry/api';
import type { Database, WorkQueue } from '@patchbay/platform';
import type { ExecutionRecorder } from '../recorder/execution-recorder.js';
import type { RunStore } from './run.store.js';

export interface QueueGaugeParts {
  readonly db: Database;
  readonly store: Pick<RunStore, 'oldestQueuedMs'>;
  readonly queue: Pick<WorkQueue<never>, 'name' | 'depth'>;
  readonly recorder: Pick<ExecutionRecorder, 'stats'>;
}

/** What waits: jobs and runs in the queue (the same in every process), rows before their commit (of this one). Looked at once an export. */
export class QueueGauges {
  private stopLooking: (() => void) | undefined;

  constructor(private readonly parts: QueueGaugeParts) {}

  start(): void {
    const meter = metrics.getMeter('patchbay.queue');
    const jobs = meter.createObservableGauge('patchbay.queue.jobs', { description: 'Jobs in the queue, by state', unit: '{job}' });
    const age = meter.createObservableGauge('patchbay.queue.oldest.age', {
      description: 'Age of the oldest accepted run that waits',
      unit: 's',
    });
    const rows = meter.createObservableGauge('patchbay.recorder.waiting', {
      description: 'Rows that wait for their commit',
      unit: '{row}',
    });
    const dropped = meter.createObservableCounter('patchbay.recorder.dropped', {
      description: 'Events that could not be written',
      unit: '{event}',
    });
    const instruments = [jobs, age, rows, dropped];
    const look: BatchObservableCallback = async (result) => {
      const { queue, db, store, recorder } = this.parts;
      const { inserts, ends, events } = recorder.stats();
      result.observe(rows, inserts.waiting + ends.waiting + events.waiting);
      result.observe(dropped, events.dropped);
      const [depth, oldestMs] = await Promise.all([queue.depth(), db.asSystem((tx) => store.oldestQueuedMs(tx))]);
      for (const [state, count] of Object.entries(depth))
        result.observe(jobs, count, { 'messaging.destination.name': queue.name, 'patchbay.state': state });
      result.observe(age, oldestMs === undefined ? 0 : Math.max(0, Date.now() - oldestMs) / 1_000);
    };
    meter.addBatchObservableCallback(look, instruments);
    this.stopLooking = () => meter.removeBatchObservableCallback(look, instruments);
  }

  stop(): void {
    this.stopLooking?.();
  }
}
