import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/prepare/free-port.mjs';
import { serverArguments } from '../../scripts/prepare/server-flags.mjs';
import { DatabaseMeter } from '../measure/database.mjs';
import { Api } from './api.mjs';
import { COUNTED, Program } from './program.mjs';

const START_WITHIN_MS = 120_000;
const newKey = () => `pb_bench_${randomBytes(24).toString('base64url')}`;
const newDataDir = () => mkdtempSync(join(tmpdir(), 'patchbay-bench-'));

/**
 * Patchbay as the product starts it: the built server with its embedded database, in a fresh data dir, or in the given one with the key it began with.
 * @param {{ name?: string, env?: Record<string, string>, nodeArgs?: string[], dataDir?: string, key?: string }} options
 */
export async function startPatchbay({ name = 'patchbay', env = {}, nodeArgs = [], dataDir = newDataDir(), key = newKey() } = {}) {
  // As root the database server runs as another user, who has to get in.
  chmodSync(dataDir, 0o755);
  const startedAt = performance.now();
  const { program, port } = await launch({ env: { PATCHBAY_DATA_DIR: dataDir, PATCHBAY_BOOTSTRAP_API_KEY: key, ...env }, nodeArgs });
  let meter;
  const stop = async ({ keep = false } = {}) => {
    await meter?.close();
    await program.stop();
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(program, port);
    const readyMs = performance.now() - startedAt;
    // With several processes: until all of them serve.
    if (env.PATCHBAY_PROCESSES !== undefined) await program.says(' is ready at ');
    const databaseUrl = readFileSync(join(dataDir, 'database-url'), 'utf8').trim();
    meter = await DatabaseMeter.open(databaseUrl);
    return {
      name,
      port,
      pid: program.pid,
      program,
      key,
      api: new Api(`http://127.0.0.1:${port}/api/v1`, key),
      databaseUrl,
      meter,
      postmaster: Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
      readyMs,
      dataDir,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A worker beside a Patchbay that was started in the role `api` with sealing keys of its own in `env`.
 * Out: a system whose CPU and memory are the worker's, on the database of the other.
 */
export async function startWorker(patchbay, { name, env }) {
  const dataDir = newDataDir();
  const { program, port } = await launch({
    env: { ...env, PATCHBAY_DATA_DIR: dataDir, DATABASE_URL: patchbay.databaseUrl, PATCHBAY_ROLE: 'worker' },
  });
  const stop = async () => {
    await program.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(program, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...patchbay, name, port, pid: program.pid, program, stop };
}

/** Settings of a Patchbay whose data another process shall read too. */
export const sharedKeys = () => ({ PATCHBAY_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}` });

async function launch({ env, nodeArgs = [] }) {
  const port = await freePort();
  const program = new Program([...COUNTED, ...nodeArgs, ...serverArguments(env.PATCHBAY_ROLE)], {
    ...cleanEnvironment(),
    PORT: String(port),
    PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
    NODE_ENV: 'production',
    ...env,
  });
  return { program, port };
}

async function ready(program, port) {
  const giveUpAt = performance.now() + START_WITHIN_MS;
  while (performance.now() < giveUpAt && program.isRunning) {
    const ok = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Patchbay did not become ready:\n${program.output}`);
}

/** What a developer's shell may set must not change what is measured. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(PATCHBAY_|OTEL_|NANGO_|VAULT_)|^(DATABASE_URL|REDIS_URL|POSTHOG_.*|RUDDERSTACK_.*|PORT|HOST|NODE_OPTIONS)$/.test(name),
    ),
  );
}
