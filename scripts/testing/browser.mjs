import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../prepare/paths.mjs';
import { chromiumPath } from './chromium.mjs';
import { runJest } from './jest-suite.mjs';

/** The suite that drives the web app in a real Chromium, told by CHROMIUM_PATH. Undefined when the project has none. */
export async function runBrowserSuite({ patterns = [] } = {}) {
  const folder = join(ROOT, 'apps', 'web', 'test');
  if (!existsSync(folder) || !readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.e2e-spec.ts')))
    return undefined;
  const chromium = chromiumPath();
  if (chromium) return runJest('browser', { patterns, env: { CHROMIUM_PATH: chromium } });
  return {
    name: 'browser',
    passed: 0,
    failed: 0,
    failures: [],
    output: '',
    seconds: 0,
    skipped: [{ name: 'the browser suite: no Chromium or Chrome was found; install one or name it in CHROMIUM_PATH', tests: 1 }],
  };
}
