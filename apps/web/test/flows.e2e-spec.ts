import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
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
const statusOf = (page: Page) => page.getByTestId('status').getAttribute('data-status');
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

test('a newcomer signs in, runs a demo and reads its timeline in less than a minute', async () => {
  const begin = Date.now();
  const page = await browser.page({ key: null });
  await page.goto('/');
  await page.getByRole('textbox', { name: 'API key or token' }).fill('pb_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('This key was not accepted').waitFor();
  browser.complaints.length = 0;
  await page.getByRole('textbox', { name: 'API key or token' }).fill(server.key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Make the first run' }).click();
  await page.getByRole('button', { name: 'Run it: Who is calling?' }).click();
  await page.getByTestId('timeline').getByText('Score the company').waitFor();
  expect(await statusOf(page)).toBe('succeeded');
  await page.getByRole('link', { name: 'See every detail' }).click();
  await page.getByRole('heading', { name: 'What was decided, and why' }).waitFor();
  await page.getByText('May the caller do this?').waitFor();
  expect(Date.now() - begin).toBeLessThan(60_000);
  await close(page);
});

test('an account is connected in the provider’s own window, tested, and used', async () => {
  const page = await browser.page();
  await page.goto('/connectors/hubspot');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in at the provider' }).click()]);
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: /allow/i }).click();
  await closed;
  await page.getByText('Connected. Works').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Connections' }).click();
  const card = page.getByRole('article', { name: 'HubSpot' });
  await card.getByText('Healthy').waitFor();
  await card.getByRole('button', { name: 'Test HubSpot' }).click();
  await card.getByRole('status').getByText('Works').waitFor();
  await page.goto('/connectors/hubspot?tab=run&action=contact.list');
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.getByTestId('timeline').waitFor();
  expect(await statusOf(page)).toBe('succeeded');
  await close(page);
});

test('a sign-in whose window tells nobody is found by asking the server what came of it', async () => {
  const page = await browser.page();
  // Like Nango's last page: no message reaches the opener, no channel either.
  await page.addInitScript(() => {
    window.addEventListener('message', (event) => event.stopImmediatePropagation(), true);
    window.BroadcastChannel = class extends EventTarget {
      close() {}
    } as unknown as typeof BroadcastChannel;
  });
  await page.goto('/connectors/slack');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in at the provider' }).click()]);
  await popup.getByRole('button', { name: /allow/i }).click();
  await page.getByText('Connected. Works').waitFor();
  await close(page);
});

test('a sign-in that the person refuses says so and leaves no connection', async () => {
  const page = await browser.page();
  await page.goto('/connectors/pipedrive');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in at the provider' }).click()]);
  await popup.getByRole('button', { name: /deny/i }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  const { data } = await server.call<{ data: unknown[] }>('GET', '/connections?connector=pipedrive');
  expect(data).toEqual([]);
  browser.complaints.length = 0;
  await close(page);
});

describe('the builder', () => {
  beforeAll(() => server.call('PUT', '/credentials/builder_key', { value: 'any' }));

  test('makes a connector of three steps by mouse: variables, order, a parallel pair, a test, a mapped value', async () => {
    const page = await browser.page();
    await page.goto('/build');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('By mouse');
    await next(page);
    const url = page.getByRole('textbox', { name: 'URL' });
    await url.fill('http://simulator.localhost/phone?phone=');
    await page.getByRole('button', { name: 'Insert a variable: URL' }).click();
    await page.getByRole('menuitem', { name: 'contact.phone_number' }).click();
    expect(await url.inputValue()).toBe('http://simulator.localhost/phone?phone={{contact.phone_number}}');
    for (const path of ['score?company=co_1', 'company?domain=engines.example']) {
      await page.getByRole('button', { name: 'Add step' }).click();
      await url.fill(`http://simulator.localhost/${path}`);
    }
    await page.getByLabel('Run at the same time as the step before').check();
    await page.getByRole('button', { name: 'Move Step 3 up' }).click();
    await next(page);
    await page.getByRole('combobox', { name: 'How the API knows you' }).click();
    await page.getByRole('option', { name: 'API key' }).click();
    await page.getByRole('textbox', { name: 'Key', exact: true }).fill('{{workspace.builder_key}}');
    await next(page);
    await page.getByRole('button', { name: 'Run the test' }).click();
    await page.getByText('All steps succeeded').waitFor();
    await page.getByRole('button', { name: 'Choose company.name' }).click();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    expect(await page.getByRole('combobox', { name: /Contact field/ }).inputValue()).toBe('company');
    await next(page);
    await page.getByRole('button', { name: 'Save connector' }).click();
    await page.getByRole('heading', { level: 1, name: 'By mouse' }).waitFor();
    const key = new URL(page.url()).pathname.split('/').at(-1);
    const stored = await server.call<{ config: { steps: { id: string; steps?: { id: string }[] }[] }; fieldMappings: unknown[] }>(
      'GET',
      `/connectors/${key}`,
    );
    expect(stored.config.steps.map((step) => step.steps?.map(({ id }) => id) ?? step.id)).toEqual([['step_1', 'step_3'], 'step_2']);
    expect(stored.fieldMappings).toEqual([{ sourcePath: 'step_3.company.name', targetField: 'company' }]);
    await close(page);
  });

  test('makes a connector by keyboard alone, and moves its steps by keyboard', async () => {
    const page = await browser.page();
    const { keyboard } = page;
    await page.goto('/build');
    await page.getByRole('textbox', { name: 'Name', exact: true }).focus();
    await keyboard.type('By keyboard');
    await press(page, 'Next');
    await page.getByRole('textbox', { name: 'URL' }).focus();
    await keyboard.type('http://simulator.localhost/company?domain=engines.example');
    await press(page, 'Add step');
    await page.getByRole('textbox', { name: 'URL' }).focus();
    await keyboard.type('http://simulator.localhost/score?company=co_1');
    await page.getByRole('button', { name: 'Move Step 2', exact: true }).focus();
    await keyboard.press('Space');
    const announced = page.locator('[aria-live=assertive]');
    await announced.filter({ hasText: 'over droppable area step_2' }).waitFor({ state: 'attached' });
    await keyboard.press('ArrowUp');
    await announced.filter({ hasText: 'over droppable area step_1' }).waitFor({ state: 'attached' });
    await keyboard.press('Space');
    await page.getByRole('listitem', { name: 'Step 1' }).getByText('score?company').waitFor();
    for (let i = 0; i < 3; i += 1) await press(page, 'Next');
    await press(page, 'Save connector');
    await page.getByRole('heading', { level: 1, name: 'By keyboard' }).waitFor();
    await close(page);
  });

  async function press(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  }

  test('says what is missing before a page is left, and keeps the draft over a reload', async () => {
    const page = await browser.page();
    await page.goto('/build');
    await next(page);
    await page.getByRole('alert').getByText('Give it a name.').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Kept');
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Kept');
    await close(page);
  });

  test('fills a step in from a cURL command without its secret', async () => {
    const page = await browser.page();
    await page.goto('/build');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('From curl');
    await next(page);
    await page.getByRole('button', { name: /Paste cURL/ }).click();
    await page
      .getByRole('textbox', { name: 'Command' })
      .fill("curl -X POST https://api.example.com/people -H 'X-Key: very-secret' -d '{\"a\":1}'");
    await page.getByRole('button', { name: 'Fill in' }).click();
    await page.getByRole('button', { name: 'Close' }).last().click();
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('https://api.example.com/people');
    expect(await page.content()).not.toContain('very-secret');
    await close(page);
  });
});

test('a change makes a version that can be read and restored', async () => {
  const { id } = await server.call<{ id: string }>('POST', '/connectors', {
    name: 'Versioned',
    config: { method: 'GET', url: 'http://simulator.localhost/company?domain=first.example' },
  });
  const page = await browser.page();
  await page.goto(`/build/${id}`);
  await next(page);
  await page.getByRole('textbox', { name: 'URL' }).fill('http://simulator.localhost/company?domain=second.example');
  await page.getByRole('button', { name: 'Save new version' }).click();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('article', { name: 'v2' }).getByText('second.example').waitFor();
  await page.getByRole('button', { name: 'Restore v1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('article', { name: 'v3' }).waitFor();
  const stored = await server.call<{ config: { url: string } }>('GET', `/connectors/${id}`);
  expect(stored.config.url).toContain('first.example');
  await close(page);
});

test('a template is installed with its credential, and an own connector is published, rated and featured', async () => {
  const page = await browser.page();
  await page.goto('/marketplace?tab=templates');
  await page.getByRole('link', { name: /Phone/ }).first().click();
  const secrets = page.locator('input[type=password]');
  await page.getByRole('heading', { name: 'Install the template' }).waitFor();
  for (const secret of await secrets.all()) await secret.fill('simulator-key');
  await page.getByRole('textbox', { name: 'Name of your connector' }).fill('Installed here');
  await page.getByRole('button', { name: 'Install' }).click();
  await page.getByRole('heading', { level: 1, name: 'Installed here' }).waitFor();
  const { id } = await server.call<{ id: string }>('POST', '/connectors', {
    name: 'To publish',
    config: { method: 'GET', url: 'https://api.example.com/things' },
  });
  await page.goto(`/connectors/${id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Publish as a template' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill('Reads things.');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'To publish' }).waitFor();
  await page.getByRole('button', { name: 'Feature' }).click();
  await page.getByRole('button', { name: 'Stop featuring' }).waitFor();
  const { data } = await server.call<{ data: { id: string }[] }>('GET', '/connector-templates?source=official&limit=1');
  await page.goto(`/templates/${data[0]?.id}`);
  await page.getByRole('radio', { name: '4 stars' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('1 rating').waitFor();
  await close(page);
});

test('a workflow is made, run, and watched to its end', async () => {
  const page = await browser.page();
  await page.goto('/workflows');
  await page.getByRole('button', { name: 'New workflow' }).click();
  await page.getByText('Ready to run').waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('textbox', { name: 'Amount' }).fill('150');
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.locator('[data-testid=status][data-status=succeeded]').waitFor();
  await page.getByTestId('timeline').getByText('Skipped').waitFor();
  await close(page);
});

test('a revoked key is sent back to the sign-in', async () => {
  const { id, key } = await server.call<{ id: string; key: string }>('POST', '/api-keys', { name: 'short-lived', role: 'member' });
  const guest = await browser.page({ key });
  await guest.goto('/executions');
  await guest.getByRole('heading', { level: 1, name: 'Executions' }).waitFor();
  const page = await browser.page();
  await page.goto('/settings?tab=keys');
  await page.getByRole('button', { name: 'Revoke short-lived' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('button', { name: 'Revoke short-lived' }).waitFor({ state: 'detached' });
  await guest.getByRole('navigation').getByRole('link', { name: 'Contacts' }).click();
  await guest.getByRole('heading', { name: 'Sign in to Patchbay' }).waitFor();
  expect(id).toBeTruthy();
  browser.complaints.length = 0;
  await close(guest);
  await close(page);
});

test('a person with a token changes between workspaces', async () => {
  const token = await server.token('ada');
  await server.call('POST', '/workspaces', { name: 'Sales' }, token);
  await server.call('POST', '/workspaces', { name: 'Support' }, token);
  const page = await browser.page({ key: null });
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'API key or token' }).fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const menu = page.getByRole('button', { name: /^(Sales|Support)$/ });
  const before = await menu.textContent();
  await menu.click();
  await page.getByRole('menuitem', { name: before === 'Sales' ? 'Support' : 'Sales' }).click();
  await page.getByRole('button', { name: before === 'Sales' ? 'Support' : 'Sales' }).waitFor();
  await close(page);
});

test('a run that happens elsewhere appears on the open list by itself', async () => {
  const { id } = await server.call<{ id: string }>('POST', '/connectors', {
    name: 'From elsewhere',
    config: {
      method: 'GET',
      url: 'http://simulator.localhost/company?domain=engines.example',
      headers: [{ key: 'x-api-key', value: 'any' }],
    },
  });
  const page = await browser.page();
  const stream = page.waitForResponse((response) => response.url().endsWith('/executions/stream'));
  await page.goto('/executions');
  await stream;
  await server.call('POST', `/connectors/${id}/execute?mode=async`, {});
  await page.getByRole('link', { name: /From elsewhere/ }).waitFor();
  await page
    .getByRole('link', { name: /From elsewhere/ })
    .getByText('Succeeded')
    .waitFor();
  await close(page);
});

test('no page complained on its console', () => {
  expect(browser.complaints).toEqual([]);
});
