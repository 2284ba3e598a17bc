// Jest globalSetup of the suites that need a database: one real server for the run, with a migrated template database to clone.
// PATCHBAY_TEST_POSTGRES_URL names a server of your own to use instead, as a user who may create roles and databases.
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './ts-sources.mjs';

const PREFIX = 'patchbay-test-postgres-';
const TEMPLATE_VARIABLE = 'PATCHBAY_TEST_TEMPLATE_URL';
const migrations = join(import.meta.dirname, '..', 'migrations');

export default async function setup() {
  if (process.env[TEMPLATE_VARIABLE]) return;
  const { makeTemplateDatabase } = await import('../libs/testing/src/database/template-database.ts');
  const url = process.env['PATCHBAY_TEST_POSTGRES_URL'] ?? (await startServer());
  process.env[TEMPLATE_VARIABLE] = await makeTemplateDatabase(url, migrations);
}

async function startServer() {
  const { startEmbeddedPostgres } = await import('../libs/platform/src/embedded-postgres/embedded-postgres.ts');
  const temporary = realpathSync(tmpdir());
  await removeLeftovers(temporary);
  const folder = join(temporary, `${PREFIX}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  // Durability of the test server is not what is tested here; kill tests start servers of their own.
  const server = await startEmbeddedPostgres(folder, { fsync: 'off', full_page_writes: 'off' });
  globalThis.patchbayTestPostgres = { server, folder };
  return server.url;
}

/** A run that was killed leaves its server behind. */
async function removeLeftovers(temporary) {
  const { runningPostmaster, stopPostmaster } = await import('../libs/platform/src/embedded-postgres/postmaster.ts');
  for (const name of readdirSync(temporary)) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : 0);
    if (!pid || isAlive(pid)) continue;
    const folder = join(temporary, name);
    const left = runningPostmaster(join(folder, 'postgres'));
    if (left) await stopPostmaster(left.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
