import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OAuth1Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { PlatformError } from '@patchbay/kernel';
import type { OauthClient } from '@patchbay/platform';
import * as oauth from 'oauth4webapi';
import type { CredentialToKeep } from '../connection/connection-writer.js';
import { oauth2Addresses } from '../oauth/provider-address.js';
import { TokenClient } from '../oauth/token-client.js';
import { declaredFacts } from '../refresh/token-exchange.js';
import type { ConnectableConnector } from '../ports/connector-directory.js';
import type { SignIn } from './oauth-state.store.js';

const TOKEN_TIMEOUT_MS = 30_000;

export interface DanceParts {
  readonly connector: ConnectableConnector;
  readonly auth: OAuth2Auth | OAuth1Auth;
  readonly signIn: SignIn;
  readonly app: OauthClient;
  readonly redirectUri: string;
  readonly state: string;
}

/** OAuth 2 authorization code with PKCE: the way out to the provider and the way back. */
@Injectable()
export class OAuth2Dance {
  constructor(private readonly tokens: TokenClient) {}

  /** Out: where the browser goes, and what must be kept until it is back. */
  leave({ connector, auth: way, signIn, app, redirectUri, state }: DanceParts): { location: string; secret: string } {
    const auth = oauth2Of(way);
    const verifier = randomBytes(32).toString('base64url');
    const location = new URL(oauth2Addresses(auth, signIn.asked, connector.overrides).authorizeUrl);
    const parameters: Record<string, string> = {
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: redirectUri,
      ...(auth.scopes.length > 0 ? { scope: auth.scopes.join(auth.scopeSeparator) } : {}),
      ...auth.extraAuthorizeParams,
      state,
      ...(auth.pkce ? { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' } : {}),
    };
    for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value);
    return { location: location.toString(), secret: verifier };
  }

  /** Throws `account_reauth`, `config_invalid`, `provider_*`. */
  async comeBack(parts: DanceParts, query: URLSearchParams, verifier: string): Promise<CredentialToKeep> {
    const { connector, signIn, app, redirectUri, state } = parts;
    const auth = oauth2Of(parts.auth);
    const { tokenUrl } = oauth2Addresses(auth, signIn.asked, connector.overrides);
    const callback = validated(query, state, tokenUrl, app.clientId);
    const peer = { auth, tokenUrl, ...app, timeoutMs: TOKEN_TIMEOUT_MS };
    const grant = await this.tokens.exchangeCode(peer, { callback, redirectUri, verifier: auth.pkce ? verifier : undefined });
    const { found, missing } = declaredFacts(auth, { ...signIn.asked, ...grant.facts });
    // What a call is to find is not expected of the token answer.
    if (missing !== undefined && !auth.discover) {
      throw new PlatformError('provider_drift', `${connector.title} answered without "${missing}", which its connector needs.`, {
        connector: connector.key,
      });
    }
    return {
      authType: 'oauth2',
      source: 'oauth2',
      metadata: { ...signIn.asked, ...found },
      secret: {
        kind: 'tokens',
        accessToken: grant.accessToken,
        clientId: app.clientId,
        provider: auth.provider,
        ...(grant.refreshToken === undefined ? {} : { refreshToken: grant.refreshToken }),
      },
      // RFC 6749 §5.1: an answer without scopes grants what was asked for.
      scopes: grant.scopes ?? auth.scopes,
      expiresAt: grant.expiresAt,
      refreshExpiresAt: grant.refreshExpiresAt,
    };
  }
}

function oauth2Of(auth: DanceParts['auth']): OAuth2Auth {
  if (auth.kind === 'oauth2') return auth;
  throw new PlatformError('bug', 'OAuth 1 was to be done as OAuth 2.');
}

/** State and doubled parameters, as oauth4webapi checks them. Vendors' own `iss` says nothing to us: their issuer is not configured. */
function validated(query: URLSearchParams, state: string, tokenUrl: string, clientId: string): URLSearchParams {
  const parameters = new URLSearchParams(query);
  parameters.delete('iss');
  try {
    return oauth.validateAuthResponse({ issuer: new URL(tokenUrl).origin }, { client_id: clientId }, parameters, state);
  } catch (cause) {
    const error = parameters.get('error') ?? '';
    const said = /^[\w.:-]{1,80}$/.test(error) ? ` (${error})` : '';
    throw new PlatformError('provider_rejected', `The provider did not sign the account in${said}.`, {}, { cause });
  }
}
