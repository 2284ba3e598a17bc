import type { Logger } from 'pino';
import type { QueueConnection } from './bullmq-connection.js';
import { BullmqConsumer } from './bullmq-consumer.js';
import { BullmqWorkQueue } from './bullmq-work-queue.js';
import { WorkQueues, type ConsumeOptions, type JobHandler, type QueueConsumer, type WorkQueue } from './work-queue.js';

/** BullMQ on Postgres (default) or Redis behind the queue port. `close()` closes producers; consumers are drained by who made them. */
export class BullmqWorkQueues extends WorkQueues {
  readonly #open = new Map<string, BullmqWorkQueue<unknown>>();

  constructor(
    private readonly connection: QueueConnection,
    private readonly logger: Logger,
  ) {
    super();
  }

  get backend(): 'postgres' | 'redis' {
    return this.connection.backend;
  }

  open<Data>(name: string): WorkQueue<Data> {
    let queue = this.#open.get(name);
    if (!queue) {
      queue = new BullmqWorkQueue<unknown>(name, this.connection, this.logger);
      this.#open.set(name, queue);
    }
    return queue as unknown as WorkQueue<Data>;
  }

  consume<Data>(name: string, handler: JobHandler<Data>, options: ConsumeOptions): QueueConsumer {
    return new BullmqConsumer({ name, connection: this.connection, handler, options, logger: this.logger });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((queue) => queue.close()));
  }
}
