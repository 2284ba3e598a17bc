import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { DIST, ROOT } from '../../scripts/prepare/paths.mjs';
import { median } from '../measure/statistics.mjs';

const RUNS = 5;
const WANTED = 200;
const TARGETS = { startMs: 300, startMiB: 50 };
const run = promisify(execFile);

/**
 * What 200 further connectors cost: at the start, where only their manifests are read, and once every one of them is loaded, as after the first look at the
 * catalogue. Our own stand for them, as often as it takes, each time from files of their own.
 */
export default {
  name: 'connectors',
  title: '200 further connectors',
  targets: TARGETS,

  async *measure() {
    const place = await mkdtemp(join(tmpdir(), 'patchbay-bench-connectors-'));
    try {
      const folders = await copies(place);
      const runs = [];
      for (let i = 0; i < RUNS; i++) runs.push(await measured(place, folders));
      const middle = (name) => median(runs.map((one) => one[name]));
      const scale = WANTED / runs[0].loaded;
      const result = {
        actions: Math.round(runs[0].actions * scale),
        startMs: middle('registerMs'),
        startMiB: middle('registerMiB'),
        loadMs: middle('loadMs') * scale,
        loadMiB: middle('loadMiB') * scale,
        compileMs: middle('compileMs') * scale,
      };
      yield { work: 'connectors', ...result, text: describe(result) };
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
};

/** Packages whose manifests are read, and whole copies of our connectors with the libraries they import. */
async function copies(place) {
  const modules = join(place, 'node_modules');
  for (let i = 0; i < WANTED; i++) {
    await mkdir(join(modules, `bench-${i}`), { recursive: true });
    const manifest = { name: `bench-${i}`, version: '1.0.0', type: 'module', peerDependencies: { '@patchbay/connector-sdk': '^1.0.0' } };
    await writeFile(join(modules, `bench-${i}`, 'package.json'), JSON.stringify(manifest));
  }
  const { connectors } = await import(pathToFileURL(join(DIST, 'connectors', 'index.js')).href);
  const folders = Array.from({ length: Math.ceil(WANTED / connectors.length) }, (_, i) => join(place, `copy-${i}`, 'connectors'));
  for (const folder of folders) {
    await cp(join(DIST, 'connectors'), folder, { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, '..', 'node_modules'));
  }
  return folders;
}

async function measured(place, folders) {
  const aliases = pathToFileURL(join(ROOT, 'scripts', 'aliases.mjs')).href;
  const child = join(ROOT, 'bench', 'measure', 'load-connectors.mjs');
  const { stdout } = await run(process.execPath, ['--expose-gc', '--import', aliases, child, place, String(WANTED), ...folders]);
  return JSON.parse(stdout);
}

function describe({ actions, startMs, startMiB, loadMs, loadMiB, compileMs }) {
  const verdict = (met) => (met ? 'met' : 'missed');
  const met = startMs <= TARGETS.startMs && startMiB <= TARGETS.startMiB;
  return [
    `\n${WANTED} further connectors with ${actions} actions`,
    `at the start: ${startMs.toFixed(1)} ms of CPU, ${startMiB.toFixed(1)} MiB [target at most ${TARGETS.startMs} ms and ${TARGETS.startMiB} MiB: ${verdict(met)}]`,
    `all of them loaded: ${Math.round(loadMs)} ms of CPU, ${Math.round(loadMiB)} MiB more`,
    `every action compiled: ${Math.round(compileMs)} ms of CPU (done one by one, at an action's first call)`,
  ].join('\n');
}
