import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ok, page, refusal, keyRefusal, type NangoAnswer } from './nango-answer.js';
import { askForTokens, oauth2Of, TokenRefusal } from './nango-credentials.js';
import type { NangoChannel } from './nango-channel.js';
import type { ConnectSession, Credentials, Integration, NangoHouse, NangoProvider } from './nango-house.js';
import type { NangoWebhooks } from './nango-webhooks.js';

interface Departed {
  readonly session: ConnectSession;
  readonly integration: Integration;
  readonly provider: NangoProvider;
  readonly verifier: string;
  readonly client: string | undefined;
  readonly connectionId: string;
}

const SESSION_TOKEN = /^nango_connect_session_[0-9a-f]{64}$/;

/** The ways an account gets in, all through a connect session. */
export class NangoConnect {
  private readonly departed = new Map<string, Departed>();

  constructor(
    private readonly house: NangoHouse,
    private readonly webhooks: NangoWebhooks,
    private readonly channel: NangoChannel,
    private readonly url: () => string,
  ) {}

  /** GET /oauth/connect/{integration} */
  leave(key: string, query: URLSearchParams): NangoAnswer {
    const client = query.get('ws_client_id') ?? undefined;
    const fail = (type: string, text: string): NangoAnswer => {
      this.channel.fail(client, key, '', type, text);
      return page(400, text);
    };
    const session = this.house.session(query.get('connect_session_token') ?? '');
    if (!session) return fail('unknown_connect_session_token', 'The connect session is not known.');
    const integration = this.house.integrations.get(key);
    const provider = this.house.providerOf(key);
    if (!integration || !provider) return fail('unknown_provider_config', `There is no integration ${key}.`);
    if (!allowed(session, key)) return fail('integration_not_allowed', 'The session does not allow this integration.');
    const verifier = randomBytes(32).toString('base64url');
    // A UUID of version 1 by its version digit; nothing reads the time out of it.
    const state = randomUUID().replace(/^(.{14})4/, '$11');
    const connectionId = session.reconnect?.connectionId ?? randomUUID();
    this.departed.set(state, { session, integration, provider, verifier, client, connectionId });
    const to = new URL(provider.authorizeUrl ?? '');
    const parameters = {
      response_type: 'code',
      client_id: integration.credentials?.client_id ?? '',
      redirect_uri: this.redirectUri,
      scope: (integration.credentials?.scopes ?? '').split(',').filter(Boolean).join(' '),
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(parameters)) to.searchParams.set(name, value);
    return { status: 302, headers: { location: to.toString() } };
  }

  /** GET /oauth/callback: a state is good once. */
  async comeBack(query: URLSearchParams): Promise<NangoAnswer> {
    const state = query.get('state') ?? '';
    const departed = this.departed.get(state);
    this.departed.delete(state);
    if (!departed) return page(400, 'The state is not known.');
    const { integration, provider, verifier, client, connectionId } = departed;
    const fail = (error: { type: string; description: string }): NangoAnswer => {
      this.webhooks.auth({ operation: 'creation', integration, authMode: provider.authMode, connectionId, error });
      this.channel.fail(client, integration.uniqueKey, connectionId, 'callback_err', error.description);
      return page(400, error.description);
    };
    const code = query.get('code');
    if (code === null) {
      const said = `Did not get authorization code in the callback. Provider error: ${query.get('error') ?? ''}`;
      return fail({ type: 'invalid_callback', description: said });
    }
    try {
      const raw = await askForTokens(provider.tokenUrl ?? '', integration, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: this.redirectUri,
        code_verifier: verifier,
      });
      const kept = this.keep(departed, oauth2Of(raw, this.house.now()), factsOf(provider, raw));
      this.channel.succeed(client, integration.uniqueKey, kept);
      return page(200, 'Connected.');
    } catch (error) {
      return fail({ type: 'unknown', description: error instanceof TokenRefusal ? error.message : String(error) });
    }
  }

  /** POST /api-auth/api-key, /api-auth/basic and /oauth2/auth */
  async direct(
    mode: 'API_KEY' | 'BASIC' | 'OAUTH2_CC',
    key: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): Promise<NangoAnswer> {
    const token = query.get('connect_session_token') ?? '';
    if (!SESSION_TOKEN.test(token)) return keyRefusal('invalid_connect_session_token_format', 'The token has not the form of one.');
    const session = this.house.session(token);
    if (!session) return keyRefusal('unknown_connect_session_token', 'There is no such session.');
    const integration = this.house.integrations.get(key);
    const provider = this.house.providerOf(key);
    if (!integration || !provider) return refusal(404, 'unknown_provider_config', `There is no integration ${key}.`);
    if (!allowed(session, key)) return refusal(400, 'integration_not_allowed');
    const credentials = await this.credentialsFrom(mode, integration, provider, body);
    if ('status' in credentials) return credentials;
    const connectionId = session.reconnect?.connectionId ?? randomUUID();
    const kept = this.keep({ session, integration, provider, connectionId }, credentials, {});
    return ok({ connectionId: kept, providerConfigKey: key });
  }

  private get redirectUri(): string {
    return `${this.url()}/oauth/callback`;
  }

  private async credentialsFrom(
    mode: 'API_KEY' | 'BASIC' | 'OAUTH2_CC',
    integration: Integration,
    provider: NangoProvider,
    body: Record<string, unknown>,
  ): Promise<Credentials | NangoAnswer> {
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    if (mode === 'BASIC') return { type: 'BASIC', username: text('username'), password: text('password') };
    if (mode === 'API_KEY') {
      if (provider.verification !== undefined) {
        const answer = await fetch(`${provider.baseUrl ?? ''}${provider.verification}`, {
          headers: { authorization: `Bearer ${text('apiKey')}` },
        });
        if (!answer.ok) return refusal(400, 'connection_test_failed', 'The given credentials were found to be invalid.');
      }
      return { type: 'API_KEY', apiKey: text('apiKey') };
    }
    const client = { client_id: text('client_id'), client_secret: text('client_secret') };
    try {
      const raw = await askForTokens(provider.tokenUrl ?? '', integration, { grant_type: 'client_credentials', ...client });
      const { access_token: token, expires_at: end } = oauth2Of(raw, this.house.now());
      return { type: 'OAUTH2_CC', token, ...client, raw, ...(end === undefined ? {} : { expires_at: end }) };
    } catch (error) {
      return refusal(400, 'client_credentials_fetch_error', 'The token could not be fetched.', JSON.stringify({ error: String(error) }));
    }
  }

  private keep(
    ask: { session: ConnectSession; integration: Integration; provider: NangoProvider; connectionId: string },
    credentials: Credentials,
    connectionConfig: Record<string, unknown>,
  ): string {
    const { session, integration, provider, connectionId } = ask;
    const { connection, operation } = this.house.keep({
      integration: integration.uniqueKey,
      connectionId,
      credentials,
      // What the session brings takes the place of what was there; a session without tags empties them.
      tags: session.tags,
      endUser: session.endUser,
      connectionConfig,
      webhookUrlOverride: session.webhookUrlOverride,
    });
    this.webhooks.auth({
      operation,
      integration,
      authMode: provider.authMode,
      connectionId,
      connection,
      withEndUser: session.endUser !== null,
    });
    return connection.connectionId;
  }
}

function allowed({ reconnect, allowed: list }: ConnectSession, key: string): boolean {
  return reconnect ? reconnect.integration === key : list === undefined || list.includes(key);
}

function factsOf(provider: NangoProvider, raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries((provider.tokenResponseMetadata ?? []).flatMap((name) => (raw[name] === undefined ? [] : [[name, raw[name]]])));
}
