// Jest globalTeardown: the other half of jest-postgres.mjs.
import { rmSync } from 'node:fs';

export default async function teardown() {
  delete process.env['PATCHBAY_TEST_TEMPLATE_URL'];
  const started = globalThis.patchbayTestPostgres;
  if (!started) return;
  globalThis.patchbayTestPostgres = undefined;
  await started.server.stop();
  rmSync(started.folder, { recursive: true, force: true });
}
