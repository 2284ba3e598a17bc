import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Entry {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}
const packages = (JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, Entry> })
  .packages;

/** Node's search for a package from inside another one. */
function isFound(from: string, name: string): boolean {
  if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true;
  return from !== '' && isFound(from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name);
}

// npm leaves packages for other machines out when it adds a dependency beside an existing node_modules (npm/cli#4828); `npm ci` then refuses.
test('package-lock.json holds every dependency, those for other machines included', () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !isFound(path, name))
      .map((name) => `${path || 'package.json'} → ${name}`),
  );
  expect(missing).toEqual([]);
});

test('every package has a version', () => {
  expect(Object.entries(packages).filter(([, { version }]) => !version)).toEqual([]);
});
