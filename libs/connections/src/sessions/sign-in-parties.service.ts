import { Injectable } from '@nestjs/common';
import type { OAuth1Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { invalidInput, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { OauthApps } from '../oauth/oauth-apps.service.js';
import { ConnectorDirectory, type ConnectableConnector } from '../ports/connector-directory.js';
import { noApp } from '../typed-credentials.service.js';

/** Who takes part in a sign-in: the connector, its OAuth kind, and our app. */
@Injectable()
export class SignInParties {
  constructor(
    private readonly directory: ConnectorDirectory,
    private readonly apps: OauthApps,
  ) {}

  /** Throws `input_invalid` for a connector that does not sign in with OAuth. */
  async of(
    workspaceId: WorkspaceId,
    key: string,
    provider?: string,
  ): Promise<{ connector: ConnectableConnector; auth: OAuth2Auth | OAuth1Auth }> {
    const connector = await this.directory.find(workspaceId, key);
    if (!connector) throw invalidInput([{ path: 'connector', message: 'there is no such connector' }]);
    const ways = connector.auth.flatMap((way) =>
      way.kind === 'oauth1' || (way.kind === 'oauth2' && way.grant === 'authorization_code') ? [way] : [],
    );
    const auth = provider === undefined ? ways[0] : ways.find((way) => way.provider === provider);
    if (auth) return { connector, auth };
    if (ways.length > 0)
      throw invalidInput([{ path: 'provider', message: `must be one of ${ways.map((way) => way.provider).join(', ')}` }]);
    throw invalidInput([
      { path: 'connector', message: `${connector.title} does not sign in with OAuth; connect it with POST /connections` },
    ]);
  }

  /** Throws `illegal_state` when there is none. */
  async app(workspaceId: WorkspaceId, connector: ConnectableConnector): Promise<{ clientId: string; clientSecret: string }> {
    const app = await this.apps.current(workspaceId, connector.key);
    if (!app) throw noApp(connector);
    return app;
  }

  /** The app the browser left with, even when another is configured meanwhile. */
  async appOf(workspaceId: WorkspaceId, connector: string, clientId: string): Promise<{ clientId: string; clientSecret: string }> {
    const app = await this.apps.withClientId(workspaceId, connector, clientId);
    if (!app) throw new PlatformError('illegal_state', 'The OAuth app was changed while the account was signing in. Connect again.');
    return app;
  }
}
