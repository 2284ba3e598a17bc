// Where things are. Plain Node: nothing here may need node_modules.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const DIST = join(ROOT, 'dist');
/** Locks, stamps and caches of the tools: safe to delete at any time. */
export const CACHE = join(ROOT, '.cache');

const EXE = process.platform === 'win32' ? '.exe' : '';
const REQUIRED_MAJOR = 24;

/** A problem the reader can solve: shown as one sentence, without a stack. */
export class Hint extends Error {}

/** The Node the product runs on: the one npm installed into the project, or this one when it is new enough. */
export function localNode() {
  const local = join(ROOT, 'node_modules', 'node', 'bin', `node${EXE}`);
  if (existsSync(local)) return local;
  if (Number.parseInt(process.versions.node, 10) >= REQUIRED_MAJOR) return process.execPath;
  throw new Hint(
    `Patchbay runs on Node ${REQUIRED_MAJOR}; npm installs it into node_modules, but ${local} is missing. ` +
      'Allow install scripts (npm config get ignore-scripts must say false), then run: npm ci',
  );
}

/** The machine's own Node: an install replaces node_modules and with it the local one. */
export function machineNode(env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '' && !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, `node${EXE}`)).find((file) => existsSync(file)) ?? process.execPath;
}

/** The environment without node_modules/.bin on the PATH. */
export function machineEnvironment(env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...env, PATH: folders.join(delimiter) };
}
