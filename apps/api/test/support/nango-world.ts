import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNangoDouble, startOauthProvider, type NangoDouble, type OauthProvider } from '@patchbay/testing';
import { startTestApi, type TestApi } from './test-api.js';
import type { ShownConnection } from './oauth-world.js';

export interface NangoSessionAnswer {
  readonly id: string;
  readonly provider: string;
  readonly connectUrl: string;
  readonly sessionToken: string;
  readonly expiresAt: string;
}

/** The whole app with a Nango in front of an OAuth provider for the given connectors. */
export class NangoWorld {
  private constructor(
    readonly api: TestApi,
    readonly nango: NangoDouble,
    readonly provider: OauthProvider,
    private readonly folder: string,
  ) {}

  static async start(connectors: readonly string[], environment: Record<string, string> = {}): Promise<NangoWorld> {
    const [nango, provider] = await Promise.all([startNangoDouble(), startOauthProvider()]);
    const { url } = provider;
    const { clientId, clientSecret } = provider.settings;
    for (const name of connectors) {
      nango.addProvider({ name, authMode: 'OAUTH2', authorizeUrl: `${url}/authorize`, tokenUrl: `${url}/token`, baseUrl: url });
      const credentials = { type: 'OAUTH2', client_id: clientId, client_secret: clientSecret, scopes: 'one,two', webhook_secret: '' };
      nango.house.addIntegration({ uniqueKey: name, provider: name, credentials });
    }
    const folder = await mkdtemp(join(tmpdir(), 'patchbay-nango-'));
    const overrides = Object.fromEntries(
      [...connectors, 'stripe'].map((key) => [key, { baseUrl: url, authorizeUrl: `${url}/authorize`, tokenUrl: `${url}/token` }]),
    );
    await writeFile(join(folder, 'overrides.json'), JSON.stringify(overrides));
    const api = await startTestApi({
      NANGO_HOST: nango.url,
      NANGO_SECRET_KEY: nango.secretKey,
      PATCHBAY_PROVIDER_OVERRIDES: join(folder, 'overrides.json'),
      ...environment,
    });
    return new NangoWorld(api, nango, provider, folder);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.nango.close();
    await this.provider.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** From now on Nango tells what happens there. */
  sendWebhooks(): void {
    Object.assign(this.nango.house.webhooks, {
      onAuthCreation: true,
      onAuthRefreshError: true,
      primaryUrl: `${this.api.url}/api/v1/webhooks/nango`,
    });
  }

  async session(connector: string, more: object = {}): Promise<NangoSessionAnswer> {
    const answer = await this.api.call<NangoSessionAnswer>('POST', '/api/v1/oauth/sessions', { body: { connector, ...more } });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  /** What a browser does with Nango's headless way in. Out: the last page. */
  async signIn(connector: string, { sessionToken }: { sessionToken: string }): Promise<Response> {
    let answer = await fetch(`${this.nango.url}/oauth/connect/${connector}?connect_session_token=${sessionToken}`, { redirect: 'manual' });
    while (answer.status === 302) answer = await fetch(answer.headers.get('location') ?? '', { redirect: 'manual' });
    return answer;
  }

  /** Waits until the session has become a connection. */
  async made({ id }: { id: string }): Promise<string> {
    for (;;) {
      const { body } = await this.api.call<{ status: string; connectionId: string | null }>('GET', `/api/v1/oauth/sessions/${id}`);
      if (body.status === 'connected' && body.connectionId !== null) return body.connectionId;
      if (body.status !== 'pending') throw new Error(`the sign-in is ${body.status}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** All of it. Out: the connection's id. */
  async connect(connector: string, more: object = {}): Promise<string> {
    const session = await this.session(connector, more);
    const page = await this.signIn(connector, session);
    if (page.status !== 200) throw new Error(await page.text());
    return this.made(session);
  }

  async connection(id: string): Promise<ShownConnection & { source: string }> {
    return (await this.api.call<ShownConnection & { source: string }>('GET', `/api/v1/connections/${id}`)).body;
  }

  read(id: string): ReturnType<TestApi['call']> {
    return this.api.call('GET', `/api/v1/connections/${id}/data?resourcePath=/things`);
  }

  /** As the owner of the database, who sees everything. */
  async owner(statement: string): Promise<Record<string, unknown>[]> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.api.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  /** Every replica forgets what it has opened: as after a restart. */
  async forget(): Promise<void> {
    await this.owner('update connections set version = version + 1');
    await this.owner(`select pg_notify('connections', workspace_id || '/' || id || '/' || connector_key) from connections`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
