import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ERROR_CATALOG } from '@patchbay/kernel';
import { startTestApi, type TestApi } from './support/test-api.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml' };
let api: TestApi;
let webRoot: string;
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'patchbay-web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>web app</title>');
  await writeFile(join(webRoot, 'assets', 'main-4f2a.js'), 'export {}');
  await writeFile(join(webRoot, 'favicon.svg'), '<svg/>');
  api = await startTestApi({}, { webRoot });
});
afterAll(async () => {
  await api.close();
  await rm(webRoot, { recursive: true });
});

describe('documentation', () => {
  test('lists every operation and loads nothing from anywhere', async () => {
    const { status, text, headers } = await api.call('GET', '/docs', { key: null });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('/api/v1/connectors/{key}/execute');
    expect(text).not.toMatch(/<script|<link(?! rel="icon" href="data:,")|src=|@import|url\(/);
  });

  test('names every error code', async () => {
    const { text } = await api.call('GET', '/docs/errors', { key: null });
    for (const code of Object.keys(ERROR_CATALOG)) expect(text).toContain(`id="${code}"`);
  });
});

describe('the web app', () => {
  test.each(['/', '/connectors/new', '/executions/0199a2b0'])('%s is its page, asked for anew each time', async (path) => {
    const { status, text, headers } = await api.call('GET', path, { key: null, headers: BROWSER });
    expect({ status, text }).toEqual({ status: 200, text: '<!doctype html><title>web app</title>' });
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
  });

  test('files named by their content are kept for good', async () => {
    const script = await api.call('GET', '/assets/main-4f2a.js', { key: null });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect((await api.call('GET', '/favicon.svg', { key: null })).headers.get('cache-control')).toBe('no-cache');
  });

  test.each(['/api/v1/nothing', '/docs/nothing', '/assets/gone.js', '/health/x'])('%s is none of its pages', async (path) => {
    expect((await api.call('GET', path, { key: null, headers: BROWSER })).status).toBe(404);
  });

  test.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/.git/config'])(
    '%s leads nowhere',
    async (path) => {
      const { text } = await api.call('GET', path, { key: null });
      expect(text).toContain('not_found');
    },
  );

  test('programs that ask for an unknown address get a problem', async () => {
    expect((await api.call('GET', '/connectors/new', { key: null })).body).toMatchObject({ code: 'not_found' });
    expect((await api.call('POST', '/connectors/new', { key: null, headers: BROWSER })).status).toBe(404);
  });
});

test('without a web app there is a page of links', async () => {
  const bare = await startTestApi();
  try {
    const { status, text } = await bare.call('GET', '/', { key: null });
    expect(status).toBe(200);
    expect(text).toContain('href="/docs"');
  } finally {
    await bare.close();
  }
});
