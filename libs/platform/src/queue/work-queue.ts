/** A job as it is added. `data` is small JSON: references to rows, never payloads. */
export interface NewJob<Data> {
  /** Adding a job whose id is still known to the queue changes nothing. No `:` inside (the Redis backend's separator). */
  readonly id: string;
  readonly data: Data;
  /** Not before this many milliseconds from now. */
  readonly delayMs?: number;
  /** 0 runs first; higher numbers wait for lower ones. At most 2^20. */
  readonly priority?: number;
  /** How often a handler that throws is tried; default 1. */
  readonly attempts?: number;
  /** Wait before the second try in milliseconds, doubled for each further one. */
  readonly backoffMs?: number;
}

export interface ReceivedJob<Data> {
  readonly id: string;
  readonly data: Data;
  /** 1 when the job runs for the first time; counts runs that ended with a crash too. */
  readonly attempt: number;
}

export interface QueueDepth {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
}

/** The producing side of one named queue. Delivery is at least once: a job means "look at these rows", the rows decide. */
export interface WorkQueue<Data> {
  readonly name: string;
  /** One round trip for many jobs. Resolves when the backend has stored them. */
  addBulk(jobs: readonly NewJob<Data>[]): Promise<void>;
  /** True when the job waited or was delayed and is gone now; false when it is running or unknown. */
  remove(id: string): Promise<boolean>;
  /** Those of the ids that wait, are delayed or run. */
  alive(ids: readonly string[]): Promise<Set<string>>;
  depth(): Promise<QueueDepth>;
  /** Throws when the backend cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The consuming side. */
export interface QueueConsumer {
  /** Stops taking jobs, aborts the signal of running ones after `graceMs`, and resolves when all of them have returned. */
  drain(graceMs: number): Promise<void>;
}

/** `signal` is aborted when the worker drains: hand back what is unfinished and return. A throw makes the job run again per its attempts. */
export type JobHandler<Data> = (job: ReceivedJob<Data>, signal: AbortSignal) => Promise<void>;

export interface ConsumeOptions {
  /** Jobs in parallel in this process. */
  readonly concurrency: number;
  /** A job whose worker has not renewed its lock for this long is given to another worker. Milliseconds. */
  readonly lockMs?: number;
  /** How often lost locks are looked for. Milliseconds. */
  readonly stalledCheckMs?: number;
}

/** Opens queues on the configured backend. One per process. */
export abstract class WorkQueues {
  abstract readonly backend: 'postgres' | 'redis';
  abstract open<Data>(name: string): WorkQueue<Data>;
  abstract consume<Data>(name: string, handler: JobHandler<Data>, options: ConsumeOptions): QueueConsumer;
  abstract close(): Promise<void>;
}
