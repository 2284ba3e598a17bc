import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isPlatformError } from '@patchbay/kernel';
import { ConfigError, hasEmbeddedDatabase, isMigrated, type PlatformConfig } from '@patchbay/platform';
import { loadPlugin } from '../../../api/src/plugins/plugin-connectors.js';
import { readPluginPackage } from '../../../api/src/plugins/plugin-package.js';
import { serverConfig, type CliContext } from '../cli-context.js';
import { answers, runningEmbeddedUrl, sealingKeys } from '../server-database.js';

/** One finding. `note`: worth knowing, nothing to mend. */
export interface Finding {
  readonly subject: string;
  readonly state: 'good' | 'bad' | 'note';
  readonly text: string;
}

const OLDEST_NODE = 24;
const SMALLEST_FREE_BYTES = 1024 ** 3;

const good = (subject: string, text: string): Finding => ({ subject, state: 'good', text });
const bad = (subject: string, text: string): Finding => ({ subject, state: 'bad', text });
const note = (subject: string, text: string): Finding => ({ subject, state: 'note', text });

/** Looks at everything a start depends on, without changing any of it. A broken setting ends the list: the rest hangs on it. */
export async function* runChecks(context: CliContext): AsyncGenerator<Finding> {
  const node = Number.parseInt(process.versions.node, 10);
  yield node >= OLDEST_NODE ? good('node', process.version) : bad('node', `${process.version} is too old. npm ci installs the right one.`);
  let config: PlatformConfig;
  try {
    config = serverConfig(context);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield bad('settings', error.problems.join('\n'));
    return;
  }
  yield good('settings', `role ${config.role}, ${config.redisUrl ? 'queue on Redis' : 'queue on Postgres'}`);
  yield dataDirFinding(config.dataDir);
  yield keysFinding(config);
  yield await databaseFinding(config);
  for (const name of config.connectorPackages) yield await pluginFinding(name, context.projectDir);
  if (config.role !== 'worker') yield await portFinding(config);
  for (const [subject, url] of servicesOf(config)) yield await serviceFinding(subject, url);
}

/** Loads the package as the server will at its first use. */
async function pluginFinding(name: string, from: string): Promise<Finding> {
  try {
    const plugin = readPluginPackage(name, from);
    const { title, actions } = await loadPlugin(plugin);
    return good('connector package', `${name} ${plugin.version}: ${title}, ${actions.length} actions`);
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    return bad('connector package', error.message);
  }
}

function dataDirFinding(dataDir: string): Finding {
  const existing = nearestFolder(dataDir);
  const { bavail, bsize } = statfsSync(existing);
  const freeGb = ((bavail * bsize) / 1024 ** 3).toFixed(1);
  if (bavail * bsize < SMALLEST_FREE_BYTES)
    return bad('data dir', `only ${freeGb} GB are free at ${existing}. Make room, or set PATCHBAY_DATA_DIR elsewhere.`);
  return existing === dataDir
    ? good('data dir', `${dataDir}, ${freeGb} GB free`)
    : note('data dir', `${dataDir} is made at the first start`);
}

function nearestFolder(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? path : nearestFolder(dirname(path));
}

function keysFinding(config: PlatformConfig): Finding {
  if (!config.encryptionKeys && !hasEmbeddedDatabase(config.dataDir)) return note('keys', 'made at the first start');
  try {
    const [first, ...others] = sealingKeys(config).map(({ id }) => `"${id}"`);
    return good('keys', `${first} seals${others.length > 0 ? `, ${others.join(', ')} open too` : ''}`);
  } catch (error) {
    return bad('keys', sentenceOf(error));
  }
}

async function databaseFinding(config: PlatformConfig): Promise<Finding> {
  const url = config.databaseUrl ?? (await runningEmbeddedUrl(config.dataDir));
  if (url === undefined)
    return note(
      'database',
      hasEmbeddedDatabase(config.dataDir)
        ? 'embedded; its server is not running (npm start starts it)'
        : 'embedded; made at the first start',
    );
  const { hostname, port } = new URL(url);
  const where = `${config.databaseUrl ? 'outside' : 'embedded'}, at ${hostname}:${port || '5432'}`;
  try {
    return (await isMigrated(url))
      ? good('database', `${where}, on this version`)
      : bad('database', `${where}, on an older version. Run: npx patchbay migrate`);
  } catch (error) {
    return bad('database', sentenceOf(error));
  }
}

async function portFinding({ http: { host, port } }: PlatformConfig): Promise<Finding> {
  const address = { host: host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host, port };
  return (await answers(address))
    ? note('port', `${port} is in use: the server runs, or another program does`)
    : good('port', `${port} is free`);
}

function servicesOf(config: PlatformConfig): [string, string][] {
  const services: [string, string | undefined][] = [
    ['redis', config.redisUrl],
    ['nango', config.nango?.host],
    ['vault', config.vault?.address],
    ['jwks', config.jwt?.jwksUrl],
    ['posthog', config.posthog?.host],
    ['rudderstack', config.rudderstack?.dataPlaneUrl],
  ];
  return services.filter((service): service is [string, string] => service[1] !== undefined);
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'redis:': 6379, 'rediss:': 6379, 'http:': 80, 'https:': 443 };

async function serviceFinding(subject: string, url: string): Promise<Finding> {
  const { protocol, hostname, port } = new URL(url);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (DEFAULT_PORTS[protocol] ?? 443) };
  const where = `${address.host}:${address.port}`;
  return (await answers(address))
    ? good(subject, `${where} answers`)
    : bad(subject, `${where} does not answer. Start it, or correct its address.`);
}

function sentenceOf(error: unknown): string {
  if (isPlatformError(error)) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
