import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { OAuth1Auth } from '@patchbay/connector-sdk';
import { isPlatformError, PlatformError, type OutboundHttp } from '@patchbay/kernel';
import { OUTBOUND_HTTP, type OauthClient } from '@patchbay/platform';
import OAuth from 'oauth-1.0a';
import type { CredentialToKeep } from '../connection/connection-writer.js';
import { oauth1Addresses } from '../oauth/provider-address.js';
import type { DanceParts } from './oauth2-dance.js';

const TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024;

interface Token {
  readonly key: string;
  readonly secret: string;
}

/** OAuth 1.0a (RFC 5849): request token, the user's word, access token. The callback carries our state beside the provider's token. */
@Injectable()
export class OAuth1Dance {
  constructor(@Inject(OUTBOUND_HTTP) private readonly http: OutboundHttp) {}

  async leave({ connector, auth: way, app, redirectUri, state }: DanceParts): Promise<{ location: string; secret: string }> {
    const auth = oauth1Of(way);
    const { requestTokenUrl, authorizeUrl } = oauth1Addresses(auth, connector.overrides);
    const callback = new URL(redirectUri);
    callback.searchParams.set('state', state);
    const token = await this.ask({ auth, app, url: requestTokenUrl, data: { oauth_callback: callback.toString() } });
    const location = new URL(authorizeUrl);
    for (const [name, value] of Object.entries({ ...auth.extraAuthorizeParams, oauth_token: token.key }))
      location.searchParams.set(name, value);
    return { location: location.toString(), secret: JSON.stringify(token) };
  }

  async comeBack({ connector, auth: way, signIn, app }: DanceParts, query: URLSearchParams, kept: string): Promise<CredentialToKeep> {
    const auth = oauth1Of(way);
    const requestToken = JSON.parse(kept) as Token;
    const verifier = query.get('oauth_verifier');
    if (verifier === null || query.get('oauth_token') !== requestToken.key) {
      throw new PlatformError('provider_rejected', 'The provider did not sign the account in.');
    }
    const { accessTokenUrl } = oauth1Addresses(auth, connector.overrides);
    const token = await this.ask({ auth, app, url: accessTokenUrl, data: { oauth_verifier: verifier }, token: requestToken });
    return {
      authType: 'oauth1',
      source: 'stored',
      metadata: signIn.asked,
      scopes: null,
      expiresAt: null,
      secret: {
        kind: 'fields',
        fields: { consumerKey: app.clientId, consumerSecret: app.clientSecret, token: token.key, tokenSecret: token.secret },
      },
    };
  }

  private async ask(ask: { auth: OAuth1Auth; app: OauthClient; url: string; data: Record<string, string>; token?: Token }): Promise<Token> {
    const { auth, app, url, data, token } = ask;
    const signer = new OAuth({
      consumer: { key: app.clientId, secret: app.clientSecret },
      signature_method: auth.signature,
      hash_function: (text, key) =>
        createHmac(auth.signature === 'HMAC-SHA1' ? 'sha1' : 'sha256', key)
          .update(text)
          .digest('base64'),
    });
    const request = { url, method: 'POST', data, includeBodyHash: false };
    // All of `data` is ours and begins with oauth_: it goes into the header, the body stays empty.
    const headers = signer.toHeader({ ...signer.authorize(request, token), ...data });
    const { status, body } = await this.http
      .send({
        method: 'POST',
        url,
        headers: { authorization: headers.Authorization, accept: '*/*' },
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
        maxRedirects: 0,
      })
      .catch((error: unknown) => {
        throw isPlatformError(error)
          ? error
          : new PlatformError('provider_unavailable', 'The provider cannot be reached.', {}, { cause: error });
      });
    const answer = new URLSearchParams(Buffer.from(body).toString('utf8'));
    const [key, secret] = [answer.get('oauth_token'), answer.get('oauth_token_secret')];
    if (status < 300 && key && secret) return { key, secret };
    if (status === 401)
      throw new PlatformError('config_invalid', 'The provider refuses the OAuth app; check its key, secret and redirect address.', {
        providerStatus: status,
      });
    throw new PlatformError(
      status >= 500 ? 'provider_unavailable' : 'provider_drift',
      `The provider answered the token request with status ${status} and no token.`,
      { providerStatus: status },
    );
  }
}

function oauth1Of(auth: DanceParts['auth']): OAuth1Auth {
  if (auth.kind === 'oauth1') return auth;
  throw new PlatformError('bug', 'OAuth 2 was to be done as OAuth 1.');
}
