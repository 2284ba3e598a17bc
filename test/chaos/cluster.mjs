// A small cluster of real processes on a real, durable Postgres (and Redis): started, killed at will and started again.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSealingKeys, freePort, generateSealingKey, startEmbeddedPostgres } from '../../libs/platform/src/index.ts';
import { serverArguments } from '../../scripts/prepare/server-flags.mjs';
import { startRedis } from '../../libs/testing/src/redis/redis-server.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const KEY = 'the-bootstrap-key-of-the-chaos-suite';
const START_MS = 60_000;
const SOME_READY_MS = 20_000;
const PRELOAD = ['--import', './test/chaos/kill-at.mjs'];

export class Cluster {
  #members = new Map();
  #folder = mkdtempSync(join(tmpdir(), 'patchbay-chaos-'));
  #stopping = false;
  kills = 0;
  log = [];
  /** Told of every process that was killed; with its point, when it did so itself. */
  onDeath = () => undefined;

  /**
   * `built`: run from dist/ as `npm start` does, instead of from the sources. `killAt(role)`: the point at which the next process of that role shall kill
   * itself, or undefined; without it the processes are the product and nothing else.
   */
  static async start({ redis, roles, killAt = undefined, verbose = false, built = false }) {
    const cluster = new Cluster();
    Object.assign(cluster, { verbose, killAt: killAt ?? (() => undefined) });
    cluster.arguments = (role) => argumentsOf(role, { built, hooked: killAt !== undefined });
    cluster.postgres = await startEmbeddedPostgres(cluster.#folder);
    cluster.redis = redis ? await startRedis() : undefined;
    cluster.sealing = formatSealingKeys([generateSealingKey('k1')]);
    cluster.key = KEY;
    for (const [index, role] of roles.entries()) {
      const name = `${role}-${index}`;
      cluster.#members.set(name, { name, role, port: await freePort(0), child: undefined, ready: undefined });
    }
    // The first one migrates; then all.
    const [first, ...rest] = cluster.#members.values();
    await cluster.#launch(first, undefined);
    if (!(await isReady(first.port))) throw new Error(`the first process did not start: ${cluster.log.slice(-20).join('')}`);
    await Promise.all(rest.map((member) => cluster.#launch(member, cluster.killAt(member.role))));
    return cluster;
  }

  get databaseUrl() {
    return this.postgres.url;
  }

  get apis() {
    return [...this.#members.values()].filter(({ role }) => role !== 'worker').map(({ port }) => `http://127.0.0.1:${port}`);
  }

  get names() {
    return [...this.#members.keys()];
  }

  pidOf(name) {
    return this.#members.get(name).child.pid;
  }

  /** For how long the process has taken work; 0: it does not. */
  aliveMs(name) {
    const { readyAt } = this.#members.get(name);
    return readyAt === undefined ? 0 : Date.now() - readyAt;
  }

  killProcess(name) {
    const member = this.#members.get(name);
    const { child } = member;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    member.killed = true;
    child.kill('SIGKILL');
  }

  postgresPid() {
    return Number(readFileSync(join(this.#folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** SIGKILL of the whole server, which is away for `downMs`; it recovers from its log. */
  async killPostgres({ downMs = 300 } = {}) {
    this.kills += 1;
    process.kill(this.postgresPid(), 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, downMs));
    const before = this.postgres.url;
    this.postgres = await startEmbeddedPostgres(this.#folder);
    if (this.postgres.url !== before) throw new Error('the database came back elsewhere');
  }

  async killRedis() {
    if (!this.redis) return;
    this.kills += 1;
    await this.redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await this.redis.restart();
  }

  async killEverything() {
    for (const name of this.names) this.killProcess(name);
    await Promise.all([this.killPostgres(), this.killRedis()]);
  }

  /** Lets everybody live from here on, and waits until all are up. */
  async calm() {
    this.killAt = () => undefined;
    // Those that carry a point they have not reached yet could still die: they are stopped as an operator would.
    for (const member of this.#members.values()) member.child?.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await this.allReady();
  }

  /** Waits, for a while, until there is somebody to kill: an API that takes calls and a worker. */
  async someReady() {
    for (const end = Date.now() + SOME_READY_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const states = await Promise.all(
        [...this.#members.values()].map(async ({ role, port }) => ((await isReady(port)) ? role : undefined)),
      );
      if (states.includes('api') && states.includes('worker')) return;
    }
  }

  async allReady() {
    for (const end = Date.now() + START_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const states = await Promise.all([...this.#members.values()].map(({ port }) => isReady(port)));
      if (states.every(Boolean)) return;
    }
    throw new Error(`not all processes came up: ${this.log.slice(-20).join('')}`);
  }

  async stop() {
    this.#stopping = true;
    for (const { child } of this.#members.values()) child?.kill('SIGKILL');
    await this.redis?.close();
    await this.postgres.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #launch(member, point) {
    const child = spawn(process.execPath, this.arguments(member.role), {
      cwd: ROOT,
      // The channel ends with us, and they with it.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        PORT: String(member.port),
        PATCHBAY_ROLE: member.role,
        PATCHBAY_DATA_DIR: join(this.#folder, member.name),
        DATABASE_URL: this.databaseUrl,
        PATCHBAY_ENCRYPTION_KEYS: this.sealing,
        PATCHBAY_BOOTSTRAP_API_KEY: KEY,
        PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
        LOG_LEVEL: 'warn',
        ...(this.redis ? { REDIS_URL: this.redis.url } : {}),
        ...(point ? { CHAOS_KILL_AT: point.at, CHAOS_KILL_VISIT: String(point.visit) } : {}),
      },
    });
    Object.assign(member, { child, killed: false, readyAt: undefined });
    const note = (chunk) => {
      this.log.push(`[${member.name}] ${chunk}`);
      if (this.log.length > 2_000) this.log.splice(0, 1_000);
      if (this.verbose) process.stderr.write(`[${member.name}] ${chunk}`);
    };
    child.stderr.on('data', note);
    const ready = new Promise((resolve) => {
      child.stdout.on('data', (chunk) => {
        note(chunk);
        if (!String(chunk).includes('is ready at')) return;
        member.readyAt = Date.now();
        resolve();
      });
      child.once('exit', resolve);
    });
    child.once('exit', (code, signal) => {
      member.readyAt = undefined;
      if (this.#stopping) return;
      if (signal === 'SIGKILL') {
        this.kills += 1;
        this.onDeath(member.killed ? undefined : point?.at);
      } else this.log.push(`[${member.name}] ended with ${signal ?? code}\n`);
      // What a service manager does; after a failed start it waits a moment.
      setTimeout(() => !this.#stopping && this.#launch(member, this.killAt(member.role)), signal === 'SIGKILL' ? 50 : 500);
    });
    return ready;
  }
}

/** How long Postgres is away when it dies: mostly a restart, now and then longer than anybody waits for it. */
export function outageMs(random) {
  return random() < 0.15 ? 14_000 : 300;
}

/** Node's arguments for a process of the role. `hooked`: with what makes it kill itself. */
function argumentsOf(role, { built, hooked }) {
  const product = serverArguments(role);
  const args = built
    ? product
    : product.map((arg) => (arg === './scripts/aliases.mjs' ? './scripts/ts-sources.mjs' : arg.replace(/^dist\/(.+)\.js$/, '$1.ts')));
  return hooked ? args.toSpliced(-1, 0, ...PRELOAD) : args;
}

async function isReady(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
