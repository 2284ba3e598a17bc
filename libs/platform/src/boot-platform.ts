import { accessSync, constants, mkdirSync } from 'node:fs';
import { PlatformError } from '@patchbay/kernel';
import { startAnalytics } from './analytics/start-analytics.js';
import type { PlatformConfig } from './config/platform-config.js';
import { roleUrl } from './database/database-roles.js';
import { migrate } from './database/migrate.js';
import { PartitionKeeper } from './database/partition-keeper.js';
import { PgDatabase } from './database/pg-database.js';
import { lockDataDir } from './embedded-postgres/data-dir-lock.js';
import { embeddedDatabaseUrl, hasEmbeddedDatabase, startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';
import { keptSealingKeys } from './embedded-postgres/kept-sealing-keys.js';
import { createOutboundHttp } from './http/outbound-http.js';
import type { InsideHost } from './http/inside-host.js';
import type { PlatformParts } from './platform.module.js';
import { BullmqWorkQueues } from './queue/bullmq-work-queues.js';
import { Sealer } from './sealing/sealer.js';
import { createLogger, type Logger } from './telemetry/logger.js';
import { startTelemetry } from './telemetry/telemetry.js';

export interface BootedPlatform {
  readonly parts: PlatformParts;
  readonly ownerUrl: string;
  /** Closes everything in the opposite order of opening; the embedded server last. */
  stop(): Promise<void>;
}

export interface BootOptions {
  /** Hosts served by this process; they are closed with it. */
  readonly inside?: readonly InsideHost[];
  /** Another process of ours runs the embedded server of this data dir, and outlives us. */
  readonly replica?: boolean;
}

/** Opens what every role of the process needs: the data dir, the database (migrated), sealing, outbound HTTP, queues. */
export async function bootPlatform(
  config: PlatformConfig,
  logger: Logger = createLogger(config.logLevel),
  { inside = [], replica = false }: BootOptions = {},
): Promise<BootedPlatform> {
  const closing = new Closing(logger);
  try {
    // The first to open and the last to close: all that happens in between is told.
    closing.add(await startTelemetry(config.telemetry, logger));
    openDataDir(config.dataDir);
    const ownerUrl = config.databaseUrl ?? (replica ? embeddedDatabaseUrl(config.dataDir) : await startOwnServer(config.dataDir, closing));
    // Before the first secret can be sealed: a start that fails here leaves nothing that no key opens.
    const sealer = new Sealer(config.encryptionKeys ?? keptSealingKeys(config.dataDir, true));
    await migrate(ownerUrl);
    const database = closing.add(new PgDatabase({ ownerUrl, logger }));
    const partitions = new PartitionKeeper(database, logger);
    closing.add({ close: () => partitions.stop() });
    await partitions.start();
    const outboundHttp = closing.add(createOutboundHttp({ allow: config.egressAllow, inside }));
    const queues = closing.add(
      new BullmqWorkQueues(
        config.redisUrl ? { backend: 'redis', url: config.redisUrl } : { backend: 'postgres', url: roleUrl(ownerUrl, 'patchbay_queue') },
        logger,
      ),
    );
    const analytics = await startAnalytics(config);
    if (analytics) closing.add(analytics);
    return { parts: { config, database, sealer, outboundHttp, queues, logger, analytics }, ownerUrl, stop: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function startOwnServer(dataDir: string, closing: Closing): Promise<string> {
  const release = lockDataDir(dataDir);
  closing.add({ close: release });
  // Makes the keys of a new data dir; a kill after this leaves a folder that the next start completes.
  if (!hasEmbeddedDatabase(dataDir)) keptSealingKeys(dataDir, false);
  const server = await startEmbeddedPostgres(dataDir);
  closing.add({ close: () => server.stop() });
  return server.url;
}

function openDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new PlatformError(
      'config_invalid',
      `PATCHBAY_DATA_DIR: ${dataDir} cannot be written by this user. Give it to this user, or choose another folder.`,
      {},
      { cause: error },
    );
  }
}

interface Closable {
  close(): Promise<void> | void;
}

/** What was opened, closed in the opposite order; one that fails does not keep the others open. */
class Closing {
  readonly #opened: Closable[] = [];

  constructor(private readonly logger: Logger) {}

  add<T extends Closable>(part: T): T {
    this.#opened.push(part);
    return part;
  }

  async run(): Promise<void> {
    for (let part = this.#opened.pop(); part !== undefined; part = this.#opened.pop()) {
      try {
        await part.close();
      } catch (error) {
        this.logger.error({ err: error }, 'a part of the platform could not be closed');
      }
    }
  }
}
