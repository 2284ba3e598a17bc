import { fileURLToPath } from 'node:url';
import { isPlatformError } from '@patchbay/kernel';
import {
  bootPlatform,
  ConfigError,
  createLogger,
  loadConfig,
  PlatformModule,
  probePort,
  type Logger,
  type PlatformConfig,
} from '@patchbay/platform';
import { BootstrapService } from '@patchbay/workspaces';
import { createApp, type RunningApp } from './create-app.js';
import { apiKeyFile, isApiKeyKept, keepApiKey } from './kept-api-key.js';
import { watchParent } from './parent-watch.js';
import { REPLICA_ARGUMENT, REPLICA_SERVES, ReplicaSet } from './replicas/replica-set.js';
import { withSimulator } from './simulator/inside-simulator.js';
import { StopSequence } from './stop-sequence.js';

/** Where the build puts the web app, seen from this file's compiled place. */
const WEB_ROOT = fileURLToPath(new URL('../../../web', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts the process as its environment says, and stops it on SIGTERM, SIGINT or when whoever started it is gone. */
export async function run(environment: Environment): Promise<void> {
  const replica = process.argv.includes(REPLICA_ARGUMENT);
  let config: PlatformConfig;
  try {
    config = loadConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.problems.join('\n')}\n`);
    process.exit(1);
  }
  const logger = createLogger(config.logLevel);
  const stopping = new StopSequence(logger);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stopping.stop(0));
  watchParent(() => void stopping.stop(0));
  try {
    const { config: own, inside } = await withSimulator(config);
    const platform = await bootPlatform(own, logger, { inside, replica });
    stopping.opened(() => platform.stop());
    const app = await createApp({ platform: PlatformModule.of(platform.parts), config: own, logger, webRoot: WEB_ROOT });
    if (replica) {
      stopping.opened(() => app.close());
      await app.listen(config.http);
      process.send?.(REPLICA_SERVES);
    } else await serve({ app, config, logger, stopping, environment });
  } catch (error) {
    tellWhy(error, logger);
    await stopping.stop(1);
  }
}

interface Served {
  readonly app: RunningApp;
  readonly config: PlatformConfig;
  readonly logger: Logger;
  readonly stopping: StopSequence;
  readonly environment: Environment;
}

async function serve({ app, config, logger, stopping, environment }: Served): Promise<void> {
  const { generatedKey } = await app.app.get(BootstrapService).ensure(config.bootstrapApiKey);
  const key = generatedKey ?? config.bootstrapApiKey;
  if (key !== undefined) keepApiKey(config.dataDir, key);
  if (config.http.processes > 1) await probePort(config.http);
  const url = await app.listen(config.http);
  const replicas = new ReplicaSet({
    count: config.http.processes - 1,
    // One process of a data dir runs the queue; the others serve HTTP.
    environment: { ...environment, PATCHBAY_ROLE: config.role === 'all' ? 'api' : config.role, PORT: new URL(url).port },
    logger,
  });
  // Side by side: the time to stop is one, not their sum.
  stopping.opened(async () => void (await Promise.all([app.close(), replicas.stop()])));
  await replicas.start();
  const lines = [`Patchbay is ready at ${config.publicUrl ?? url}`];
  if (generatedKey !== undefined) lines.push(`API key of workspace "default" (shown this once): ${generatedKey}`);
  if (isApiKeyKept(config.dataDir)) lines.push(`The key is kept in ${apiKeyFile(config.dataDir)}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What an operator can mend is one line; only the rest is a stack. */
function tellWhy(error: unknown, logger: Logger): void {
  if (isPlatformError(error) && error.code === 'config_invalid') process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    process.stderr.write('PORT: is in use by another program; stop that or choose another port.\n');
  else if (error instanceof Error && 'code' in error && error.code === 'ENOTSUP')
    process.stderr.write('PATCHBAY_PROCESSES: this system does not let several processes share a port; use 1, or several machines.\n');
  else logger.fatal({ err: error }, 'Patchbay could not start');
}
