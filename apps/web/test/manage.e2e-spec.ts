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

test('an alert rule is made with a webhook and an e-mail, refused where it is wrong, changed, switched off and deleted', async () => {
  await server.call('PUT', '/credentials/alert_key', { value: 'any' });
  const page = await browser.page();
  await page.goto('/settings?tab=alerts');
  await page.getByRole('button', { name: 'New alert rule' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Too much fails');
  await page.getByRole('textbox', { name: 'Share that failed (%)' }).fill('150');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const webhook = page.getByRole('group', { name: 'Channel 1 · Webhook' });
  await webhook.getByRole('textbox', { name: 'Address' }).fill('https://hooks.example.com/alerts');
  await webhook.getByRole('combobox', { name: 'Signed with' }).click();
  await page.getByRole('option', { name: 'alert_key' }).click();
  await page.getByRole('button', { name: 'Add e-mail or message' }).click();
  const mail = page.getByRole('group', { name: 'Channel 2 · Connector' });
  await mail.getByRole('combobox', { name: 'Sent by' }).click();
  await page.getByRole('option', { name: 'Slack' }).click();
  await mail.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: 'Send message', exact: true }).click();
  expect(await mail.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('{{alert.text}}');
  await mail.getByRole('textbox', { name: /Channel/ }).fill('C0123');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByText('must be a number from 0.001 to 1').first().waitFor();
  browser.complaints.length = 0;
  await page.getByRole('textbox', { name: 'Share that failed (%)' }).fill('25');
  await page.getByRole('button', { name: 'Save' }).click();
  const card = page.getByRole('article', { name: 'Too much fails' });
  await card.getByText('25 % of at least 20 executions in 15 minutes failed').waitFor();
  await card.getByText('Webhook hooks.example.com, slack message.send').waitFor();
  await card.getByRole('button', { name: 'Edit Too much fails' }).click();
  expect(new URL(page.url()).searchParams.get('rule')).toMatch(/^[\da-f-]{36}$/);
  await page.getByRole('combobox', { name: 'What is watched' }).click();
  await page.getByRole('option', { name: 'Age of the queue' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await card.getByText('An execution has waited for 120 seconds').waitFor();
  await card.getByRole('switch', { name: 'Switched on: Too much fails' }).focus();
  await page.keyboard.press('Space');
  await card.getByText('Switched off', { exact: true }).waitFor();
  const { data } = await server.call<{ data: { kind: string; enabled: boolean; channels: object[] }[] }>('GET', '/alert-rules');
  expect(data).toMatchObject([
    {
      kind: 'queue_age',
      enabled: false,
      channels: [
        { type: 'webhook', signWith: 'alert_key' },
        { type: 'action', connector: 'slack', action: 'message.send', input: { channel: 'C0123', text: '{{alert.text}}' } },
      ],
    },
  ]);
  await card.getByRole('button', { name: 'Delete Too much fails' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No alert rule yet').waitFor();
  await close(page);
});

test('quotas are set, refused where they cannot be, and taken away', async () => {
  const page = await browser.page();
  await page.goto('/costs');
  await page.getByRole('button', { name: 'Set quotas' }).click();
  const runs = page.getByRole('group', { name: 'Executions' });
  await runs.getByRole('textbox', { name: 'Tell at' }).fill('900');
  await runs.getByRole('textbox', { name: 'Refuse beyond' }).fill('500');
  await page
    .getByRole('group', { name: /Megabytes/ })
    .getByRole('textbox', { name: 'Refuse beyond' })
    .fill('2000');
  await page.getByRole('button', { name: 'Save' }).click();
  await runs.getByText('must be at most the hard quota, 500').waitFor();
  browser.complaints.length = 0;
  await runs.getByRole('textbox', { name: 'Tell at' }).fill('400');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Told at 400').waitFor();
  await page.getByText(/ of 2\.0 GB/).waitFor();
  await page.getByRole('button', { name: 'Set quotas' }).click();
  await runs.getByRole('textbox', { name: 'Tell at' }).fill('');
  await runs.getByRole('textbox', { name: 'Refuse beyond' }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Told at 400').waitFor({ state: 'detached' });
  const { quotas } = await server.call<{ quotas: object[] }>('GET', '/usage');
  expect(quotas).toMatchObject([
    { metric: 'bytes', soft: null, hard: 2e9 },
    { metric: 'executions', soft: null, hard: null },
    { metric: 'usd', soft: null, hard: null },
  ]);
  await close(page);
});

test('a workflow template is brought in by one click, taken out as a file, and brought in again from it', async () => {
  const page = await browser.page();
  await page.goto('/workflows');
  await page.getByRole('tab', { name: 'Templates' }).click();
  const card = page.getByRole('article', { name: 'Clean a list of addresses' });
  await card.getByText('ZeroBounce').waitFor();
  await card.getByRole('button', { name: /Use this template/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Clean a list of addresses' }).waitFor();
  await page.getByText('Ready to run').waitFor();
  expect(await page.getByRole('switch', { name: 'Triggers' }).isChecked()).toBe(false);
  await page.getByRole('switch', { name: 'Triggers' }).check();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  expect(download.suggestedFilename()).toBe('clean-a-list-of-addresses.workflow.json');
  const file = await download.path();
  await page.getByRole('link', { name: 'Workflows' }).first().click();
  await page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('[') });
  await page.getByText('This file is no JSON object').waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', { level: 1, name: 'Clean a list of addresses 2' }).waitFor();
  const { data } = await server.call<{ data: { name: string; enabled: boolean }[] }>('GET', '/workflows');
  expect(Object.fromEntries(data.map(({ name, enabled }) => [name, enabled]))).toEqual({
    'Clean a list of addresses': true,
    'Clean a list of addresses 2': false,
  });
  await close(page);
});

test('a run that was started elsewhere is followed to its end by the event stream alone', async () => {
  const definition = { name: 'To follow', start: 'pause', nodes: [{ id: 'pause', type: 'delay', seconds: 3_600 }] };
  const { id } = await server.call<{ id: string }>('POST', '/workflows', { definition });
  const page = await browser.page();
  const stream = page.waitForResponse((response) => response.url().endsWith('/executions/stream'));
  await page.goto(`/workflows/${id}?tab=runs`);
  await stream;
  const { runId } = await server.call<{ runId: string }>('POST', `/workflows/${id}/run`, {});
  await page.getByRole('link', { name: `Run ${runId.slice(-8)}` }).click();
  await page.locator('[data-testid=status][data-status=running]').waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await server.call('POST', `/workflow-runs/${runId}/cancel`, {});
  await page.locator('[data-testid=status][data-status=cancelled]').waitFor();
  expect(asked.filter((path) => !path.endsWith(runId))).toEqual([]);
  await close(page);
});

test('no page complained on its console', () => {
  expect(browser.complaints).toEqual([]);
});
