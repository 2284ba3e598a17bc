import { Nango } from '@nangohq/node';
import { startOauthProvider, type OauthProvider } from '../oauth-provider/oauth-provider.js';
import { startProvider, type Provider } from '../provider/provider.js';
import { startNangoDouble, type NangoDouble } from './nango-double.js';

type SessionAsk = Partial<Omit<Parameters<Nango['createConnectSession']>[0], 'tags'>> & { tags?: Record<string, string> };

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The double with an OAuth provider, a server that receives, and the real client; for its own suites. */
export class NangoBench {
  private constructor(
    readonly double: NangoDouble,
    readonly provider: OauthProvider,
    readonly receiver: Provider,
    readonly nango: Nango,
  ) {}

  static async start(): Promise<NangoBench> {
    const [double, provider, receiver] = await Promise.all([
      startNangoDouble(),
      startOauthProvider(),
      startProvider(() => ({ status: 200 })),
    ]);
    const { url } = provider;
    double.addProvider({
      name: 'acme',
      authMode: 'OAUTH2',
      authorizeUrl: `${url}/authorize`,
      tokenUrl: `${url}/token`,
      baseUrl: `${url}/api`,
    });
    double.addProvider({ name: 'keyed', authMode: 'API_KEY', baseUrl: receiver.url, verification: '/me' });
    double.addProvider({ name: 'worded', authMode: 'BASIC', baseUrl: receiver.url });
    double.addProvider({ name: 'machine', authMode: 'OAUTH2_CC', tokenUrl: `${url}/token` });
    const nango = new Nango({ host: double.url, secretKey: double.secretKey });
    const { clientId, clientSecret } = provider.settings;
    await nango.createIntegration({
      unique_key: 'acme',
      provider: 'acme',
      credentials: { type: 'OAUTH2', client_id: clientId, client_secret: clientSecret, scopes: 'read,write' },
    });
    return new NangoBench(double, provider, receiver, nango);
  }

  async close(): Promise<void> {
    await this.double.close();
    await Promise.all([this.provider.close(), this.receiver.close()]);
  }

  /** Calls the double as anybody could. */
  async raw(method: string, path: string, ask: { key?: string | null; body?: unknown } = {}): Promise<RawAnswer> {
    const { key = this.double.secretKey, body } = ask;
    const answer = await fetch(`${this.double.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : undefined };
  }

  async session({ tags = { workspace: 'w1' }, ...more }: SessionAsk = {}): Promise<string> {
    return (await this.nango.createConnectSession({ allowed_integrations: ['acme'], ...more, tags })).data.token;
  }

  connectAt(token: string, key = 'acme'): string {
    return `${this.double.url}/oauth/connect/${key}?connect_session_token=${token}`;
  }

  /** Out: the new connection's id. */
  async connected(more?: SessionAsk): Promise<string> {
    const answer = await walk(this.connectAt(await this.session(more)));
    if (answer.status !== 200) throw new Error(await answer.text());
    return this.double.house.connections.at(-1)?.connectionId ?? '';
  }
}

/** What a browser does: the connect address, the provider, the callback. Out: the last answer. */
export async function walk(start: string): Promise<Response> {
  let answer = await fetch(start, { redirect: 'manual' });
  for (let hops = 0; hops < 5 && answer.status === 302; hops += 1)
    answer = await fetch(answer.headers.get('location') ?? '', { redirect: 'manual' });
  return answer;
}

/** How a call of the client ended. */
export function statusOf(promise: Promise<unknown>): Promise<{ status: number; code: string }> {
  return promise.then(
    () => ({ status: 200, code: '' }),
    (error: { response: { status: number; data: { error: { code: string } } } }) => ({
      status: error.response.status,
      code: error.response.data.error.code,
    }),
  );
}
