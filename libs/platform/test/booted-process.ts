import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

export interface BootedProcess {
  readonly pid: number;
  readonly ownerUrl: string;
  readonly tookMs: number;
  /** Sends the signal and waits for the end; one that ended already stays ended. */
  end(signal: NodeJS.Signals): Promise<{ tookMs: number; code: number | null }>;
}

export interface BootOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs the process as this user; needs root. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Starts test/boot-process.ts on a data dir. Rejects with what it said when it refused to start. */
export async function bootProcess(dataDir: string, { environment = {}, user }: BootOptions = {}): Promise<BootedProcess> {
  const startedAt = performance.now();
  const child = spawnBoot(dataDir, environment, user);
  const ownerUrl = await firstLine(child);
  return {
    pid: child.pid ?? 0,
    ownerUrl,
    tookMs: performance.now() - startedAt,
    async end(signal) {
      const at = performance.now();
      if (child.exitCode !== null || child.signalCode !== null) return { tookMs: 0, code: child.exitCode };
      const ended = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      const [code] = await ended;
      return { tookMs: performance.now() - at, code };
    },
  };
}

/** Starts the process and does not wait for it, to kill it on its way. */
export function spawnBoot(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
  user?: { readonly uid: number; readonly gid: number },
): ChildProcess {
  const preload = join(ROOT, 'scripts', 'ts-sources.mjs');
  return spawn(process.execPath, ['--import', preload, join(ROOT, 'libs', 'platform', 'test', 'boot-process.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', PATCHBAY_DATA_DIR: dataDir, ...environment },
    ...user,
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('exit', () => reject(new Error(complaint)));
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve((JSON.parse(said) as { ownerUrl: string }).ownerUrl);
    });
  });
}
