import { Queue, type JobsOptions } from 'bullmq';
import type { Logger } from 'pino';
import { bullmqConnection, type QueueConnection } from './bullmq-connection.js';
import type { NewJob, QueueDepth, WorkQueue } from './work-queue.js';

const ALIVE_STATES: ReadonlySet<string> = new Set(['waiting', 'prioritized', 'delayed', 'active', 'waiting-children']);
const LOOKUPS_AT_ONCE = 50;
/**
 * Up to so many jobs are added one by one: BullMQ's bulk insert on Postgres (6.7, `add_jobs_bulk`) makes and drops two temporary tables, whose entries in the
 * catalogue cost several times the jobs. Until BullMQ does without them.
 */
const FEW_JOBS = 4;

/** One BullMQ queue as a WorkQueue. Finished jobs leave nothing behind: the rows they point to are the history. */
export class BullmqWorkQueue<Data> implements WorkQueue<Data> {
  readonly #queue: Queue;

  constructor(
    readonly name: string,
    connection: QueueConnection,
    logger: Logger,
  ) {
    const { options, factory } = bullmqConnection(connection, 'producer');
    this.#queue = new Queue(
      name,
      {
        connection: options,
        skipWaitingForReady: true,
        defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      },
      factory as never,
    );
    this.#queue.on('error', (error) => logger.warn({ err: error, queue: name }, 'queue connection failed'));
  }

  async addBulk(jobs: readonly NewJob<Data>[]): Promise<void> {
    if (jobs.length > FEW_JOBS) {
      await this.#queue.addBulk(jobs.map((job) => ({ name: this.name, data: job.data, opts: jobOptions(job) })));
      return;
    }
    await Promise.all(jobs.map((job) => this.#queue.add(this.name, job.data, jobOptions(job))));
  }

  async remove(id: string): Promise<boolean> {
    const state = await this.#queue.getJobState(id);
    if (state === 'active' || !ALIVE_STATES.has(state)) return false;
    return (await this.#queue.remove(id)) === 1;
  }

  async alive(ids: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; start < ids.length; start += LOOKUPS_AT_ONCE) {
      const chunk = ids.slice(start, start + LOOKUPS_AT_ONCE);
      const states = await Promise.all(chunk.map((id) => this.#queue.getJobState(id)));
      chunk.forEach((id, index) => ALIVE_STATES.has(states[index] ?? '') && found.add(id));
    }
    return found;
  }

  async depth(): Promise<QueueDepth> {
    const counts = await this.#queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active');
    return {
      waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0),
      delayed: counts['delayed'] ?? 0,
      active: counts['active'] ?? 0,
    };
  }

  async ping(): Promise<void> {
    await this.#queue.getJobCounts('active');
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}

function jobOptions(job: NewJob<unknown>): JobsOptions {
  return {
    jobId: job.id,
    ...(job.delayMs ? { delay: job.delayMs } : {}),
    ...(job.priority ? { priority: job.priority } : {}),
    ...(job.attempts ? { attempts: job.attempts } : {}),
    ...(job.backoffMs ? { backoff: { type: 'exponential', delay: job.backoffMs } } : {}),
  };
}
