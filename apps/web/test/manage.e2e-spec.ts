import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { WebBrowser } from './support/web-browser.js';
import { WebServer } from './support/web-server.js';

jest.setTimeout(60_000);

let server: WebServer;
let browser: WebBrowser;
beforeAll(async () => {
  server = await WebServer.start();
  browser = await WebBrowser.start(server);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, 30_000);

const close = (page: Page) => page.context().close();

test('a platform admin hides a template with a reason, reads it, publishes the template again, features and removes it', async () => {
  await server.call('POST', '/connector-templates', {
    definition: { name: 'To moderate', config: { method: 'GET', url: 'https://api.example.com/' } },
  });
  const page = await browser.page();
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Admin' }).click();
  await page.getByRole('heading', { level: 1, name: 'Admin' }).waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('to moderate');
  await page.getByRole('button', { name: 'Hide: To moderate' }).click();
  await page.getByRole('textbox', { name: /Why/ }).fill('Its host is not the vendor’s.');
  await page.getByRole('dialog').getByRole('button', { name: 'Hide' }).click();
  await page.getByText('No template fits.').waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('to moderate');
  await page.goto('/admin?status=hidden');
  await page.getByText('Its host is not the vendor’s.').waitFor();
  await page.getByRole('button', { name: 'Publish again: To moderate' }).click();
  await page.getByText('No template is hidden').waitFor();
  await page.goto('/admin?source=community');
  await page.getByRole('button', { name: 'Feature: To moderate' }).click();
  await page.getByRole('button', { name: 'Stop featuring: To moderate' }).waitFor();
  await page.getByRole('checkbox', { name: 'Featured only' }).check();
  await page.getByRole('button', { name: 'Remove: To moderate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No template fits.').waitFor();
  await close(page);
});

test('a platform admin sees what every workspace does', async () => {
  const token = await server.token('grace');
  await server.call('POST', '/workspaces', { name: 'Idle workspace' }, token);
  const { id } = await server.call<{ id: string }>('POST', '/connectors', {
    name: 'Counted',
    config: {
      method: 'GET',
      url: 'http://simulator.localhost/company?domain=engines.example',
      headers: [{ key: 'x-api-key', value: 'any' }],
    },
  });
  await server.call('POST', `/connectors/${id}/execute`, {});
  const page = await browser.page();
  await page.goto('/admin?tab=workspaces');
  const lines = page.getByRole('table', { name: 'Workspaces' }).getByRole('row');
  await lines.nth(1).getByText('default').waitFor();
  expect(await lines.nth(1).getByRole('cell').nth(1).textContent()).toBe('1');
  expect(await lines.nth(1).getByRole('cell').nth(3).textContent()).toBe('100 %');
  await page.getByRole('searchbox', { name: 'Search' }).fill('idle');
  await lines.nth(1).getByText('Idle workspace').waitFor();
  await lines.nth(1).getByText('Never').waitFor();
  await close(page);
});

test('who is no platform admin finds no admin page', async () => {
  const { key } = await server.call<{ key: string }>('POST', '/api-keys', { name: 'an owner', role: 'owner' });
  const page = await browser.page({ key });
  await page.goto('/admin');
  await page.getByText('Only platform admins see this page').waitFor();
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Admin' }).count()).toBe(0);
  await close(page);
});

test('no page complained on its console', () => {
  expect(browser.complaints).toEqual([]);
});
