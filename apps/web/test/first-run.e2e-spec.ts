import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@patchbay/platform';

const KEY = 'web-suite-key-0123456789abcdef';

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The server did not become ready.');
}

it('a newcomer signs in, builds a connector, runs it and reads its timeline; no page has a serious axe finding', async () => {
  const data = await mkdtemp(join(tmpdir(), 'patchbay-web-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PATCHBAY_DATA_DIR: data,
    PORT: String(port),
    PATCHBAY_BOOTSTRAP_API_KEY: KEY,
    PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
  };
  const server = spawn(process.execPath, ['--import', './scripts/aliases.mjs', 'dist/apps/api/src/main.js'], { env, stdio: 'ignore' });
  const gone = once(server, 'exit');
  try {
    await answers(`${base}/health/ready`);
    const run = promisify(execFile)(process.execPath, ['apps/web/test/first-run.mjs'], {
      env: { ...process.env, WEB_URL: base, API_KEY: KEY },
    });
    const { stdout } = await run.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }));
    expect(stdout).toBe('first run: passed\n');
  } finally {
    server.kill('SIGTERM');
    await gone;
    await rm(data, { recursive: true, force: true });
  }
}, 120_000);
