import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformConfig } from './config/platform-config.js';
import { roleUrl } from './database/database-roles.js';
import { migrate } from './database/migrate.js';
import { PartitionKeeper } from './database/partition-keeper.js';
import { PgDatabase } from './database/pg-database.js';
import { lockDataDir } from './embedded-postgres/data-dir-lock.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';
import { createOutboundHttp } from './http/outbound-http.js';
import type { PlatformParts } from './platform.module.js';
import { BullmqWorkQueues } from './queue/bullmq-work-queues.js';
import { formatSealingKeys, generateSealingKey, parseSealingKeys, type SealingKey } from './sealing/sealing-keys.js';
import { Sealer } from './sealing/sealer.js';
import { createLogger, type Logger } from './telemetry/logger.js';

const KEYS_FILE = 'encryption-keys';
const OWNER_ONLY = 0o600;

export interface BootedPlatform {
  readonly parts: PlatformParts;
  readonly ownerUrl: string;
  /** Closes everything in the opposite order of opening; the embedded server last. */
  stop(): Promise<void>;
}

/** Opens what every role of the process needs: the data dir, the database (migrated), sealing, outbound HTTP, queues. */
export async function bootPlatform(config: PlatformConfig, logger: Logger = createLogger(config.logLevel)): Promise<BootedPlatform> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o755 });
  let release: (() => void) | undefined;
  let server: EmbeddedPostgres | undefined;
  try {
    if (!config.databaseUrl) {
      release = lockDataDir(config.dataDir);
      server = await startEmbeddedPostgres(config.dataDir);
    }
    const ownerUrl = config.databaseUrl ?? server?.url ?? '';
    await migrate(ownerUrl);
    return open({ config, logger, ownerUrl, server, release });
  } catch (error) {
    await server?.stop();
    release?.();
    throw error;
  }
}

interface Opening {
  readonly config: PlatformConfig;
  readonly logger: Logger;
  readonly ownerUrl: string;
  readonly server: EmbeddedPostgres | undefined;
  readonly release: (() => void) | undefined;
}

function open({ config, logger, ownerUrl, server, release }: Opening): BootedPlatform {
  const database = new PgDatabase({ ownerUrl, logger });
  const partitions = new PartitionKeeper(database, logger);
  partitions.start();
  const outboundHttp = createOutboundHttp({ allow: config.egressAllow });
  const queues = new BullmqWorkQueues(
    config.redisUrl ? { backend: 'redis', url: config.redisUrl } : { backend: 'postgres', url: roleUrl(ownerUrl, 'patchbay_system') },
    logger,
  );
  const sealer = new Sealer(config.encryptionKeys ?? keptKeys(config.dataDir));
  return {
    parts: { config, database, sealer, outboundHttp, queues, logger },
    ownerUrl,
    async stop() {
      partitions.stop();
      await queues.close();
      await outboundHttp.close();
      await database.close();
      await server?.stop();
      release?.();
    },
  };
}

/** The data dir's own keys, made at the first start. Losing the file loses every stored secret: it belongs into backups, apart from the database's. */
function keptKeys(dataDir: string): SealingKey[] {
  const file = join(dataDir, KEYS_FILE);
  try {
    return parseSealingKeys(readFileSync(file, 'utf8').trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const keys = [generateSealingKey('k1')];
    writeFileSync(file, `${formatSealingKeys(keys)}\n`, { mode: OWNER_ONLY, flag: 'wx' });
    return keys;
  }
}
