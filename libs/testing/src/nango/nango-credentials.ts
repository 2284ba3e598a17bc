import { randomUUID } from 'node:crypto';
import type { Credentials, Integration, NangoConnection, NangoHouse } from './nango-house.js';
import type { NangoWebhooks } from './nango-webhooks.js';

const MARGIN_MS = 15 * 60_000;
const BACK_OFF_MS = 30_000;
const MAX_FAILED_DAYS = 4;

/** Why there are no usable credentials: a refusal of this moment, or one that is being waited out. */
export type Unusable = 'refused' | 'backing_off' | 'exhausted';

/** A token endpoint's refusal, as the server would describe it. */
export class TokenRefusal extends Error {}

/** Form POST to a provider's token endpoint, the client in the body. */
export async function askForTokens(url: string, integration: Integration, form: Record<string, string>): Promise<Record<string, unknown>> {
  const { client_id = '', client_secret = '' } = integration.credentials ?? {};
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', 'user-agent': 'Nango' },
    body: new URLSearchParams({ client_id, client_secret, ...form }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new TokenRefusal(JSON.stringify({ provider_error_payload: text, status: answer.status }));
  return JSON.parse(text) as Record<string, unknown>;
}

export function oauth2Of(raw: Record<string, unknown>, nowMs: number, before?: string): Extract<Credentials, { type: 'OAUTH2' }> {
  const { access_token: token, refresh_token: refresh, expires_in: seconds } = raw;
  return {
    type: 'OAUTH2',
    access_token: String(token),
    refresh_token: typeof refresh === 'string' ? refresh : before,
    ...(typeof seconds === 'number' ? { expires_at: new Date(nowMs + seconds * 1_000).toISOString() } : {}),
    raw,
  };
}

/** Refreshes as the server does: lazily, 15 minutes ahead, once for all who ask, with a pause after a failure and an end after four days of them. */
export class NangoCredentials {
  private readonly underWay = new Map<NangoConnection, Promise<boolean>>();

  constructor(
    private readonly house: NangoHouse,
    private readonly webhooks: NangoWebhooks,
  ) {}

  async ready(connection: NangoConnection, force: boolean): Promise<Unusable | undefined> {
    const { credentials } = connection;
    if (credentials.type !== 'OAUTH2' && credentials.type !== 'OAUTH2_CC') return undefined;
    if (!force) {
      if (connection.failedDays.size >= MAX_FAILED_DAYS) return 'exhausted';
      if (connection.backOffUntilMs > this.house.now()) return 'backing_off';
      const { expires_at: expiresAt } = credentials;
      if (expiresAt === undefined || Date.parse(expiresAt) - this.house.now() > MARGIN_MS) return undefined;
    }
    if (credentials.type === 'OAUTH2' && credentials.refresh_token === undefined) return force ? undefined : 'refused';
    let running = this.underWay.get(connection);
    if (!running) {
      running = this.refresh(connection).finally(() => this.underWay.delete(connection));
      this.underWay.set(connection, running);
    }
    return (await running) ? undefined : 'refused';
  }

  private async refresh(connection: NangoConnection): Promise<boolean> {
    const integration = this.house.integrations.get(connection.integration);
    const provider = this.house.providerOf(connection.integration);
    const { credentials } = connection;
    if (!integration || !provider?.tokenUrl) return false;
    try {
      if (credentials.type === 'OAUTH2') {
        const raw = await askForTokens(provider.tokenUrl, integration, {
          grant_type: 'refresh_token',
          refresh_token: credentials.refresh_token ?? '',
        });
        connection.credentials = oauth2Of(raw, this.house.now(), credentials.refresh_token);
      } else if (credentials.type === 'OAUTH2_CC') {
        const { client_id, client_secret } = credentials;
        const raw = await askForTokens(provider.tokenUrl, integration, { grant_type: 'client_credentials', client_id, client_secret });
        const { access_token: token, expires_at: end } = oauth2Of(raw, this.house.now());
        connection.credentials = { ...credentials, token, raw, ...(end === undefined ? {} : { expires_at: end }) };
      }
    } catch (error) {
      this.failed(connection, integration, provider.authMode, error);
      return false;
    }
    Object.assign(connection, { errors: [], backOffUntilMs: 0, failedDays: new Set(), updatedAt: this.house.at() });
    return true;
  }

  private failed(connection: NangoConnection, integration: Integration, authMode: string, error: unknown): void {
    connection.errors = [{ type: 'auth', log_id: randomUUID() }];
    connection.backOffUntilMs = this.house.now() + BACK_OFF_MS;
    connection.failedDays.add(this.house.at().slice(0, 10));
    this.webhooks.auth({
      operation: 'refresh',
      integration,
      authMode,
      connectionId: connection.connectionId,
      connection,
      error: { type: 'refresh_token_external_error', description: error instanceof TokenRefusal ? error.message : 'network error' },
    });
  }
}

/** The credentials as they are shown; refresh tokens only to who asks for them. */
export function shownCredentials(credentials: Credentials, withRefreshToken: boolean): object {
  if (credentials.type !== 'OAUTH2') return credentials;
  const { refresh_token: refreshToken, raw, ...rest } = credentials;
  const { refresh_token: _hidden, ...others } = raw;
  return withRefreshToken
    ? { ...rest, raw, ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }) }
    : { ...rest, raw: others };
}
