import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  bootPlatform,
  createLogger,
  keptSealingKeys,
  PgDatabase,
  Sealer,
  type Database,
  type PlatformConfig,
  type SealingKey,
} from '@patchbay/platform';

const REACH_MS = 3_000;

export interface ServerDatabase {
  readonly database: Database;
  readonly ownerUrl: string;
  readonly sealer: Sealer;
}

/**
 * Hands the database of this configuration to `work`: the outside one, that of a running `npm start`, or the embedded one started for the
 * while. Out: what `work` gives.
 */
export async function withServerDatabase<T>(config: PlatformConfig, work: (server: ServerDatabase) => Promise<T>): Promise<T> {
  const logger = createLogger('silent');
  const ownerUrl = config.databaseUrl ?? (await runningEmbeddedUrl(config.dataDir));
  if (ownerUrl === undefined) {
    const platform = await bootPlatform(config, logger);
    try {
      return await work({ database: platform.parts.database, ownerUrl: platform.ownerUrl, sealer: platform.parts.sealer });
    } finally {
      await platform.stop();
    }
  }
  const database = new PgDatabase({ ownerUrl, logger, poolSize: 2 });
  try {
    return await work({ database, ownerUrl, sealer: new Sealer(sealingKeys(config)) });
  } finally {
    await database.close();
  }
}

/** The keys the server of this configuration uses. */
export function sealingKeys(config: PlatformConfig): readonly SealingKey[] {
  return config.encryptionKeys ?? keptSealingKeys(config.dataDir, true);
}

/** Connection string of the data dir's embedded server, when it is running. */
export async function runningEmbeddedUrl(dataDir: string): Promise<string | undefined> {
  let url: string;
  try {
    url = readFileSync(join(dataDir, 'database-url'), 'utf8').trim();
  } catch {
    return undefined;
  }
  const { hostname, port } = new URL(url);
  return (await answers({ host: hostname, port: Number(port) })) ? url : undefined;
}

/** Whether something accepts connections there. */
export function answers(address: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: REACH_MS });
    const done = (open: boolean) => (): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
}
