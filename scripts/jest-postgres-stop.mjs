// Jest globalTeardown: the other half of jest-postgres.mjs.
import { rmSync } from 'node:fs';

export default async function teardown() {
  const started = globalThis.patchbayTestPostgres;
  if (!started) return;
  globalThis.patchbayTestPostgres = undefined;
  delete process.env['PATCHBAY_TEST_POSTGRES_URL'];
  await started.server.stop();
  rmSync(started.folder, { recursive: true, force: true });
}
