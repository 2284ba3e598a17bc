// A child of the bench: what 200 connectors add to a start, where only their manifests are read, and what they hold once all of them are loaded.
// `node --expose-gc load-connectors.mjs <folder with node_modules/bench-<n>> <number of packages> <folders of connectors …>`
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { DIST } from '../../scripts/prepare/paths.mjs';

const [place, packages, ...folders] = process.argv.slice(2);
const { actionsOf, compileAction } = await import('@patchbay/connector-sdk');
const { pluginConnectors } = await import(pathToFileURL(join(DIST, 'apps/api/src/plugins/plugin-connectors.js')).href);
// One of ours first: what every process has loaded after its first call is not the others'.
const own = await import(pathToFileURL(join(DIST, 'connectors/index.js')).href);
await own.connectors.find(({ key }) => key === 'stripe').load();

const names = Array.from({ length: Number(packages) }, (_, i) => `bench-${i}`);
const logger = { info: () => undefined, error: (fields, message) => process.stderr.write(`${message}\n`) };
const registered = await cost(() => pluginConnectors({ packages: names, from: place, taken: [], logger }));
const loaded = await cost(async () => {
  const connectors = [];
  for (const folder of folders) {
    const index = await import(pathToFileURL(join(folder, 'index.js')).href);
    for (const { load } of index.connectors) connectors.push(await load());
  }
  return connectors;
});
const actions = loaded.result.flatMap((connector) =>
  actionsOf(connector).map((action) => () => compileAction(connector, action, { version: 1 })),
);
const compiled = await cost(() => actions.map((compile) => compile()));

process.stdout.write(
  JSON.stringify({
    registered: registered.result.length,
    registerMs: registered.cpuMs,
    registerMiB: registered.addedMiB,
    loaded: loaded.result.length,
    actions: actions.length,
    loadMs: loaded.cpuMs,
    loadMiB: loaded.addedMiB,
    compileMs: compiled.cpuMs,
  }),
);

/** CPU time, which other programs on the machine do not stretch, and what stays in memory. */
async function cost(work) {
  const before = await heldBytes();
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, cpuMs: (user + system) / 1_000, addedMiB: ((await heldBytes()) - before) / 2 ** 20 };
}

async function heldBytes() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await wait(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
