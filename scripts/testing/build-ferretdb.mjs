// Builds FerretDB (the MongoDB wire protocol on SQLite) that the suite of the mongodb connector runs on, once: node scripts/testing/build-ferretdb.mjs
// Needs Go; takes some minutes. The program is kept in the user's cache, for every clone. Without it that suite is skipped by name.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Hint } from '../prepare/paths.mjs';
import { main } from '../prepare/prepare.mjs';

/** The last version that needs no Postgres extension. libs/testing/src/mongodb looks for the same. */
const VERSION = '1.24.0';
const MODULE = 'github.com/FerretDB/FerretDB';

await main(async () => {
  const folder = join(homedir(), '.cache', 'patchbay', 'ferretdb');
  const program = join(folder, `ferretdb-${VERSION}`);
  if (existsSync(program)) return void process.stdout.write(`${program} is there already.\n`);
  if (spawnSync('go', ['version']).status !== 0) throw new Hint('Go is not on the PATH; FerretDB cannot be built here.');
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'build-'));
  try {
    const { Dir: source } = JSON.parse(go(['mod', 'download', '-json', `${MODULE}@v${VERSION}`], work));
    cpSync(source, join(work, 'source'), { recursive: true });
    makeWritable(work);
    // Only the module's own build tool writes this file, and the program refuses to start without it.
    writeFileSync(join(work, 'source/build/version/version.txt'), `v${VERSION}\n`);
    go(['build', '-trimpath', '-o', join(work, 'ferretdb'), './cmd/ferretdb'], join(work, 'source'));
    // In one step, so that nobody finds half a program.
    renameSync(join(work, 'ferretdb'), program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  process.stdout.write(`${program}\n`);
});

/** The module cache is read-only, and so is a copy of it: nothing could be written into it or taken away. */
function makeWritable(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    chmodSync(join(folder, entry.name), 0o755);
    makeWritable(join(folder, entry.name));
  }
}

function go(args, cwd) {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' };
  const { status, stdout } = spawnSync('go', args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], env, encoding: 'utf8' });
  if (status !== 0) throw new Hint(`go ${args.join(' ')} ended with ${status}.`);
  return stdout;
}
