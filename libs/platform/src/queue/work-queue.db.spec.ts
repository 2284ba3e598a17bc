import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, redisAvailable, startRedis } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { roleUrl } from '../database/database-roles.js';
import type { QueueConnection } from './bullmq-connection.js';
import { BullmqWorkQueues } from './bullmq-work-queues.js';
import type { NewJob, QueueConsumer, ReceivedJob } from './work-queue.js';

interface Backend {
  readonly connection: QueueConnection;
  close(): Promise<void>;
}

async function postgresBackend(): Promise<Backend> {
  const database = await createTestDatabase();
  return { connection: { backend: 'postgres', url: roleUrl(database.ownerUrl, 'patchbay_queue') }, close: () => database.close() };
}

async function redisBackend(): Promise<Backend> {
  const server = await startRedis();
  return { connection: { backend: 'redis', url: server.url }, close: () => server.close() };
}

interface Note {
  readonly n: number;
}

/** The same promises on every backend. */
function describeConformance(label: string, start: () => Promise<Backend>): void {
  describe(`work queue on ${label}`, () => {
    let backend: Backend;
    let queues: BullmqWorkQueues;
    let consumers: QueueConsumer[] = [];
    let counter = 0;
    const freshName = (): string => `q${(counter += 1)}`;
    const jobs = (count: number, extra: Partial<NewJob<Note>> = {}): NewJob<Note>[] =>
      Array.from({ length: count }, (_, n) => ({ id: `job-${n}`, data: { n }, ...extra }));
    const collect = (name: string, count: number, concurrency = 4): Promise<ReceivedJob<Note>[]> =>
      new Promise((resolve) => {
        const seen: ReceivedJob<Note>[] = [];
        consumers.push(
          queues.consume<Note>(
            name,
            async (job) => {
              seen.push(job);
              if (seen.length === count) resolve(seen);
            },
            { concurrency },
          ),
        );
      });

    beforeAll(async () => {
      backend = await start();
      queues = new BullmqWorkQueues(backend.connection, pino({ level: 'silent' }));
    });
    afterEach(async () => {
      await Promise.all(consumers.map((consumer) => consumer.drain(0)));
      consumers = [];
    });
    afterAll(async () => {
      await queues.close();
      await backend.close();
    });

    it('delivers every job of a bulk exactly once when nothing crashes', async () => {
      const name = freshName();
      await queues.open<Note>(name).addBulk(jobs(200));
      const seen = await collect(name, 200);
      expect(new Set(seen.map((job) => job.data.n)).size).toBe(200);
      expect(seen.every((job) => job.attempt === 1)).toBe(true);
    });

    it('adds a job once when its id is still known', async () => {
      const queue = queues.open<Note>(freshName());
      await queue.addBulk(jobs(1));
      await queue.addBulk(jobs(1));
      expect((await queue.depth()).waiting).toBe(1);
    });

    it('runs lower priority numbers first', async () => {
      const name = freshName();
      await queues.open<Note>(name).addBulk([
        { id: 'late', data: { n: 3 }, priority: 30 },
        { id: 'middle', data: { n: 2 }, priority: 20 },
        { id: 'first', data: { n: 1 }, priority: 10 },
      ]);
      const seen = await collect(name, 3, 1);
      expect(seen.map((job) => job.data.n)).toEqual([1, 2, 3]);
    });

    it('keeps a delayed job back and delivers it afterwards', async () => {
      const name = freshName();
      const queue = queues.open<Note>(name);
      const addedAt = Date.now();
      await queue.addBulk(jobs(1, { delayMs: 400 }));
      expect(await queue.depth()).toMatchObject({ waiting: 0, delayed: 1 });
      await collect(name, 1);
      expect(Date.now() - addedAt).toBeGreaterThanOrEqual(390);
    });

    it('runs a job again after its handler threw, as often as asked', async () => {
      const name = freshName();
      await queues.open<Note>(name).addBulk(jobs(1, { attempts: 3, backoffMs: 20 }));
      const attempts: number[] = [];
      await new Promise<void>((resolve) => {
        consumers.push(
          queues.consume<Note>(
            name,
            async (job) => {
              attempts.push(job.attempt);
              if (attempts.length === 3) return resolve();
              throw new Error('not yet');
            },
            { concurrency: 1 },
          ),
        );
      });
      expect(attempts).toEqual([1, 2, 3]);
    });

    it('removes a waiting and a delayed job, and tells that an unknown one is not there', async () => {
      const queue = queues.open<Note>(freshName());
      await queue.addBulk([
        { id: 'now', data: { n: 1 } },
        { id: 'later', data: { n: 2 }, delayMs: 60_000 },
      ]);
      expect([await queue.remove('now'), await queue.remove('later'), await queue.remove('never')]).toEqual([true, true, false]);
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0 });
    });

    it('tells which jobs are alive', async () => {
      const queue = queues.open<Note>(freshName());
      await queue.addBulk([
        { id: 'now', data: { n: 1 } },
        { id: 'later', data: { n: 2 }, delayMs: 60_000 },
      ]);
      expect([...(await queue.alive(['now', 'later', 'gone']))].sort()).toEqual(['later', 'now']);
    });

    it('never runs more jobs at once than the concurrency asked for', async () => {
      const name = freshName();
      await queues.open<Note>(name).addBulk(jobs(30));
      let running = 0;
      let most = 0;
      let done = 0;
      await new Promise<void>((resolve) => {
        consumers.push(
          queues.consume<Note>(
            name,
            async () => {
              running += 1;
              most = Math.max(most, running);
              await new Promise((next) => setTimeout(next, 5));
              running -= 1;
              if ((done += 1) === 30) resolve();
            },
            { concurrency: 3 },
          ),
        );
      });
      expect(most).toBe(3);
    });

    it('drains: aborts what runs after the grace and leaves the rest waiting', async () => {
      const name = freshName();
      const queue = queues.open<Note>(name);
      await queue.addBulk(jobs(5));
      const started = Promise.withResolvers<void>();
      const consumer = queues.consume<Note>(
        name,
        async (_job, signal) => {
          started.resolve();
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
        { concurrency: 1 },
      );
      await started.promise;
      await consumer.drain(50);
      expect((await queue.depth()).waiting).toBe(4);
    });

    it("gives a dead worker's job to another one", async () => {
      const name = freshName();
      await queues.open<Note>(name).addBulk(jobs(1));
      const deaf = new BullmqWorkQueues(backend.connection, pino({ level: 'silent' }));
      const taken = Promise.withResolvers<void>();
      const stuck = deaf.consume<Note>(
        name,
        async (_job, signal) => {
          taken.resolve();
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
        { concurrency: 1, lockMs: 300_000, stalledCheckMs: 200 },
      );
      await taken.promise;
      // The lock of a process that dies is simply never renewed again: taking it away is what time does.
      await expireLocks(backend.connection, name);
      const again = await new Promise<ReceivedJob<Note>>((resolve) => {
        consumers.push(queues.consume<Note>(name, async (job) => resolve(job), { concurrency: 1, stalledCheckMs: 200 }));
      });
      expect(again.attempt).toBe(2);
      await stuck.drain(0);
      await deaf.close();
    });
  });
}

async function expireLocks(connection: QueueConnection, name: string): Promise<void> {
  if (connection.backend === 'redis') {
    const { Redis } = await import('ioredis');
    const redis = new Redis(connection.url);
    const locks = await redis.keys(`bull:${name}:*:lock`);
    await redis.del(...locks);
    await redis.quit();
    return;
  }
  const client = new pg.Client({ connectionString: connection.url });
  await client.connect();
  await client.query('update queue.job set locked_until_ms = 0 where queue = $1', [name]);
  await client.end();
}

describeConformance('Postgres', postgresBackend);
if (redisAvailable) describeConformance('Redis', redisBackend);
else describe.skip('work queue on Redis (redis-server is not installed)', () => it('is checked where redis-server is', () => undefined));
