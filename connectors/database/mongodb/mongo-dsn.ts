import { resolveSrv, resolveTxt } from 'node:dns/promises';
import { PlatformError, type Credential } from '@patchbay/kernel';

export interface Seed {
  readonly host: string;
  readonly port: number;
}

/** The parts of a connection string that are used. Other options are ignored: some would read files or open other hosts. */
export interface MongoDsn {
  readonly srv: boolean;
  readonly seeds: readonly Seed[];
  readonly username: string;
  readonly password: string;
  /** Empty when there is none. */
  readonly database: string;
  readonly options: URLSearchParams;
}

// https://www.mongodb.com/docs/manual/reference/connection-string/
const SHAPE = /^mongodb(\+srv)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?@]+)(?:\/([^?]*))?(?:\?(.*))?$/;
const SEED = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i;
const DEFAULT_PORT = 27_017;

/** In: a database credential. Throws `account_reauth` without naming any part of the connection string. */
export function parseMongoDsn(credential: Credential): MongoDsn {
  if (credential.type !== 'database') throw unusable('A database connection needs a DSN.');
  const match = SHAPE.exec(credential.dsn);
  if (!match) throw unusable('The DSN is not of the form mongodb://user:password@host:port/database.');
  const [, srv, username = '', password = '', hosts = '', database = '', options = ''] = match;
  try {
    return {
      srv: srv !== undefined,
      seeds: hosts.split(',').map(seedOf),
      username: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: decodeURIComponent(database),
      options: new URLSearchParams(options),
    };
  } catch (thrown) {
    if (thrown instanceof PlatformError) throw thrown;
    throw unusable('The DSN has a percent sign that is not an escape.');
  }
}

function seedOf(text: string): Seed {
  const match = SEED.exec(text);
  // A percent sign would be a socket file of this machine.
  if (!match || text.includes('%')) throw unusable('The DSN names no host.');
  return { host: (match[1] ?? '').replace(/^\[(.*)\]$/, '$1'), port: match[2] === undefined ? DEFAULT_PORT : Number(match[2]) };
}

/**
 * The servers behind a `mongodb+srv` name, and the options its TXT record may set.
 * https://www.mongodb.com/docs/manual/reference/connection-string/#srv-connection-format
 */
export async function resolveSeeds(dsn: MongoDsn): Promise<MongoDsn> {
  const [seed] = dsn.seeds;
  if (!dsn.srv || !seed) return dsn;
  const records = await resolveSrv(`_mongodb._tcp.${seed.host}`).catch(() => []);
  const parent = seed.host.replace(/^[^.]+/, '');
  const seeds = records.filter(({ name }) => name.endsWith(parent)).map(({ name, port }) => ({ host: name, port }));
  if (seeds.length === 0) throw new PlatformError('provider_unavailable', 'The host name has no MongoDB servers.', { sent: false });
  const texts = await resolveTxt(seed.host).catch(() => []);
  const options = new URLSearchParams(texts[0]?.join('') ?? '');
  for (const [name, value] of dsn.options) options.set(name, value);
  if (!options.has('tls') && !options.has('ssl')) options.set('tls', 'true');
  return { ...dsn, seeds, options };
}

function unusable(message: string): PlatformError {
  return new PlatformError('account_reauth', message, { sent: false });
}
