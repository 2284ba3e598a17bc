import { Worker } from 'bullmq';
import type { Logger } from 'pino';
import { bullmqConnection, type QueueConnection } from './bullmq-connection.js';
import type { ConsumeOptions, JobHandler, QueueConsumer } from './work-queue.js';

/** Long enough that a busy event loop does not look dead, short enough that a killed worker's jobs run elsewhere within 30 s. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5_000;
/** A job that outlives this many workers is left to the reconciler, which sees the rows. */
const MAX_STALLS = 10;

interface ConsumerParts<Data> {
  readonly name: string;
  readonly connection: QueueConnection;
  readonly handler: JobHandler<Data>;
  readonly options: ConsumeOptions;
  readonly logger: Logger;
}

/** One BullMQ worker. */
export class BullmqConsumer<Data> implements QueueConsumer {
  readonly #worker: Worker;
  readonly #stopping = new AbortController();

  constructor({ name, connection, handler, options, logger }: ConsumerParts<Data>) {
    const { options: connectionOptions, factory } = bullmqConnection(connection, 'consumer');
    this.#worker = new Worker(
      name,
      (job) => handler({ id: job.id ?? '', data: job.data as Data, attempt: job.attemptsStarted }, this.#stopping.signal),
      {
        connection: connectionOptions,
        concurrency: options.concurrency,
        lockDuration: options.lockMs ?? LOCK_MS,
        stalledInterval: options.stalledCheckMs ?? STALLED_CHECK_MS,
        maxStalledCount: MAX_STALLS,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
        drainDelay: 1,
        runRetryDelay: 1_000,
      },
      factory as never,
    );
    // Without a listener BullMQ's error events end the process; each is followed by its own retry after runRetryDelay.
    this.#worker.on('error', (error) => logger.warn({ err: error, queue: name }, 'queue worker failed'));
    this.#worker.on('failed', (job, error) => logger.warn({ err: error, queue: name, jobId: job?.id }, 'job failed'));
  }

  async drain(graceMs: number): Promise<void> {
    const closing = this.#worker.close();
    const timer = setTimeout(() => this.#stopping.abort(), graceMs);
    try {
      await closing;
    } finally {
      clearTimeout(timer);
    }
  }
}
