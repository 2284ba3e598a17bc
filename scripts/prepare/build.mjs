import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { compressFiles } from './compress.mjs';
import { DIST, Hint, localNode, ROOT } from './paths.mjs';
import { run } from './run.mjs';

const STAMP = join(DIST, '.build-stamp');
const SERVER_ROOTS = ['apps/api', 'apps/worker', 'apps/cli', 'libs', 'connectors', 'migrations'];
const SERVER_CONFIGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/prepare/build.mjs'];
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'test', 'replies', 'coverage']);

/** What is built, from which files, and how. Each part is stale when the content of its sources is not what its stamp says. */
const PARTS = [
  {
    name: 'server',
    sources: () => [...SERVER_ROOTS.flatMap((root) => files(join(ROOT, root))).filter(isServerSource), ...configs(SERVER_CONFIGS)],
    made: () => existsSync(join(DIST, 'libs', 'kernel', 'src', 'index.js')),
    build: buildServer,
    clean: () =>
      ['apps', 'libs', 'connectors', 'migrations', '.tsbuildinfo'].forEach((name) =>
        rmSync(join(DIST, name), { recursive: true, force: true }),
      ),
  },
  {
    name: 'web',
    exists: () => existsSync(join(ROOT, 'apps', 'web', 'index.html')),
    sources: () => [
      ...files(join(ROOT, 'apps', 'web')),
      // The catalogue's pictures are files of the app.
      ...files(join(ROOT, 'connectors')).filter((file) => file.endsWith('icon.svg')),
      // So are the templates of workflows.
      ...files(join(ROOT, 'examples')),
      ...configs(['package-lock.json', 'tsconfig.json', 'scripts/prepare/compress.mjs']),
    ],
    made: () => existsSync(join(DIST, 'web', 'index.html')),
    build: buildWeb,
    clean: () => rmSync(join(DIST, 'web'), { recursive: true, force: true }),
  },
];

/** The parts that have to be built. */
export function staleParts({ force = false } = {}) {
  const stamp = readStamp();
  return PARTS.filter((part) => part.exists?.() ?? true)
    .map((part) => ({ ...part, hash: hashOf(part.sources()) }))
    .filter((part) => force || stamp[part.name] !== part.hash || !part.made());
}

/** Builds one part and remembers what it was built from. */
export async function buildPart(part, { force = false } = {}) {
  mkdirSync(DIST, { recursive: true });
  writeStamp({ [part.name]: undefined });
  if (force) part.clean();
  await part.build();
  writeStamp({ [part.name]: part.hash });
}

async function buildServer() {
  // Types are a gate of `npm test`; here they would only double the time of a start.
  await tool(
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck', '--pretty', 'false'],
    'The server does not compile.',
  );
  // What is read beside the code at run time: icons, SQL, JSON. Everything that has no source any more goes.
  for (const file of SERVER_ROOTS.flatMap((root) => files(join(ROOT, root))).filter(
    (file) => isServerSource(file) && !file.endsWith('.ts'),
  )) {
    const target = join(DIST, relative(ROOT, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
  for (const file of SERVER_ROOTS.flatMap((root) => files(join(DIST, root)))) {
    const source = join(ROOT, relative(DIST, file)).replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(source)) rmSync(file);
  }
}

async function buildWeb() {
  await tool(
    ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--outDir', join(DIST, 'web'), '--emptyOutDir', '--logLevel', 'warn'],
    'The web app does not build.',
  );
  await compressFiles(join(DIST, 'web'));
}

async function tool(args, failure) {
  const { code, output } = await run(localNode(), args);
  if (code !== 0) throw new Hint(`${output.trim()}\n\n${failure}`);
}

function isServerSource(file) {
  return !/\.(e2e-)?spec\.ts$|\.md$/.test(file) && !file.startsWith(join(ROOT, 'libs', 'testing') + sep);
}

function configs(names) {
  return names.map((name) => join(ROOT, name)).filter((file) => existsSync(file));
}

/** Every file below a folder, sorted, without what no build reads. */
function files(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) || entry.name.startsWith('.') ? [] : files(path);
      return entry.isFile() && !entry.name.startsWith('.') ? [path] : [];
    });
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = readFileSync(path);
    hash.update(`${relative(ROOT, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamp(change) {
  writeFileSync(`${STAMP}.new`, JSON.stringify({ ...readStamp(), ...change }));
  renameSync(`${STAMP}.new`, STAMP);
}
