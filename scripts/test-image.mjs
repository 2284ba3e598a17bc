// npm run test:image: carries out docker/Dockerfile in an empty folder, without an engine and as a user who is not root, and runs what
// comes out as the image would: its command, its health check, its command line tool. Some minutes, and the package registry.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './prepare/free-port.mjs';
import { Hint, localNode, machineEnvironment, ROOT } from './prepare/paths.mjs';
import { main, prepare } from './prepare/prepare.mjs';
import { run } from './prepare/run.mjs';
import { SERVER_FLAGS } from './prepare/server-flags.mjs';
import { parseDockerfile } from './testing/dockerfile.mjs';
import { buildImage, contextOf, sealTree } from './testing/image-build.mjs';
import './ts-sources.mjs';

/** The user "node" of the official images, by whom our Dockerfile runs. */
const USER = 1000;
/** Generous: a busy machine is no failure. */
const HEALTHY_WITHIN_MS = 300_000;
/** How this machine reaches the package registry. */
const NETWORK = /^(npm_config_|NODE_EXTRA_CA_CERTS$|(https?|no)_proxy$)/i;
const KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const API_KEY = 'key-of-the-image-test-0123456789';

const tell = (text) => process.stderr.write(`• ${text}\n`);

await main(async () => {
  await prepare({ build: false });
  const context = await contextOf(ROOT);
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-image-'));
  beNobodySpecial(folder);
  try {
    const image = await buildImage({
      stages: parseDockerfile(readFileSync(join(ROOT, 'docker', 'Dockerfile'), 'utf8')),
      folder,
      context,
      env: builderEnvironment(folder),
      tell,
    });
    assert.equal(image.user, String(USER));
    tell(`Final stage: ${Math.round(sealTree(image.real('/app')) / 1e6)} MB, now read-only`);
    await refusesToStartWithoutDatabase(image);
    await withPostgres(folder, async (url) => {
      await serves(image, settingsOf(url, { PATCHBAY_ROLE: 'api' }), apiWorks);
      await serves(image, settingsOf(url, { PATCHBAY_ROLE: 'worker' }), workerWorks);
    });
    tell('The image works.');
  } finally {
    // What was made read-only belongs to us nevertheless.
    await run('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** From here on this process, and with it all it starts, is the image's user if we were root. */
function beNobodySpecial(folder) {
  if (process.getuid() === 0) {
    chownSync(folder, USER, USER);
    process.setgroups([]);
    process.setgid(USER);
    process.setuid(USER);
  }
  if (process.getuid() !== USER) throw new Hint(`Start this as root or as user ${USER}: the Dockerfile gives /data to that user.`);
}

/** Node of the version we develop on and the machine's npm; home and package cache inside the folder, where this user may write. */
function builderEnvironment(folder) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  copyFileSync(localNode(), join(bin, 'node'));
  const machine = machineEnvironment();
  const network = Object.entries(machine).filter(([name]) => NETWORK.test(name));
  return {
    ...Object.fromEntries(network),
    PATH: [bin, machine.PATH].join(delimiter),
    HOME: folder,
    npm_config_cache: join(folder, '.npm'),
  };
}

async function withPostgres(folder, work) {
  const { startEmbeddedPostgres } = await import('../libs/platform/src/embedded-postgres/embedded-postgres.ts');
  const dataDir = join(folder, 'postgres');
  mkdirSync(dataDir);
  const server = await startEmbeddedPostgres(dataDir);
  try {
    await work(server.url);
  } finally {
    await server.stop();
  }
}

function settingsOf(url, more) {
  return { DATABASE_URL: url, PATCHBAY_ENCRYPTION_KEYS: KEYS, PATCHBAY_BOOTSTRAP_API_KEY: API_KEY, LOG_LEVEL: 'warn', ...more };
}

async function refusesToStartWithoutDatabase(image) {
  const child = start(image, {});
  const said = await Promise.all([child.stderr.toArray(), once(child, 'exit')]).then(([chunks]) => chunks.join(''));
  assert.equal(child.exitCode, 1);
  assert.match(said, /^DATABASE_URL: is needed/);
  tell('Without DATABASE_URL it does not start and says so');
}

/** Starts the image's command, waits until its own health check passes, looks at it, stops it with SIGTERM. */
async function serves(image, settings, look) {
  const port = await freePort();
  const env = { ...settings, PORT: String(port) };
  const child = start(image, env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [node, ...args] = image.health;
  const check = () => run(node, args, { cwd: image.real('.'), env: { ...image.environment, ...env } });
  try {
    await untilHealthy({ child, check, role: settings.PATCHBAY_ROLE, output: () => said });
    assert.match(readFileSync(`/proc/${child.pid}/status`, 'utf8'), new RegExp(`^Uid:\\s+${USER}\\s`, 'm'));
    const commandLine = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8').split('\0');
    for (const flag of SERVER_FLAGS) assert.ok(commandLine.includes(flag), `the server runs without ${flag}`);
    await look({ url: `http://127.0.0.1:${port}`, image, env });
    const stopping = performance.now();
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    assert.equal(child.exitCode, 0, said);
    tell(`${settings.PATCHBAY_ROLE}: stopped after ${((performance.now() - stopping) / 1000).toFixed(1)} s`);
    assert.equal((await check()).code, 1, 'the health check passes though nothing runs');
  } finally {
    child.kill('SIGKILL');
  }
}

async function untilHealthy({ child, check, role, output }) {
  const begin = performance.now();
  for (let health = await check(); health.code !== 0; health = await check()) {
    const late = performance.now() - begin > HEALTHY_WITHIN_MS;
    if (late || child.exitCode !== null) throw new Error(`It never became healthy: ${health.output}\n${output()}`);
    await pause(500);
  }
  tell(`${role}: healthy after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

async function apiWorks({ url, image, env }) {
  const ready = await fetch(`${url}/health/ready`);
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ok', checks: { database: 'up', queue: 'up' } }]);
  const workspaces = await fetch(`${url}/api/v1/workspaces`, { headers: { authorization: `Bearer ${API_KEY}` } });
  assert.equal(workspaces.status, 200);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  assert.match(await page.text(), /<div id="root">/);
  const rotated = await run('node', ['bin/patchbay.mjs', 'keys', 'rotate'], {
    cwd: image.real('.'),
    env: { ...image.environment, ...env },
  });
  assert.equal(rotated.code, 0, rotated.output);
}

async function workerWorks({ url }) {
  assert.equal((await fetch(`${url}/health/ready`)).status, 200);
  assert.equal((await fetch(`${url}/api/v1/workspaces`)).status, 404);
}

function start(image, settings) {
  const [node, ...args] = image.command;
  return spawn(node, args, {
    cwd: image.real('.'),
    env: { ...image.environment, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
