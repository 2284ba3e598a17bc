import { afterEach, expect, test } from '@jest/globals';
import type { DataDriver, LeaseRequest } from '@patchbay/connector-sdk';
import { PlatformError, type Credential } from '@patchbay/kernel';
import { DataClientPool, type DataClientPoolOptions } from './data-client-pool.js';

/** A driver whose clients are numbers; it knows which are open. */
class CountingDriver implements DataDriver<number> {
  opened = 0;
  readonly openNow = new Set<number>();
  private readonly watchers: (() => void)[] = [];

  async open() {
    await Promise.resolve();
    const client = (this.opened += 1);
    this.openNow.add(client);
    return {
      client,
      close: () => {
        this.openNow.delete(client);
        this.watchers.splice(0).forEach((watcher) => watcher());
        return Promise.resolve();
      },
    };
  }
  probe = () => Promise.resolve();
  errorOf = (thrown: unknown) =>
    thrown instanceof Error && thrown.message === 'refused' ? ({ code: 'provider_rejected', message: 'no' } as const) : undefined;

  /** Resolves when a client is closed. */
  closing(): Promise<void> {
    return new Promise((resolve) => this.watchers.push(resolve));
  }
}

const signal = new AbortController().signal;
const dsn = (text: string): Credential => ({ type: 'database', dsn: text });
let pool: DataClientPool;
afterEach(() => pool.close());

function poolOf(options: Partial<DataClientPoolOptions> = {}) {
  const driver = new CountingDriver();
  pool = new DataClientPool({ egress: { resolve: () => Promise.reject(new Error('unused')) }, ...options });
  const lease = (connectionId: string, more: Partial<LeaseRequest> = {}): LeaseRequest => ({
    connectorKey: 'counting',
    driver: driver as DataDriver<unknown>,
    credential: dsn('x://a'),
    account: {},
    connectionId,
    signal,
    ...more,
  });
  const use = <T>(connectionId: string, work: (client: unknown) => Promise<T>, more: Partial<LeaseRequest> = {}) =>
    pool.use(lease(connectionId, more), work);
  /** Borrows a client until it is let go. */
  const hold = (connectionId: string) => {
    const [got, gate] = [Promise.withResolvers<unknown>(), Promise.withResolvers<void>()];
    const done = use(connectionId, (client) => (got.resolve(client), gate.promise));
    done.catch((error: unknown) => got.reject(error as Error));
    return { client: got.promise, letGo: () => (gate.resolve(), done) };
  };
  const one = (connectionId: string, more: Partial<LeaseRequest> = {}) => use(connectionId, (client) => Promise.resolve(client), more);
  return { driver, use, hold, one };
}

test('a client at rest is lent again, to calls of the same connection and credential only', async () => {
  const { one, driver } = poolOf();
  expect([await one('a'), await one('a'), await one('b')]).toEqual([1, 1, 2]);
  expect(await one('a', { credential: dsn('x://changed') })).toBe(3);
  expect(await one('a', { account: { region: 'eu' } })).toBe(4);
  expect({ size: pool.size, open: driver.openNow.size }).toEqual({ size: 4, open: 4 });
});

test('without a connection the client is closed after the call', async () => {
  const { use, driver } = poolOf();
  const { connectionId: _, ...anonymous } = {
    connectorKey: 'counting',
    driver: driver as DataDriver<unknown>,
    credential: dsn('x://a'),
    account: {},
    signal,
    connectionId: '',
  };
  await pool.use(anonymous, () => Promise.resolve());
  await use('a', () => Promise.resolve());
  expect([...driver.openNow]).toEqual([2]);
});

test('a connection has no more clients than allowed; who waits gets the next one that comes back', async () => {
  const { hold, one, driver } = poolOf({ maxPerConnection: 2 });
  const [first, second] = [hold('a'), hold('a')];
  await Promise.all([first.client, second.client]);
  const third = one('a');
  await second.letGo();
  expect(await third).toBe(2);
  await first.letGo();
  expect(driver.opened).toBe(2);
});

test('at the cap over all, the client longest at rest makes way for another connection', async () => {
  let now = 0;
  const { one, driver } = poolOf({ maxTotal: 2, nowMs: () => (now += 1) });
  await one('a');
  await one('b');
  expect(await one('c')).toBe(3);
  expect([...driver.openNow]).toEqual([2, 3]);
  expect(pool.size).toBe(2);
});

test('at the cap over all with every client in use, another connection is told to come back', async () => {
  const { hold, one } = poolOf({ maxTotal: 1 });
  const held = hold('a');
  await held.client;
  await expect(one('b')).rejects.toMatchObject({ code: 'overloaded', detail: { sent: false } });
  await held.letGo();
  expect(await one('b')).toBe(2);
});

test('more calls than may wait are told to come back', async () => {
  const { hold, one } = poolOf({ maxPerConnection: 1, maxWaiting: 1 });
  const held = hold('a');
  await held.client;
  const waiting = one('a');
  await expect(one('a')).rejects.toMatchObject({ code: 'overloaded' });
  await held.letGo();
  expect(await waiting).toBe(1);
});

test('a client at rest is closed when its time is over, and not before', async () => {
  let now = 0;
  const { one, driver } = poolOf({ idleMs: 40, nowMs: () => now });
  await one('a');
  now = 20;
  await one('b');
  now = 40;
  await driver.closing();
  expect([...driver.openNow]).toEqual([2]);
  now = 60;
  await driver.closing();
  expect(pool.size).toBe(0);
});

test.each(['provider_unavailable', 'provider_timeout', 'response_too_large', 'account_reauth'] as const)(
  'a client is replaced after %s, because its state is not known',
  async (code) => {
    const { use, one, driver } = poolOf();
    await expect(use('a', () => Promise.reject(new PlatformError(code, 'broken')))).rejects.toMatchObject({ code });
    expect(driver.openNow.size).toBe(0);
    expect(await one('a')).toBe(2);
  },
);

test('a client is kept after the server refused a statement, and replaced after an error nobody knows', async () => {
  const { use, one } = poolOf();
  await expect(use('a', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await one('a')).toBe(1);
  await expect(use('a', () => Promise.reject(new Error('?')))).rejects.toThrow('?');
  expect(await one('a')).toBe(2);
});

test('a cancelled call closes its client at once and tells why; a cancelled wait leaves the queue', async () => {
  const { use, hold, one, driver } = poolOf({ maxPerConnection: 1 });
  const [running, waiting] = [new AbortController(), new AbortController()];
  const reason = new PlatformError('cancelled', 'The execution was cancelled.');
  const closed = driver.closing();
  const call = use('a', () => new Promise((_, reject) => running.signal.addEventListener('abort', () => reject(new Error('cut')))), {
    signal: running.signal,
  });
  const queued = one('a', { signal: waiting.signal });
  waiting.abort(reason);
  await expect(queued).rejects.toBe(reason);
  running.abort(reason);
  await expect(call).rejects.toBe(reason);
  await closed;
  const next = hold('a');
  expect(await next.client).toBe(2);
  await next.letGo();
});

test('a failed start takes no place', async () => {
  const { one, driver } = poolOf({ maxPerConnection: 1, maxTotal: 1 });
  const broken = { ...driver, open: () => Promise.reject(new Error('no')) } as unknown as DataDriver<unknown>;
  await expect(one('a', { driver: broken })).rejects.toThrow('no');
  expect(pool.size).toBe(0);
  expect(await one('a')).toBe(1);
});

test('closing ends what is at rest, refuses calls that wait or come, and ends lent clients when they come back', async () => {
  const { hold, one, driver } = poolOf({ maxPerConnection: 1 });
  await one('b');
  const held = hold('a');
  await held.client;
  const waiting = one('a');
  await pool.close();
  await expect(waiting).rejects.toMatchObject({ code: 'shutting_down' });
  await expect(one('b')).rejects.toMatchObject({ code: 'shutting_down' });
  expect(driver.openNow.size).toBe(1);
  await held.letGo();
  expect({ size: pool.size, open: driver.openNow.size }).toEqual({ size: 0, open: 0 });
});
