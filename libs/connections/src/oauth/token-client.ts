import { Inject, Injectable } from '@nestjs/common';
import type { OAuth2Auth } from '@patchbay/connector-sdk';
import {
  isPlatformError,
  PlatformError,
  Redactor,
  type ErrorCode,
  type JsonObject,
  type JsonValue,
  type OutboundHttp,
} from '@patchbay/kernel';
import { OUTBOUND_HTTP } from '@patchbay/platform';
import * as oauth from 'oauth4webapi';
import { normalisedAnswer, seconds } from './token-answer.js';

/** One OAuth client at one provider. */
export interface TokenPeer {
  readonly auth: OAuth2Auth;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
}

/** What a token endpoint gave. */
export interface TokenGrant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: Date | null;
  readonly refreshExpiresAt: Date | null;
  /** null: the answer did not say. */
  readonly scopes: readonly string[] | null;
  /** The whole answer without tokens: facts of the account are read from it. */
  readonly facts: JsonObject;
}

const MAX_ANSWER_BYTES = 256 * 1024;
/** Vendors' words for "this grant is no more": only a person can sign in again. */
const DEAD_GRANT = new Set([
  'invalid_grant',
  'invalid_refresh_token',
  'bad_refresh_token',
  'token_revoked',
  'token_expired',
  'invalid_token',
  'account_inactive',
  'access_denied',
]);
const WRONG_CLIENT = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_client_id',
  'bad_client_secret',
  'incorrect_client_credentials',
  'redirect_uri_mismatch',
  'bad_redirect_uri',
]);
const TOKENS = ['access_token', 'refresh_token', 'id_token', 'token_type'];

/**
 * Talks to token endpoints: RFC 6749 by oauth4webapi, vendors' ways of saying it by token-answer.ts. Every request leaves through the egress guard, follows no
 * redirect and is capped in size and time. Errors: `account_reauth` (the grant is dead), `config_invalid` (the app is refused), `provider_*`.
 */
@Injectable()
export class TokenClient {
  constructor(@Inject(OUTBOUND_HTTP) private readonly http: OutboundHttp) {}

  /** RFC 6749 §4.1.3. `callback`: as oauth4webapi validated it. */
  exchangeCode(
    peer: TokenPeer,
    ask: { callback: URLSearchParams; redirectUri: string; verifier: string | undefined },
  ): Promise<TokenGrant> {
    const { as, client, how, options } = this.parts(peer);
    return this.grant(peer, [ask.verifier, ask.callback.get('code') ?? undefined], async () => {
      const response = await oauth.authorizationCodeGrantRequest(
        as,
        client,
        how,
        ask.callback,
        ask.redirectUri,
        ask.verifier ?? oauth.nopkce,
        options,
      );
      return oauth.processAuthorizationCodeResponse(as, client, response);
    });
  }

  /** RFC 6749 §6. */
  refresh(peer: TokenPeer, refreshToken: string): Promise<TokenGrant> {
    const { as, client, how, options } = this.parts(peer);
    return this.grant(peer, [refreshToken], async () => {
      const response = await oauth.refreshTokenGrantRequest(as, client, how, refreshToken, options);
      return oauth.processRefreshTokenResponse(as, client, response);
    });
  }

  /** RFC 6749 §4.4. */
  clientCredentials(peer: TokenPeer): Promise<TokenGrant> {
    const { as, client, how, options } = this.parts(peer);
    const scope = peer.auth.scopes.join(peer.auth.scopeSeparator);
    const parameters = { ...peer.auth.extraTokenParams, ...(scope === '' ? {} : { scope }) };
    return this.grant(peer, [], async () => {
      const response = await oauth.clientCredentialsGrantRequest(as, client, how, parameters, options);
      return oauth.processClientCredentialsResponse(as, client, response);
    });
  }

  /** RFC 7009; false: the provider did not confirm. */
  async revoke(peer: TokenPeer, revokeUrl: string, token: string): Promise<boolean> {
    const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' });
    const body = new URLSearchParams({ token });
    clientAuth(peer)({ issuer: peer.tokenUrl }, { client_id: peer.clientId }, body, headers);
    const { status, body: answer } = await this.http.send({
      method: 'POST',
      url: revokeUrl,
      headers: Object.fromEntries(headers),
      body: body.toString(),
      timeoutMs: peer.timeoutMs,
      maxResponseBytes: MAX_ANSWER_BYTES,
      maxRedirects: 0,
    });
    return status >= 200 && status < 300 && !/"ok"\s*:\s*false/.test(Buffer.from(answer).toString('utf8').slice(0, 1_000));
  }

  private parts(peer: TokenPeer) {
    return {
      as: { issuer: new URL(peer.tokenUrl).origin, token_endpoint: peer.tokenUrl },
      client: { client_id: peer.clientId },
      how: clientAuth(peer),
      options: {
        [oauth.customFetch]: (url: string, init: FetchInit) => this.fetch(peer, url, init),
        // Whether plain http may be called is the egress guard's decision, for sandboxes and tests.
        [oauth.allowInsecureRequests]: true,
        additionalParameters: peer.auth.grant === 'client_credentials' ? {} : peer.auth.extraTokenParams,
      },
    };
  }

  private async fetch(peer: TokenPeer, url: string, init: FetchInit): Promise<Response> {
    const form = new URLSearchParams(String(init.body ?? ''));
    const json = peer.auth.tokenBody === 'json';
    const response = await this.http.send({
      method: 'POST',
      url,
      headers: {
        ...init.headers,
        accept: 'application/json',
        'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      },
      body: json ? JSON.stringify(Object.fromEntries(form)) : form.toString(),
      timeoutMs: peer.timeoutMs,
      maxResponseBytes: MAX_ANSWER_BYTES,
      maxRedirects: 0,
    });
    const { status, body } = normalisedAnswer(response, peer.auth);
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  }

  private async grant(
    peer: TokenPeer,
    secrets: readonly (string | undefined)[],
    ask: () => Promise<oauth.TokenEndpointResponse>,
  ): Promise<TokenGrant> {
    try {
      return grantOf((await ask()) as unknown as JsonObject, peer.auth);
    } catch (error) {
      throw tokenError(error, [peer.clientSecret, ...secrets]);
    }
  }
}

interface FetchInit {
  readonly body?: unknown;
  readonly headers: Record<string, string>;
}

/** RFC 6749 §2.3.1. Vendors do not decode what the RFC has us encode, so only what would break the header is encoded. */
function clientAuth({ auth, clientId, clientSecret }: TokenPeer): oauth.ClientAuth {
  if (auth.clientAuth === 'body') {
    return (_as, _client, body) => {
      body.set('client_id', clientId);
      body.set('client_secret', clientSecret);
    };
  }
  const safe = (text: string): string => text.replace(/[^\x21-\x7e]|[:%+]/g, encodeURIComponent);
  return (_as, _client, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(`${safe(clientId)}:${safe(clientSecret)}`).toString('base64')}`);
  };
}

function grantOf(answer: JsonObject, auth: OAuth2Auth): TokenGrant {
  const accessToken = answer['access_token'];
  if (typeof accessToken !== 'string' || accessToken === '')
    throw new PlatformError('provider_drift', 'The token endpoint answered without an access token.');
  const lifetime = seconds(answer['expires_in']) ?? auth.expiresInSeconds;
  const refreshLifetime = ['refresh_token_expires_in', 'refresh_expires_in', 'x_refresh_token_expires_in']
    .map((name) => seconds(answer[name]))
    .find((s) => s !== undefined);
  const { refresh_token: refreshToken, scope } = answer;
  return {
    accessToken,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
    expiresAt: after(lifetime),
    refreshExpiresAt: after(refreshLifetime),
    scopes: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : null,
    facts: Object.fromEntries(Object.entries(answer).filter(([name]) => !TOKENS.includes(name))) as Record<string, JsonValue>,
  };
}

const after = (lifetimeSeconds: number | undefined): Date | null =>
  lifetimeSeconds === undefined ? null : new Date(Date.now() + Math.min(lifetimeSeconds, 10 * 365 * 86_400) * 1_000);

/** Any failure of a token request in the catalogue's words; the provider's own are shown without our secrets. */
function tokenError(error: unknown, secrets: readonly (string | undefined)[]): PlatformError {
  if (isPlatformError(error)) return error;
  if (!(error instanceof oauth.ResponseBodyError)) {
    const cause = error instanceof Error && isPlatformError(error.cause) ? error.cause : undefined;
    return (
      cause ??
      new PlatformError('provider_drift', 'The token endpoint answered in a form that cannot be read.', { sent: true }, { cause: error })
    );
  }
  const redactor = new Redactor();
  for (const secret of secrets) if (secret) redactor.add(secret);
  const providerCode = error.error.toLowerCase();
  const words = error.error_description ? `: ${redactor.text(error.error_description).slice(0, 300)}` : '';
  const [code, text]: [ErrorCode, string] = DEAD_GRANT.has(providerCode)
    ? ['account_reauth', 'The provider no longer accepts this sign-in; the account has to be reconnected']
    : WRONG_CLIENT.has(providerCode)
      ? ['config_invalid', 'The provider refuses the OAuth app; check its client id, secret and redirect address']
      : ['provider_rejected', 'The provider refused to give a token'];
  return new PlatformError(code, `${text} (${providerCode}${words}).`, { providerStatus: error.status, providerCode, sent: true });
}
