// Jest globalSetup of the suites that need a database: one real server for the run, with a migrated template database to clone.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './ts-sources.mjs';

const PREFIX = 'patchbay-test-postgres-';

export default async function setup() {
  if (process.env['PATCHBAY_TEST_POSTGRES_URL']) return;
  const { startEmbeddedPostgres } = await import('../libs/platform/src/embedded-postgres/embedded-postgres.ts');
  const { makeTemplateDatabase } = await import('../libs/testing/src/database/template-database.ts');
  await removeLeftovers();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  // Durability of the test server is not what is tested here; kill tests start servers of their own.
  const server = await startEmbeddedPostgres(folder, { fsync: 'off', full_page_writes: 'off' });
  await makeTemplateDatabase(server.url);
  process.env['PATCHBAY_TEST_POSTGRES_URL'] = server.url;
  globalThis.patchbayTestPostgres = { server, folder };
}

/** A run that was killed leaves its server behind. */
async function removeLeftovers() {
  const { runningPostmaster, stopPostmaster } = await import('../libs/platform/src/embedded-postgres/postmaster.ts');
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : 0);
    if (!pid || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    const left = runningPostmaster(join(folder, 'postgres'));
    if (left) await stopPostmaster(left.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
