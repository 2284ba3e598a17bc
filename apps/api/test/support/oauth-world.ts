import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOauthProvider, type OauthProvider, type OauthProviderSettings } from '@patchbay/testing';
import { startTestApi, type TestApi } from './test-api.js';

/** What a browser has. */
export interface Browser {
  cookie: string;
}

export interface ShownConnection {
  readonly id: string;
  readonly name: string;
  readonly metadata: Record<string, unknown>;
  readonly isDefault: boolean;
  readonly account: string | null;
  readonly health: {
    status: string;
    lastProvenAt: string | null;
    lastError: { code: string } | null;
    expiresAt: string | null;
    scopes: string[] | null;
    missingScopes: string[];
  };
}

/** The whole app with an OAuth provider behind the given connectors. */
export class OauthWorld {
  private constructor(
    readonly api: TestApi,
    readonly provider: OauthProvider,
    private readonly folder: string,
  ) {}

  static async start(connectors: readonly string[], settings: Partial<OauthProviderSettings> = {}): Promise<OauthWorld> {
    const provider = await startOauthProvider({ requirePkce: false, ...settings });
    const folder = await mkdtemp(join(tmpdir(), 'patchbay-oauth-'));
    const { url } = provider;
    const overrides = Object.fromEntries(
      connectors.map((key) => [key, { baseUrl: url, authorizeUrl: `${url}/authorize`, tokenUrl: `${url}/token` }]),
    );
    await writeFile(join(folder, 'overrides.json'), JSON.stringify(overrides));
    const apps = connectors.flatMap((key) => [
      [`PATCHBAY_OAUTH_${key.toUpperCase()}_CLIENT_ID`, provider.settings.clientId],
      [`PATCHBAY_OAUTH_${key.toUpperCase()}_CLIENT_SECRET`, provider.settings.clientSecret],
    ]);
    const api = await startTestApi({ PATCHBAY_PROVIDER_OVERRIDES: join(folder, 'overrides.json'), ...Object.fromEntries(apps) });
    return new OauthWorld(api, provider, folder);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.provider.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async session(connector: string, more: object = {}, key?: string): Promise<string> {
    const answer = await this.api.call<{ connectUrl: string; provider: string }>('POST', '/api/v1/oauth/sessions', {
      body: { connector, ...more },
      ...(key === undefined ? {} : { key }),
    });
    if (answer.status !== 200) throw new Error(answer.text);
    return new URL(answer.body.connectUrl).pathname;
  }

  /** From the connect address to the provider's. Keeps the cookie as a browser does. */
  async leave(path: string, browser: Browser): Promise<URL> {
    const answer = await this.api.call('GET', path, { key: null, headers: { cookie: browser.cookie } });
    browser.cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? browser.cookie;
    if (answer.status !== 302) throw new Error(`${answer.status} ${answer.text}`);
    return new URL(answer.headers.get('location') ?? '');
  }

  /** The user agrees; out: path and query the provider sends the browser back to. */
  async agree(location: URL): Promise<string> {
    const answer = await fetch(location, { redirect: 'manual' });
    const back = answer.headers.get('location');
    if (!back) throw new Error(`${answer.status} ${await answer.text()}`);
    const { pathname, search } = new URL(back);
    return pathname + search;
  }

  comeBack(path: string, browser: Browser): ReturnType<TestApi['call']> {
    return this.api.call('GET', path, { key: null, headers: { cookie: browser.cookie } });
  }

  /** All of it. Out: the connection's id. */
  async connect(connector: string, more: object = {}): Promise<string> {
    const browser = { cookie: '' };
    const back = await this.agree(await this.leave(await this.session(connector, more), browser));
    const page = await this.comeBack(back, browser);
    const id = resultOf(page.text)['connectionId'];
    if (page.status !== 200 || typeof id !== 'string') throw new Error(`${page.status} ${page.text}`);
    return id;
  }

  async connection(id: string): Promise<ShownConnection> {
    return (await this.api.call<ShownConnection>('GET', `/api/v1/connections/${id}`)).body;
  }

  act(id: string, action: string, input: object): ReturnType<TestApi['call']> {
    return this.api.call('POST', `/api/v1/connections/${id}/actions`, { body: { action, input } });
  }
}

/** What the page tells its opener. */
export function resultOf(html: string): Record<string, unknown> {
  const json = /<script type="application\/json" id="result"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  return JSON.parse(json) as Record<string, unknown>;
}
