import { pathToFileURL } from 'node:url';
import { connectorProblems, isConnector, type Connector } from '@patchbay/connector-sdk';
import { isPlatformError } from '@patchbay/kernel';
import type { Logger } from '@patchbay/platform';
import type { BuiltinConnector } from '@patchbay/registry';
import { readPluginPackage, refused, type PluginPackage } from './plugin-package.js';

export interface PluginOptions {
  /** `PATCHBAY_CONNECTORS`. */
  readonly packages: readonly string[];
  /** Folder whose `node_modules`, and those above it, hold the packages. */
  readonly from: string;
  /** Keys that are taken by the built-in connectors. */
  readonly taken: readonly string[];
  readonly logger: Pick<Logger, 'error' | 'info'>;
}

/**
 * Third-party connectors, as the registry takes them. Only their manifests are read now; their code is loaded when they are first looked at. One that cannot be
 * used is left out and told by name, now or at its first use: the start goes on.
 */
export function pluginConnectors({ packages, from, taken, logger }: PluginOptions): BuiltinConnector[] {
  const keys = new Set(taken);
  return packages.flatMap((name) => {
    try {
      const plugin = readPluginPackage(name, from);
      if (keys.has(plugin.key)) throw refused(name, `brings the connector "${plugin.key}", and there is one already`);
      keys.add(plugin.key);
      logger.info({ package: name, version: plugin.version, connector: plugin.key }, 'a connector package is ready');
      return [{ key: plugin.key, plugin: name, load: () => loadPlugin(plugin).catch((error: unknown) => tell(error, name, logger)) }];
    } catch (error) {
      logger.error({ package: name }, messageOf(error));
      return [];
    }
  });
}

/** The package's default export. Throws `config_invalid` naming the package when it is no usable connector. */
export async function loadPlugin({ name, key, entry }: PluginPackage): Promise<Connector> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(entry).href)) as typeof module;
  } catch (cause) {
    throw refused(name, `cannot be loaded: ${firstLine(messageOf(cause))}`, cause);
  }
  if (!isConnector(module.default)) throw refused(name, 'has no connector as its default export; use defineConnector');
  const problems = connectorProblems(module.default);
  if (module.default.key !== key) problems.unshift(`its key is "${module.default.key}" and its package.json says "${key}"`);
  if (problems.length > 0) throw refused(name, `is not usable: ${problems.join('; ')}`);
  return module.default;
}

function tell(error: unknown, name: string, logger: Pick<Logger, 'error'>): never {
  logger.error({ package: name }, messageOf(error));
  throw isPlatformError(error) ? error : refused(name, 'cannot be loaded', error);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
