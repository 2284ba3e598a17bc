// Sign in, build a single-step connector, run it, read its timeline; then look at every page: axe, and a picture with IMAGES=<folder>.
//   WEB_URL=http://127.0.0.1:3000 API_KEY=… CHROMIUM_PATH=… node apps/web/test/first-run.mjs
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const { WEB_URL: base, API_KEY: key, IMAGES: images, CHROMIUM_PATH: executablePath = '/usr/bin/chromium' } = process.env;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const failures = [];
try {
  const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && failures.push(`console: ${m.text()}`));
  page.on('pageerror', (e) => failures.push(`page: ${e.message}`));
  await page.goto(`${base}/sign-in`);
  await page.getByRole('textbox', { name: 'API key or token' }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Executions' }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Build a connector' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: false }).first().fill(`First run ${Date.now()}`);
  const next = page.getByRole('button', { name: 'Next' });
  await next.click();
  await page.getByLabel('URL').fill(`${base}/api/v1/health`);
  for (let i = 0; i < 3; i += 1) await next.click();
  await page.getByRole('button', { name: 'Save connector' }).click();
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.getByTestId('timeline').waitFor();
  const status = await page.getByTestId('status').getAttribute('data-status');
  if (status !== 'succeeded') failures.push(`the run ended as ${status}`);
  const run = new URL(page.url()).pathname;
  for (const [name, path] of [
    ['execution', run],
    ['executions', '/executions'],
    ['marketplace', '/marketplace'],
    ['templates', '/marketplace?tab=templates'],
    ['builder', '/build'],
    ['contacts', '/contacts'],
    ['settings', '/settings'],
    ['members', '/settings?tab=members'],
  ]) {
    await page.goto(base + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('status').waitFor({ state: 'detached' });
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      const found = (await new AxeBuilder({ page }).analyze()).violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
      for (const v of found) failures.push(`axe ${name} ${scheme}: ${v.id} ${v.nodes[0]?.html.slice(0, 140)}`);
      if (images) await page.screenshot({ path: join(images, `${name}-${scheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    if (images) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.screenshot({ path: join(images, `${name}-narrow.png`) });
      if (await page.evaluate(() => document.documentElement.scrollWidth > 360)) failures.push(`${name} is wider than 360 px`);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  }
} catch (error) {
  failures.push(String(error));
} finally {
  await browser.close();
}
process.stdout.write(failures.length > 0 ? `${failures.join('\n')}\n` : 'first run: passed\n');
process.exitCode = failures.length > 0 ? 1 : 0;
