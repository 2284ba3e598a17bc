import { fileURLToPath } from 'node:url';
import { isPlatformError } from '@patchbay/kernel';
import { bootPlatform, ConfigError, createLogger, loadConfig, PlatformModule, type Logger, type PlatformConfig } from '@patchbay/platform';
import { BootstrapService } from '@patchbay/workspaces';
import { createApp, type RunningApp } from './create-app.js';
import { apiKeyFile, isApiKeyKept, keepApiKey } from './kept-api-key.js';
import { watchParent } from './parent-watch.js';
import { withSimulator } from './simulator/inside-simulator.js';
import { StopSequence } from './stop-sequence.js';

/** Where the build puts the web app, seen from this file's compiled place. */
const WEB_ROOT = fileURLToPath(new URL('../../../web', import.meta.url));

/** Starts the process as its environment says, and stops it on SIGTERM, SIGINT or when the launcher is gone. */
export async function run(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
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
    const platform = await bootPlatform(own, logger, inside);
    stopping.opened(() => platform.stop());
    const app = await createApp({ platform: PlatformModule.of(platform.parts), config: own, logger, webRoot: WEB_ROOT });
    stopping.opened(() => app.close());
    await serve(app, config);
  } catch (error) {
    tellWhy(error, logger);
    await stopping.stop(1);
  }
}

async function serve(app: RunningApp, config: PlatformConfig): Promise<void> {
  const { generatedKey } = await app.app.get(BootstrapService).ensure(config.bootstrapApiKey);
  const key = generatedKey ?? config.bootstrapApiKey;
  if (key !== undefined) keepApiKey(config.dataDir, key);
  const url = await app.listen(config.http.port, config.http.host);
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
  else logger.fatal({ err: error }, 'Patchbay could not start');
}
