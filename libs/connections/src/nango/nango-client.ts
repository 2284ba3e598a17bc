import type { Nango } from '@nangohq/node';
import { isPlatformError, PlatformError, type JsonObject, type JsonValue, type OutboundHttp } from '@patchbay/kernel';
import { createServiceHttp, type ClosableOutboundHttp, type Logger, type PlatformConfig } from '@patchbay/platform';
import { SourceBreaker } from '../sources/source-breaker.js';
import { nangoError } from './nango-error.js';

const TIMEOUT_MS = 8_000;
const MAX_ANSWER_BYTES = 4 * 1_048_576;
/** A Nango that hangs holds this many sockets and callers and no more; the next is told at once that it is away. */
const MAX_SOCKETS = 16;
const MAX_WAITING = 64;

export interface NangoIntegration {
  readonly key: string;
  readonly provider: string;
}

export interface NangoTagged {
  readonly connection_id: string;
  readonly provider_config_key: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** As a single read shows it. */
export interface NangoRead extends NangoTagged {
  readonly connection_config: JsonObject;
  readonly credentials?: JsonObject;
}

export interface NangoSessionAsk {
  readonly integration: string;
  readonly tags: Record<string, string>;
  /** What the connector asks for before connecting. */
  readonly asked: JsonObject;
}

/**
 * Nango's documented API by its own client, sent by ours: to the operator's address alone, capped, behind a breaker and within sockets of its own. Throws what
 * nango-error.ts makes of an answer.
 */
export class NangoClient {
  private constructor(
    private readonly sdk: Nango,
    private readonly http: ClosableOutboundHttp,
    readonly breaker: SourceBreaker,
    readonly signingKey: string,
  ) {}

  /** Out: undefined when the operator has no Nango. Its code is loaded only when there is one. */
  static async open({ nango }: Pick<PlatformConfig, 'nango'>, logger: Logger): Promise<NangoClient | undefined> {
    if (!nango) return undefined;
    const { Nango: Sdk } = await import('@nangohq/node');
    const http = createServiceHttp({ address: nango.host, maxSockets: MAX_SOCKETS, maxWaiting: MAX_WAITING });
    const breaker = new SourceBreaker('Nango', logger);
    const sdk = new Sdk({ host: nango.host.replace(/\/+$/, ''), apiKey: nango.secretKey });
    sdk.http.defaults.adapter = (config) => breaker.run(() => send(http, sdk, config));
    // The signing key of a new environment is its API key, until it is rotated.
    return new NangoClient(sdk, http, breaker, nango.webhookSigningKey ?? nango.secretKey);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  async integrations(): Promise<NangoIntegration[]> {
    const { configs } = await this.sdk.listIntegrations();
    return configs.map(({ unique_key: key, provider }) => ({ key, provider }));
  }

  async authMode(provider: string): Promise<string> {
    return (await this.sdk.getProvider({ provider: encodeURIComponent(provider) })).data.auth_mode;
  }

  /** The integration's OAuth app. Undefined: it has none, or the key may not see it. */
  async app(integration: string): Promise<{ clientId: string; clientSecret: string } | undefined> {
    const { data } = await this.sdk.getIntegration({ uniqueKey: encodeURIComponent(integration) }, { include: ['credentials'] });
    const { client_id: clientId, client_secret: clientSecret } = (data.credentials ?? {}) as Record<string, unknown>;
    return typeof clientId === 'string' && typeof clientSecret === 'string' ? { clientId, clientSecret } : undefined;
  }

  async session(ask: NangoSessionAsk): Promise<{ token: string; link: string; expiresAt: Date }> {
    return sessionOf(await this.sdk.createConnectSession({ allowed_integrations: [ask.integration], tags: ask.tags, ...defaultsOf(ask) }));
  }

  async reconnectSession(ask: NangoSessionAsk & { connectionId: string }): Promise<{ token: string; link: string; expiresAt: Date }> {
    const { integration, connectionId, tags } = ask;
    return sessionOf(
      await this.sdk.createReconnectSession({ connection_id: connectionId, integration_id: integration, tags, ...defaultsOf(ask) }),
    );
  }

  async tagged(tags: Record<string, string>): Promise<NangoTagged[]> {
    const { connections } = await this.sdk.listConnections({ tags, limit: 10 });
    return connections;
  }

  /** `fresh`: renewed now, also when Nango is waiting after a failure. */
  async read(integration: string, connectionId: string, ask: { fresh?: boolean; refreshToken?: boolean } = {}): Promise<NangoRead> {
    const { fresh = false, refreshToken = false } = ask;
    return (await this.sdk.getConnection(integration, encodeURIComponent(connectionId), fresh, refreshToken)) as unknown as NangoRead;
  }

  async tag(integration: string, connectionId: string, tags: Record<string, string>): Promise<void> {
    const place = { connectionId: encodeURIComponent(connectionId), provider_config_key: encodeURIComponent(integration) };
    await this.sdk.patchConnection(place, { tags });
  }

  async remove(integration: string, connectionId: string): Promise<void> {
    await this.sdk.deleteConnection(encodeURIComponent(integration), encodeURIComponent(connectionId));
  }
}

type Adapter = Extract<Nango['http']['defaults']['adapter'], (...parts: never[]) => unknown>;

/** One request of the client by our own means. */
async function send(http: OutboundHttp, sdk: Nango, config: Parameters<Adapter>[0]): ReturnType<Adapter> {
  const response = await http
    .send({
      method: (config.method ?? 'get').toUpperCase(),
      url: sdk.http.getUri(config),
      headers: Object.fromEntries(Object.entries(config.headers.toJSON(true)).map(([name, value]) => [name.toLowerCase(), String(value)])),
      ...(typeof config.data === 'string' ? { body: config.data } : {}),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    })
    .catch((error: unknown) => {
      if (isPlatformError(error) && error.code === 'shutting_down') throw error;
      throw new PlatformError(
        'credential_source_unavailable',
        'Nango does not answer. Check that it runs and that NANGO_HOST is right.',
        { retryAfterMs: 2_000 },
        { cause: error },
      );
    });
  const { status, headers } = response;
  const body = parse(response.body);
  if (status < 200 || status >= 300 || body === undefined) throw nangoError(status, body, headers['retry-after']);
  return { status, statusText: '', data: body, headers: {}, config };
}

function parse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return bytes.byteLength === 0 ? {} : (JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue);
  } catch {
    return undefined;
  }
}

function sessionOf({ data }: { data: { token: string; connect_link: string; expires_at: string } }) {
  return { token: data.token, link: data.connect_link, expiresAt: new Date(data.expires_at) };
}

const defaultsOf = ({ integration, asked }: NangoSessionAsk) =>
  Object.keys(asked).length === 0 ? {} : { integrations_config_defaults: { [integration]: { connection_config: asked } } };
