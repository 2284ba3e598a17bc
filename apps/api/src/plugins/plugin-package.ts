import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SDK_VERSION } from '@patchbay/connector-sdk';
import { isJsonObject, PlatformError, type JsonValue } from '@patchbay/kernel';
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';

/** What a connector's npm package says of itself, read without running any of it. */
export interface PluginPackage {
  readonly name: string;
  readonly version: string;
  /** Key of its connector: `patchbay.connector`, or the name without scope and `patchbay-connector-`. */
  readonly key: string;
  /** File whose default export is the connector. */
  readonly entry: string;
}

/**
 * Finds a package in the `node_modules` of `from` or a folder above it. Throws `config_invalid` with a sentence that names it: not installed, no
 * manifest, or made for another SDK (`patchbay.sdk`, else the peer range of `@patchbay/connector-sdk`).
 */
export function readPluginPackage(name: string, from: string): PluginPackage {
  const folder = folderOf(name, from);
  if (folder === undefined) throw refused(name, `is not installed; run npm install ${name} in ${from}`);
  const manifest = manifestOf(name, folder);
  const own = isJsonObject(manifest['patchbay']) ? manifest['patchbay'] : {};
  const peers = isJsonObject(manifest['peerDependencies']) ? manifest['peerDependencies'] : {};
  const range = own['sdk'] ?? peers['@patchbay/connector-sdk'];
  if (range !== undefined) {
    if (typeof range !== 'string' || validRange(range) === null) throw refused(name, 'names an SDK range that is none');
    if (!satisfies(SDK_VERSION, range)) throw refused(name, `needs the connector SDK ${range}; this is ${SDK_VERSION}`);
  }
  const key = own['connector'] ?? name.replace(/^@[^/]+\//, '').replace(/^patchbay-(connector-)?/, '');
  if (typeof key !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(key))
    throw refused(name, 'says no usable key of its connector; set "patchbay": { "connector": "<key>" } in its package.json');
  const entry = join(folder, entryOf(manifest['exports']) ?? textOf(manifest['main']) ?? 'index.js');
  return { name, version: textOf(manifest['version']) ?? '', key, entry };
}

/** A setting's mistake, told by the package's name. */
export function refused(name: string, why: string, cause?: unknown): PlatformError {
  return new PlatformError('config_invalid', `PATCHBAY_CONNECTORS: ${name} ${why}.`, {}, { cause });
}

function folderOf(name: string, from: string): string | undefined {
  // A package's name, not a way out of node_modules.
  if (!/^(@[\w.~-]+\/)?[\w~-][\w.~-]*$/.test(name)) return undefined;
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return place;
    if (folder === dirname(folder)) return undefined;
  }
}

function manifestOf(name: string, folder: string): Record<string, JsonValue> {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as JsonValue;
    if (isJsonObject(manifest)) return manifest;
  } catch (cause) {
    throw refused(name, 'has a package.json that is no JSON', cause);
  }
  throw refused(name, 'has a package.json that is no object');
}

/** The file an `import` of the package finds: https://nodejs.org/api/packages.html#conditional-exports */
function entryOf(exports: JsonValue | undefined): string | undefined {
  if (typeof exports === 'string') return exports;
  if (!isJsonObject(exports)) return undefined;
  if ('.' in exports) return entryOf(exports['.']);
  const condition = Object.keys(exports).find((name) => ['node', 'import', 'default'].includes(name));
  return condition === undefined ? undefined : entryOf(exports[condition]);
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
