import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, startDatabaseLink, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { PgDatabase } from './pg-database.js';
import type { Database } from './database.js';

const logger = pino({ level: 'silent' });

let testing: TestDatabase;
beforeAll(async () => {
  testing = await createTestDatabase();
});
afterAll(() => testing.close());

const send = (db: Database, channel: string, payload: string): Promise<void> =>
  db.withoutWorkspace((tx) => db.notify(tx, channel, payload));

/** Things that arrive one by one, to be awaited. */
function inbox<T>() {
  const arrived: T[] = [];
  const waiting: ((item: T) => void)[] = [];
  return {
    put: (item: T): void => {
      const taker = waiting.shift();
      if (taker) taker(item);
      else arrived.push(item);
    },
    next: (): Promise<T> =>
      new Promise((resolve) => {
        const item = arrived.shift();
        if (item === undefined) waiting.push(resolve);
        else resolve(item);
      }),
    isEmpty: (): boolean => arrived.length === 0,
  };
}

test('a notification reaches every subscriber of its channel, in this process and another, and no other channel', async () => {
  const other = new PgDatabase({ ownerUrl: testing.ownerUrl, logger });
  const [here, alsoHere, there, elsewhere] = [inbox<string>(), inbox<string>(), inbox<string>(), inbox<string>()];
  await testing.db.listen('changes', here.put);
  await testing.db.listen('changes', alsoHere.put);
  await other.listen('changes', there.put);
  await testing.db.listen('others', elsewhere.put);
  await send(testing.db, 'changes', 'it’s new');
  expect(await Promise.all([here.next(), alsoHere.next(), there.next()])).toEqual(['it’s new', 'it’s new', 'it’s new']);
  await send(other, 'others', 'end');
  expect(await elsewhere.next()).toBe('end');
  await other.close();
});

test('a notification goes out with the commit and not without it', async () => {
  const seen = inbox<string>();
  await testing.db.listen('commits', seen.put);
  await testing.db
    .withoutWorkspace(async (tx) => {
      await testing.db.notify(tx, 'commits', 'undone');
      throw new Error('no');
    })
    .catch(() => undefined);
  await send(testing.db, 'commits', 'done');
  expect(await seen.next()).toBe('done');
  expect(seen.isEmpty()).toBe(true);
});

test('nothing comes after unsubscribing, and the others go on', async () => {
  const [leaves, stays] = [inbox<string>(), inbox<string>()];
  const leave = await testing.db.listen('leaving', leaves.put);
  const stop = await testing.db.listen('leaving', stays.put);
  await leave();
  await leave();
  await send(testing.db, 'leaving', 'one');
  expect(await stays.next()).toBe('one');
  expect(leaves.isEmpty()).toBe(true);
  await stop();
  const back = inbox<string>();
  await testing.db.listen('leaving', back.put);
  await send(testing.db, 'leaving', 'two');
  expect(await back.next()).toBe('two');
  expect(stays.isEmpty()).toBe(true);
});

test('a subscriber that throws keeps the news from nobody', async () => {
  const seen = inbox<string>();
  await testing.db.listen('faulty', () => {
    throw new Error('faulty');
  });
  await testing.db.listen('faulty', seen.put);
  await send(testing.db, 'faulty', 'one');
  await send(testing.db, 'faulty', 'two');
  expect([await seen.next(), await seen.next()]).toEqual(['one', 'two']);
});

test('after a lost connection it listens anew and tells each subscriber about the gap', async () => {
  const link = await startDatabaseLink(testing.ownerUrl);
  const far = new PgDatabase({ ownerUrl: link.url, logger });
  const [news, gaps] = [inbox<string>(), inbox<string>()];
  await far.listen('first', news.put, () => gaps.put('first'));
  await far.listen('second', news.put, () => gaps.put('second'));
  link.cut();
  await send(testing.db, 'first', 'missed');
  link.mend();
  expect([await gaps.next(), await gaps.next()].sort()).toEqual(['first', 'second']);
  await send(testing.db, 'second', 'heard');
  expect(await news.next()).toBe('heard');
  await far.close();
  await link.close();
});

test('a session ended by the server is replaced too', async () => {
  const owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  const [news, gaps] = [inbox<string>(), inbox<string>()];
  await testing.db.listen('sessions', news.put, () => gaps.put('gap'));
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'patchbay_listener' and datname = current_database()`,
  );
  expect(await gaps.next()).toBe('gap');
  await send(testing.db, 'sessions', 'heard');
  expect(await news.next()).toBe('heard');
  await owner.end();
});

test('a server that vanished without closing is noticed by the heartbeat', async () => {
  const link = await startDatabaseLink(testing.ownerUrl);
  const far = new PgDatabase({ ownerUrl: link.url, logger, heartbeat: { everyMs: 50, patienceMs: 100 } });
  const gaps = inbox<string>();
  await far.listen(
    'silence',
    () => undefined,
    () => gaps.put('gap'),
  );
  link.mute();
  await once(() => link.dropped() > 0);
  link.mend();
  expect(await gaps.next()).toBe('gap');
  await far.close();
  await link.close();
});

test('a channel name that is more than a name is refused', async () => {
  await expect(testing.db.listen('a; drop table workspaces', () => undefined)).rejects.toThrow('channel');
});

async function once(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
