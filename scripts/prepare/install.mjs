import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hint, machineEnvironment, machineNode, ROOT } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes what it installed in node_modules/.package-lock.json; both are compared
 * by version, so neither file times nor a network matter.
 */
export function isInstalled(root = ROOT) {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const have = installed[path];
    // Optional packages are those of other machines; a present one still has to be the right one.
    return have ? have.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

/** `npm ci`, by the npm that started us if there is one. Its output is shown only when it fails. */
export async function install() {
  const own = process.env.npm_execpath;
  const byNode = own !== undefined && /npm-cli\.c?js$/.test(own) && existsSync(own);
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...machineEnvironment(), npm_config_update_notifier: 'false' };
  const { code, output } = await run(byNode ? machineNode() : 'npm', byNode ? [own, ...flags] : flags, { env });
  if (code !== 0)
    throw new Hint(
      `${output.trim()}\n\nnpm ci failed (exit code ${code}). A first install needs the package registry; after it, none is needed.`,
    );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
