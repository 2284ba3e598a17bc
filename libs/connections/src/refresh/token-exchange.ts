import { Injectable } from '@nestjs/common';
import type { OAuth2Auth } from '@patchbay/connector-sdk';
import { PlatformError, type JsonObject } from '@patchbay/kernel';
import type { ProviderOverride } from '@patchbay/platform';
import type { TokenSecret } from '../connection/connection-secret.js';
import type { Connection } from '../connection/connection.js';
import { oauth2Addresses } from '../oauth/provider-address.js';
import { OauthApps } from '../oauth/oauth-apps.service.js';
import { TokenClient, type TokenGrant, type TokenPeer } from '../oauth/token-client.js';
import { ConnectorDirectory } from '../ports/connector-directory.js';

/** Everything a token request for a connection needs, found before anything is sent. */
export interface PreparedExchange {
  readonly peer: TokenPeer;
  readonly auth: OAuth2Auth;
  readonly secret: TokenSecret;
  /** The old refresh token dies with its use; it must never go out twice. */
  readonly oneShot: boolean;
}

/** Token requests on behalf of stored connections. */
@Injectable()
export class TokenExchange {
  constructor(
    private readonly directory: ConnectorDirectory,
    private readonly apps: OauthApps,
    private readonly tokens: TokenClient,
  ) {}

  /** Throws `account_reauth` when there is nothing to refresh with, `config_invalid` when the app is gone. */
  async prepare(connection: Connection, secret: TokenSecret, timeoutMs: number): Promise<PreparedExchange> {
    const { auth, title, overrides } = await this.connector(connection, secret);
    const repeatable = auth.grant === 'client_credentials';
    if (!repeatable && secret.refreshToken === undefined) {
      throw new PlatformError('account_reauth', `The sign-in at ${title} has ended and cannot be prolonged. Reconnect the account.`);
    }
    const app = await this.app(connection, secret, title);
    const { tokenUrl } = oauth2Addresses(auth, connection.metadata, overrides);
    const oneShot = !repeatable && (auth.refresh === 'rotating' || secret.rotates === true);
    return { peer: { auth, tokenUrl, ...app, timeoutMs }, auth, secret, oneShot };
  }

  send({ peer, auth, secret }: PreparedExchange): Promise<TokenGrant> {
    return auth.grant === 'client_credentials' ? this.tokens.clientCredentials(peer) : this.tokens.refresh(peer, secret.refreshToken ?? '');
  }

  /** False: the provider has no revocation or did not confirm it. */
  async revoke(connection: Connection, secret: TokenSecret, timeoutMs: number): Promise<boolean> {
    const { auth, title, overrides } = await this.connector(connection, secret);
    const { tokenUrl, revokeUrl } = oauth2Addresses(auth, connection.metadata, overrides);
    if (revokeUrl === undefined) return false;
    const app = await this.app(connection, secret, title);
    return this.tokens.revoke({ auth, tokenUrl, ...app, timeoutMs }, revokeUrl, secret.refreshToken ?? secret.accessToken);
  }

  private async connector(
    { workspaceId, connector }: Connection,
    secret: TokenSecret,
  ): Promise<{ auth: OAuth2Auth; title: string; overrides: ProviderOverride | undefined }> {
    const known = await this.directory.find(workspaceId, connector);
    const ways = known?.auth.filter((candidate) => candidate.kind === 'oauth2') ?? [];
    const auth = ways.find((way) => way.provider === secret.provider) ?? ways[0];
    if (!known || !auth) throw new PlatformError('config_invalid', `There is no OAuth connector "${connector}" any more.`);
    return { auth, title: known.title, overrides: known.overrides };
  }

  private async app(connection: Connection, secret: TokenSecret, title: string): Promise<{ clientId: string; clientSecret: string }> {
    if (secret.clientId !== undefined && secret.clientSecret !== undefined)
      return { clientId: secret.clientId, clientSecret: secret.clientSecret };
    const { workspaceId, connector } = connection;
    const app =
      secret.clientId === undefined
        ? await this.apps.current(workspaceId, connector)
        : await this.apps.withClientId(workspaceId, connector, secret.clientId);
    if (app) return app;
    throw new PlatformError(
      'config_invalid',
      `The OAuth app that ${title} was connected with is no longer configured. Configure it again, or reconnect the account with the new app.`,
    );
  }
}

/** What the connection keeps after a grant: the old refresh token stays when there is no new one. */
export function nextSecret(before: TokenSecret, grant: TokenGrant): TokenSecret {
  const refreshToken = grant.refreshToken ?? before.refreshToken;
  const rotates = before.rotates === true || (grant.refreshToken !== undefined && grant.refreshToken !== before.refreshToken);
  return {
    ...before,
    accessToken: grant.accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(rotates ? { rotates } : {}),
  };
}

/** The facts a connector declares, out of a token answer. Missing ones are left out; `missing` names the first. */
export function declaredFacts(auth: OAuth2Auth, facts: JsonObject): { found: JsonObject; missing: string | undefined } {
  if (!auth.metadata) return { found: {}, missing: undefined };
  const parsed = auth.metadata.safeParse(facts);
  if (parsed.success) return { found: parsed.data as JsonObject, missing: undefined };
  const found = Object.fromEntries(
    Object.keys(auth.metadata.shape).flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
  );
  return { found, missing: parsed.error.issues[0]?.path.join('.') };
}
