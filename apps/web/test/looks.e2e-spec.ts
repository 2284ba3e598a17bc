import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { settled, WebBrowser } from './support/web-browser.js';
import { WebServer } from './support/web-server.js';

const MOST_SCRIPT_BYTES = 250_000;
const HOSTILE = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{{7*7}}javascript:alert(1)`;

jest.setTimeout(60_000);

let server: WebServer;
let browser: WebBrowser;
let execution: string;
let connector: string;
let template: string;

beforeAll(async () => {
  server = await WebServer.start();
  browser = await WebBrowser.start(server);
  const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"><script>window.hacked=1</script></svg>')}`;
  const definition = {
    name: HOSTILE.slice(0, 200),
    description: HOSTILE,
    icon,
    category: HOSTILE.slice(0, 60),
    // An unknown company: the provider's own words come back.
    config: {
      method: 'GET',
      url: `http://simulator.localhost/nothing?q=${encodeURIComponent(HOSTILE)}`,
      headers: [{ key: 'x-api-key', value: 'any' }],
    },
  };
  ({ id: connector } = await server.call<{ id: string }>('POST', '/connectors', definition));
  await server.call('POST', `/connectors/${connector}/execute`, { input: { note: HOSTILE, [HOSTILE]: [HOSTILE] } }).catch(() => undefined);
  await server.call('POST', '/contacts', {
    firstname: HOSTILE.slice(0, 100),
    company: HOSTILE.slice(0, 100),
    customFields: { note: HOSTILE },
  });
  await server.call('PUT', '/credentials/a_key', { value: 'any' });
  await server.call('POST', '/connections', {
    connector: 'stripe',
    name: HOSTILE.slice(0, 150),
    auth: { type: 'bearer', token: 'x' },
    test: false,
  });
  ({ id: template } = await server.call<{ id: string }>('POST', '/connector-templates', {
    definition: { ...definition, config: { method: 'GET', url: 'https://api.example.com/' } },
    description: HOSTILE,
  }));
  await server.call('POST', '/alert-rules', {
    name: HOSTILE,
    kind: 'queue_age',
    condition: { threshold: 60 },
    channels: [{ type: 'action', connector: HOSTILE.slice(0, 200), input: { [HOSTILE]: HOSTILE } }],
  });
  await server.call('PUT', '/usage/quotas', { executions: { soft: 100, hard: 1_000 } });
  const hidden = { ...definition, name: `hidden ${HOSTILE}`.slice(0, 200), config: { method: 'GET', url: 'https://api.example.com/' } };
  const { id } = await server.call<{ id: string }>('POST', '/connector-templates', { definition: hidden });
  await server.call('PATCH', `/admin/connector-templates/${id}/moderate`, { status: 'hidden', note: HOSTILE });
  const { data } = await server.call<{ data: { id: string }[] }>('GET', '/executions?limit=1');
  execution = data[0]?.id ?? '';
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, 30_000);

const PAGES: readonly (readonly [string, () => string])[] = [
  ['dashboard', () => '/'],
  ['first run', () => '/welcome'],
  ['executions', () => '/executions'],
  ['execution', () => `/executions/${execution}`],
  ['workflows', () => '/workflows'],
  ['workflow templates', () => '/workflows?tab=templates'],
  ['marketplace', () => '/marketplace'],
  ['templates', () => '/marketplace?tab=templates'],
  ['template', () => `/templates/${template}`],
  ['built-in connector', () => '/connectors/slack'],
  ['run form', () => '/connectors/slack?tab=run&action=message.send'],
  ['own connector', () => `/connectors/${connector}`],
  ['versions', () => `/connectors/${connector}?tab=versions`],
  ['connections', () => '/connections'],
  ['builder', () => `/build/${connector}`],
  ['contacts', () => '/contacts'],
  ['costs', () => '/costs'],
  ['events', () => '/events'],
  ['audit', () => '/events?tab=audit'],
  ['keys', () => '/settings?tab=keys'],
  ['credentials', () => '/settings?tab=credentials'],
  ['OAuth apps', () => '/settings?tab=oauth'],
  ['members', () => '/settings?tab=members'],
  ['alerts', () => '/settings?tab=alerts'],
  ['alert form', () => '/settings?tab=alerts&rule=new'],
  ['quota form', () => '/costs?quotas=edit'],
  ['workspace', () => '/settings?tab=workspace'],
  ['features', () => '/settings?tab=flags'],
  ['templates to moderate', () => '/admin'],
  ['hidden templates', () => '/admin?status=hidden'],
  ['all workspaces', () => '/admin?tab=workspaces'],
];

describe('every page', () => {
  test.each([false, true])(
    'has no serious axe finding (dark: %s) and runs nothing of what it shows',
    async (dark) => {
      const page = await browser.page({ dark });
      const found: string[] = [];
      for (const [name, address] of PAGES) {
        await page.goto(address());
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const one of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'))
          found.push(`${name}: ${one.id} ${one.nodes[0]?.html.slice(0, 200)}`);
        if (await page.evaluate(() => 'hacked' in window)) found.push(`${name}: a text was run`);
      }
      expect(found).toEqual([]);
      await page.context().close();
    },
    240_000,
  );

  test('fits into 360 pixels', async () => {
    const page = await browser.page({ width: 360 });
    const wide: string[] = [];
    for (const [name, address] of PAGES) {
      await page.goto(address());
      await settled(page);
      if (await page.evaluate(() => document.documentElement.scrollWidth > 360)) wide.push(name);
    }
    expect(wide).toEqual([]);
    await page.context().close();
  }, 120_000);

  test('was shown without a complaint on its console', () => {
    expect(browser.complaints).toEqual([]);
  });
});

test('the first view loads at most 250 KB of compressed script, all of it ours, under a policy without inline scripts', async () => {
  const page = await browser.page();
  const scripts = new Map<string, Promise<Buffer>>();
  const foreign: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
    if (!response.url().startsWith(server.url) && !response.url().startsWith('data:')) foreign.push(response.url());
  });
  const answer = await page.goto('/');
  await settled(page);
  const sizes = await Promise.all([...scripts.values()].map(async (body) => gzipSync(await body).length));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
  expect(foreign).toEqual([]);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toContain("default-src 'self'");
  await page.context().close();
});

test('nothing but the session’s credential is kept in the browser, and only as long as the tab', async () => {
  const page = await browser.page();
  await page.goto('/build');
  await settled(page);
  const kept = await page.evaluate(() => ({
    local: JSON.stringify(localStorage),
    session: Object.keys(sessionStorage),
    cookies: document.cookie,
  }));
  expect(kept.local).not.toContain(server.key);
  expect(kept.session.filter((name) => !name.startsWith('patchbay.') && !name.startsWith('tsr-'))).toEqual([]);
  expect(kept.cookies).toBe('');
  await page.context().close();
});
