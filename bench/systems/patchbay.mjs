import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_FLAGS } from '../../scripts/prepare/server-flags.mjs';
import { Program } from './program.mjs';

const START_WITHIN_MS = 120_000;

/**
 * Patchbay as the product starts it: the built server with its embedded database, in a fresh data dir or the given one.
 * @param {{ env?: Record<string, string>, nodeArgs?: string[], dataDir?: string }} options
 */
export async function startPatchbay({ env = {}, nodeArgs = [], dataDir = mkdtempSync(join(tmpdir(), 'patchbay-bench-')) } = {}) {
  // As root the database server runs as another user, who has to get in.
  chmodSync(dataDir, 0o755);
  const key = `pb_bench_${randomBytes(24).toString('base64url')}`;
  const port = await freePort();
  const startedAt = performance.now();
  const program = new Program([...SERVER_FLAGS, ...nodeArgs, '--import', './scripts/aliases.mjs', 'dist/apps/api/src/main.js'], {
    ...cleanEnvironment(),
    PORT: String(port),
    PATCHBAY_DATA_DIR: dataDir,
    PATCHBAY_BOOTSTRAP_API_KEY: key,
    PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
    NODE_ENV: 'production',
    ...env,
  });
  const stop = async ({ keep = false } = {}) => {
    await program.stop();
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(program, port);
    const readyMs = performance.now() - startedAt;
    // With several processes: until all of them serve.
    if (env.PATCHBAY_PROCESSES !== undefined) await program.says(' is ready at ');
    const databaseUrl = readFileSync(join(dataDir, 'database-url'), 'utf8').trim();
    const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const api = new Api(`http://127.0.0.1:${port}/api/v1`, key);
    return {
      name: 'patchbay',
      port,
      pid: program.pid,
      key,
      api,
      databaseUrl,
      database: new URL(databaseUrl).pathname.slice(1),
      postmaster,
      readyMs,
      dataDir,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The outside contract, as a caller uses it. */
export class Api {
  constructor(base, key) {
    this.base = base;
    this.key = key;
  }

  /** Out: the answer's body. Throws the problem document of anything but 2xx. */
  async call(method, path, body) {
    const response = await fetch(this.base + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 1_000)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
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

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
