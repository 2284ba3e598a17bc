import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { freePort } from '@patchbay/platform';

const ROOT = resolve(import.meta.dirname, '../../../..');
const BUILDS = join(ROOT, '.cache', 'otelcol');
const START_WITHIN_MS = 30_000;

const program = existsSync(BUILDS) ? readdirSync(BUILDS).find((name) => name.startsWith('otelcol-')) : undefined;

/** Whether the real collector was built here (node scripts/testing/build-collector.mjs); suites that need it are skipped by name when not. */
export const collectorAvailable: boolean = program !== undefined;

export interface Collector {
  /** Takes OTLP over HTTP. */
  readonly url: string;
  /** What it wrote to its standard error. */
  log(): string;
  close(): Promise<void>;
}

/** The real collector with the project's own otel-collector.yaml, whose variables are set as given. */
export async function startCollector(environment: Readonly<Record<string, string>>): Promise<Collector> {
  const port = await freePort();
  const child = spawn(join(BUILDS, program ?? ''), ['--config', join(ROOT, 'otel-collector.yaml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, OTLP_HTTP_ENDPOINT: `127.0.0.1:${port}` },
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`The collector did not start: ${log}`);
    await new Promise((next) => setTimeout(next, 50));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    log: () => log,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), answer(true)));
    socket.once('error', () => answer(false));
  });
}
