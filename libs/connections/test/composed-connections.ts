import { oauth2, type OAuth2Auth } from '@patchbay/connector-sdk';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { createOutboundHttp, Sealer, type ClosableOutboundHttp, type Database } from '@patchbay/platform';
import { ConnectionChanges } from '../src/connection/connection-changes.js';
import { ConnectionEventsStore } from '../src/connection/connection-events.store.js';
import { sealSecret, type TokenSecret } from '../src/connection/connection-secret.js';
import { ConnectionStore } from '../src/connection/connection.store.js';
import type { Connection } from '../src/connection/connection.js';
import { ConnectionCredentials } from '../src/credentials/connection-credentials.service.js';
import { OpenedConnections } from '../src/credentials/opened-connections.service.js';
import { OauthApps } from '../src/oauth/oauth-apps.service.js';
import { TokenClient } from '../src/oauth/token-client.js';
import { ConnectorDirectory, type ConnectableConnector } from '../src/ports/connector-directory.js';
import { RefreshClaimStore } from '../src/refresh/refresh-claim.store.js';
import type { RefreshTimings } from '../src/refresh/refresh-timings.js';
import { TokenExchange } from '../src/refresh/token-exchange.js';
import { TokenRefresher } from '../src/refresh/token-refresher.service.js';

/** Ten times faster than life, but for the pauses, which tests end by themselves. */
export const FAST: RefreshTimings = {
  requestMs: 4_300,
  claimMs: 1_000,
  heartbeatMs: 300,
  waitMs: 4_500,
  pollMs: 100,
  firstPauseMs: 30_000,
  longestPauseMs: 60_000,
  cooldownMs: 1_500,
};

export const APP = { clientId: 'client-1', clientSecret: 'client-secret-1' };
export const CONNECTOR = 'acme';

export function acmeAuth(providerUrl: string, more: Partial<OAuth2Auth> = {}): OAuth2Auth {
  return oauth2({
    provider: CONNECTOR,
    authorizeUrl: `${providerUrl}/authorize`,
    tokenUrl: `${providerUrl}/token`,
    revokeUrl: `${providerUrl}/revoke`,
    scopes: ['read', 'write'],
    refresh: 'rotating',
    ...more,
  });
}

class OneConnector extends ConnectorDirectory {
  constructor(private readonly auth: OAuth2Auth) {
    super();
  }

  find(_workspaceId: WorkspaceId, key: string): Promise<ConnectableConnector | undefined> {
    return Promise.resolve(key === CONNECTOR ? { key, title: 'Acme', auth: [this.auth] } : undefined);
  }
}

export interface ComposedConnections {
  readonly credentials: ConnectionCredentials;
  readonly refresher: TokenRefresher;
  readonly store: ConnectionStore;
  readonly changes: ConnectionChanges;
  readonly http: ClosableOutboundHttp;
  close(): Promise<void>;
}

/** The services of this library around a database, as a process has them. */
export async function composeConnections(parts: {
  database: Database;
  sealer: Sealer;
  auth: OAuth2Auth;
  timings?: RefreshTimings;
}): Promise<ComposedConnections> {
  const { database, sealer, auth, timings = FAST } = parts;
  const http = createOutboundHttp({ allow: ['127.0.0.0/8'] });
  const directory = new OneConnector(auth);
  const changes = new ConnectionChanges(database);
  const store = new ConnectionStore();
  const apps = new OauthApps(database, sealer, new ConnectionEventsStore(), { oauthClient: () => APP });
  const exchange = new TokenExchange(directory, apps, new TokenClient(http));
  const refresher = new TokenRefresher(database, sealer, exchange, changes, new RefreshClaimStore(), timings);
  const opened = new OpenedConnections(database, sealer, store, changes);
  const credentials = new ConnectionCredentials(database, store, opened, refresher, changes);
  await changes.start();
  return {
    credentials,
    refresher,
    store,
    changes,
    http,
    async close() {
      await refresher.drain(1_000);
      await changes.stop();
      await http.close();
    },
  };
}

/** A connection as a sign-in leaves it, its access token ending after `expiresInMs`. */
export async function storedTokens(
  parts: { database: Database; sealer: Sealer; workspaceId: WorkspaceId },
  secret: Omit<TokenSecret, 'kind'>,
  { expiresInMs = -1_000, name = 'Main', refreshedAgoMs = 3_600_000 } = {},
): Promise<Connection> {
  const { database, sealer, workspaceId } = parts;
  const place = { workspaceId, id: newId() };
  const connection = await database.inWorkspace(workspaceId, (tx) =>
    new ConnectionStore().insert(tx, {
      ...place,
      connector: CONNECTOR,
      name,
      authType: 'oauth2',
      source: 'oauth2',
      sealed: sealSecret(sealer, place, { kind: 'tokens', ...secret }),
      metadata: {},
      scopes: ['read'],
      expiresAt: new Date(Date.now() + expiresInMs),
      refreshExpiresAt: null,
      isDefault: false,
      createdBy: 'system:test',
    }),
  );
  await database.inWorkspace(workspaceId, (tx) =>
    tx.query('update connections set refreshed_at = $2 where id = $1', [place.id, new Date(Date.now() - refreshedAgoMs)]),
  );
  return connection;
}
