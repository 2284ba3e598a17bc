import type { LookupFunction } from 'node:net';
import type { MongoClient, MongoClientOptions } from 'mongodb';
import type { DataDriver, EgressGate } from '@patchbay/connector-sdk';
import { parseMongoDsn, resolveSeeds, type MongoDsn, type Seed } from './mongo-dsn.js';
import { mongoFailure } from './mongo-errors.js';
import { MongoSession } from './mongo-session.js';

const CONNECT_TIMEOUT_MS = 5_000;

interface Hello {
  readonly isWritablePrimary?: boolean;
  readonly ismaster?: boolean;
  /** `host:port` of the replica set's primary. */
  readonly primary?: string;
}

/**
 * `mongodb`, connected to one server by its checked address. The driver's own discovery is off, because it would follow any host that a
 * server names: the primary of a replica set is asked for here, and its address is checked as well.
 */
export const mongoDriver: DataDriver<MongoSession> = {
  async open({ credential, egress, signal }) {
    const dsn = await resolveSeeds(parseMongoDsn(credential));
    const connected = await firstOf(dsn.seeds, (seed) => connect({ dsn, seed, egress, signal }));
    const client = connected.primary
      ? await moved(connected.client, () => connect({ dsn, seed: connected.primary as Seed, egress, signal }))
      : connected.client;
    const { BSON } = await import('mongodb');
    return { client: new MongoSession(client, dsn.database, BSON.EJSON), close: () => client.close(true) };
  },
  probe: async (session) => void (await session.ping()),
  errorOf: mongoFailure,
};

interface Target {
  readonly dsn: MongoDsn;
  readonly seed: Seed;
  readonly egress: EgressGate;
  readonly signal: AbortSignal;
}

/** One server. `primary` is set when another one takes the writes. */
async function connect({ dsn, seed, egress, signal }: Target): Promise<{ client: MongoClient; primary?: Seed }> {
  const address = await egress.resolve(seed);
  const { MongoClient } = await import('mongodb');
  signal.throwIfAborted();
  const host = seed.host.includes(':') ? `[${seed.host}]` : seed.host;
  const client = new MongoClient(`mongodb://${host}:${seed.port}/`, optionsOf(dsn, address));
  const stop = (): void => void client.close(true).catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    const hello = (await client.db('admin').command({ hello: 1 })) as Hello;
    const [name, port] = /^(.+):(\d+)$/.exec(hello.primary ?? '')?.slice(1) ?? [];
    const writable = hello.isWritablePrimary ?? hello.ismaster ?? true;
    return writable || name === undefined ? { client } : { client, primary: { host: name, port: Number(port) } };
  } catch (thrown) {
    await client.close(true).catch(() => {});
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function moved(from: MongoClient, to: () => Promise<{ client: MongoClient }>): Promise<MongoClient> {
  await from.close(true);
  return (await to()).client;
}

/** The first seed that answers; the last one's error when none does. An address that may not be reached is refused at once. */
async function firstOf<T>(seeds: readonly Seed[], work: (seed: Seed) => Promise<T>): Promise<T> {
  let last: unknown;
  for (const seed of seeds) {
    try {
      return await work(seed);
    } catch (thrown) {
      last = thrown;
      if (mongoFailure(thrown)?.code !== 'provider_unavailable') break;
    }
  }
  throw last;
}

function optionsOf({ username, password, database, options }: MongoDsn, address: { address: string; family: 4 | 6 }): MongoClientOptions {
  // The name stays for TLS; the address is the checked one, whatever a second DNS answer would be.
  const lookup: LookupFunction = (_, { all }, answer) =>
    all === true ? answer(null, [address]) : answer(null, address.address, address.family);
  const insecure = options.get('tlsInsecure') === 'true' || options.get('tlsAllowInvalidCertificates') === 'true';
  return {
    directConnection: true,
    lookup,
    ...(username === '' ? {} : { auth: { username, password }, authSource: options.get('authSource') ?? (database || 'admin') }),
    ...(/^SCRAM-SHA-(1|256)$/.test(options.get('authMechanism') ?? '')
      ? { authMechanism: options.get('authMechanism') as 'SCRAM-SHA-1' }
      : {}),
    tls: (options.get('tls') ?? options.get('ssl')) === 'true',
    tlsAllowInvalidCertificates: insecure,
    appName: 'patchbay',
    maxPoolSize: 1,
    serverMonitoringMode: 'poll',
    serverSelectionTimeoutMS: CONNECT_TIMEOUT_MS,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    retryReads: false,
    retryWrites: false,
  };
}
