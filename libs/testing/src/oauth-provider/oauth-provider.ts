import { createHash, randomBytes } from 'node:crypto';
import { startProvider, type Provider } from '../provider/provider.js';
import type { ProviderAnswer } from '../provider/provider-answer.js';
import type { ReceivedRequest } from '../provider/received-request.js';
import { GrantFamilies, type GrantFamily } from '@patchbay/simulator';

export interface OauthProviderSettings {
  clientId: string;
  clientSecret: string;
  /** Exact redirect addresses (RFC 9700 §2.1). Empty: the first one seen. */
  redirectUris: string[];
  requirePkce: boolean;
  clientAuth: 'basic' | 'body';
  rotates: boolean;
  lifetimeSeconds: number;
  /** Waited for before a token request is worked on, and after: the token is then spent and the answer still missing. */
  before: (grantType: string) => Promise<void>;
  after: (grantType: string) => Promise<void>;
  /** Turns the standard answer into what this provider says. */
  reword: (answer: Record<string, unknown>, family: GrantFamily | undefined) => ProviderAnswer;
  /** Answers a token request instead of the provider. */
  instead: ((request: ReceivedRequest) => ProviderAnswer | undefined) | undefined;
}

/**
 * A strict OAuth 2 provider on a real socket: authorization code with PKCE and exact redirect addresses, single-use codes, refresh token rotation with
 * revocation of the family on reuse, client credentials, RFC 7009 revocation, and `GET /api/*` behind its access tokens. `settings` may be changed at any time.
 */
export class OauthProvider {
  readonly families: GrantFamilies;
  readonly settings: OauthProviderSettings;
  /** Token requests that gave tokens, by grant type. */
  readonly exchanges: string[] = [];
  private readonly codes = new Map<string, { redirectUri: string; challenge: string | undefined; scope: string }>();

  private constructor(
    readonly http: Provider,
    settings: Partial<OauthProviderSettings>,
  ) {
    this.settings = {
      clientId: 'client-1',
      clientSecret: 'client-secret-1',
      redirectUris: [],
      requirePkce: true,
      clientAuth: 'body',
      rotates: true,
      lifetimeSeconds: 3_600,
      before: () => Promise.resolve(),
      after: () => Promise.resolve(),
      reword: (body) => ({ body }),
      instead: undefined,
      ...settings,
    };
    this.families = new GrantFamilies({ rotates: () => this.settings.rotates, lifetimeSeconds: () => this.settings.lifetimeSeconds });
    http
      .on('GET /authorize', (request) => this.authorize(request))
      .on('POST /token', (request) => this.token(request))
      // Vendors put it at addresses of their own: /revoke, /oauth/revoke, /api/auth.revoke.
      .otherwise((request) => (request.method === 'POST' && /\brevoke$/.test(request.path) ? this.revoke(request) : this.api(request)));
  }

  static async start(settings: Partial<OauthProviderSettings> = {}): Promise<OauthProvider> {
    return new OauthProvider(await startProvider(), settings);
  }

  get url(): string {
    return this.http.url;
  }

  refreshes(): number {
    return this.exchanges.filter((grantType) => grantType === 'refresh_token').length;
  }

  close(): Promise<void> {
    return this.http.close();
  }

  /** The user agrees at once. */
  private authorize(request: ReceivedRequest): ProviderAnswer {
    const { query } = request;
    const { clientId, redirectUris, requirePkce } = this.settings;
    const redirectUri = query.get('redirect_uri') ?? '';
    if (redirectUris.length === 0) redirectUris.push(redirectUri);
    // Never back to an address that is not known: that would be an open redirect.
    if (query.get('client_id') !== clientId || !redirectUris.includes(redirectUri))
      return { status: 400, body: 'unknown client or redirect address' };
    const back = new URL(redirectUri);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    const challenge = query.get('code_challenge') ?? undefined;
    const wrong =
      query.get('response_type') !== 'code' || (requirePkce && (challenge === undefined || query.get('code_challenge_method') !== 'S256'));
    if (wrong) {
      back.searchParams.set('error', 'invalid_request');
    } else {
      const code = randomBytes(16).toString('hex');
      this.codes.set(code, { redirectUri, challenge, scope: query.get('scope') ?? '' });
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.toString() } };
  }

  private async token(request: ReceivedRequest): Promise<ProviderAnswer> {
    const form = new URLSearchParams(request.body);
    const grantType = form.get('grant_type') ?? '';
    await this.settings.before(grantType);
    const instead = this.settings.instead?.(request);
    if (instead) return instead;
    if (!this.isClient(request, form)) return { status: 401, headers: { 'www-authenticate': 'Basic' }, body: { error: 'invalid_client' } };
    const family = this.familyOf(grantType, form);
    if (!family) {
      const known = ['authorization_code', 'refresh_token', 'client_credentials'].includes(grantType);
      return {
        status: 400,
        body: { error: known ? 'invalid_grant' : 'unsupported_grant_type', error_description: 'the grant is not good' },
      };
    }
    this.exchanges.push(grantType);
    const answer = {
      access_token: this.families.newest(family),
      token_type: 'Bearer',
      expires_in: this.settings.lifetimeSeconds,
      scope: family.scope,
      ...(grantType === 'client_credentials' ? {} : { refresh_token: family.refreshToken }),
    };
    const worded = this.settings.reword(answer, family);
    await this.settings.after(grantType);
    return worded;
  }

  private familyOf(grantType: string, form: URLSearchParams): GrantFamily | undefined {
    const { clientId } = this.settings;
    if (grantType === 'client_credentials') return this.families.begin(clientId, form.get('scope') ?? '');
    if (grantType === 'refresh_token') return this.families.use(form.get('refresh_token') ?? '', clientId);
    if (grantType !== 'authorization_code') return undefined;
    const code = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    if (!code || code.redirectUri !== form.get('redirect_uri')) return undefined;
    const verifier = form.get('code_verifier') ?? '';
    if (code.challenge !== undefined && createHash('sha256').update(verifier).digest('base64url') !== code.challenge) return undefined;
    return this.families.begin(clientId, code.scope);
  }

  private isClient(request: ReceivedRequest, form: URLSearchParams): boolean {
    const { clientId, clientSecret, clientAuth } = this.settings;
    if (clientAuth === 'basic')
      return request.headers['authorization'] === `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    return form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
  }

  private revoke(request: ReceivedRequest): ProviderAnswer {
    const form = new URLSearchParams(request.body);
    if (!this.isClient(request, form)) return { status: 401, body: { error: 'invalid_client' } };
    this.families.revoke(form.get('token') ?? '');
    return { status: 200, body: {} };
  }

  private api(request: ReceivedRequest): ProviderAnswer {
    const token = String(request.headers['authorization'] ?? '').replace(/^Bearer /, '');
    return this.families.accepts(token)
      ? { status: 200, body: { ok: true, data: {}, path: request.path } }
      : { status: 401, body: { ok: false, error: 'invalid_auth' } };
  }
}

export function startOauthProvider(settings: Partial<OauthProviderSettings> = {}): Promise<OauthProvider> {
  return OauthProvider.start(settings);
}
