import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@patchbay/platform';

/** Whether a `vault` (or `bao`) can be started here; suites that need one are skipped by name when not. */
export const vaultBinary: string | undefined = ['vault', 'bao'].find((name) => spawnSync(name, ['version']).status === 0);

export interface VaultServer {
  readonly url: string;
  readonly rootToken: string;
  /** In: an API path without `/v1/`. Out: the parsed answer. */
  call(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A real server in development mode: in memory, unsealed, with KV v2 mounted as `kv`. */
export async function startVault(): Promise<VaultServer> {
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const rootToken = 'root-of-the-suite';
  const child = spawn(
    vaultBinary ?? 'vault',
    ['server', '-dev', '-dev-no-store-token', `-dev-root-token-id=${rootToken}`, `-dev-listen-address=127.0.0.1:${port}`],
    { stdio: 'ignore' },
  );
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': rootToken },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await call('GET', 'sys/health');
      break;
    } catch (error) {
      if (attempt > 200 || child.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await call('POST', 'sys/mounts/kv', { type: 'kv', options: { version: '2' } });
  return {
    url,
    rootToken,
    call,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
