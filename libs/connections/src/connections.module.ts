import { Module, Optional, type DynamicModule, type ModuleMetadata, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ConnectionChanges } from './connection/connection-changes.js';
import { ConnectionEventsStore } from './connection/connection-events.store.js';
import { ConnectionStore } from './connection/connection.store.js';
import { ConnectionCredentials } from './credentials/connection-credentials.service.js';
import { OpenedConnections } from './credentials/opened-connections.service.js';
import { WorkspaceCredentials } from './credentials/workspace-credentials.service.js';
import { ConnectionRemoval } from './connection-removal.service.js';
import { ConnectionTester } from './connection-tester.service.js';
import { ConnectionWriter } from './connection/connection-writer.js';
import { ConnectionsService } from './connections.service.js';
import { ConnectSessions } from './sessions/connect-sessions.service.js';
import { SignInParties } from './sessions/sign-in-parties.service.js';
import { Dances } from './sessions/dances.js';
import { OAuth1Dance } from './sessions/oauth1-dance.js';
import { OAuth2Dance } from './sessions/oauth2-dance.js';
import { OauthStateStore } from './sessions/oauth-state.store.js';
import { SignInKeeper } from './sessions/sign-in-keeper.service.js';
import { SignInService } from './sessions/sign-in.service.js';
import { NangoClient } from './nango/nango-client.js';
import { NangoPollJob } from './nango/nango-poll.job.js';
import { NangoWebhooks } from './nango/nango-webhooks.service.js';
import { NANGO_PROVIDERS } from './nango/nango.providers.js';
import { CredentialSources } from './sources/credential-sources.service.js';
import { TypedCredentials } from './typed-credentials.service.js';
import { IdleRefreshJob } from './refresh/idle-refresh.job.js';
import { OauthApps } from './oauth/oauth-apps.service.js';
import { TokenClient } from './oauth/token-client.js';
import { RefreshClaimStore } from './refresh/refresh-claim.store.js';
import { TokenExchange } from './refresh/token-exchange.js';
import { TokenRefresher } from './refresh/token-refresher.service.js';
import { VaultModule } from './vault/vault.module.js';
import { WorkspaceSecretsModule } from './workspace-secrets/workspace-secrets.module.js';

/** A stop waits this long for answers of token endpoints. */
const GRACE_MS = 3_000;

const INNER = [
  ConnectionEventsStore,
  RefreshClaimStore,
  TokenClient,
  TokenExchange,
  WorkspaceCredentials,
  TypedCredentials,
  OauthStateStore,
  SignInParties,
  SignInKeeper,
  Dances,
  OAuth1Dance,
  OAuth2Dance,
];
const SERVICES = [
  ConnectionStore,
  ConnectionChanges,
  ConnectionWriter,
  OpenedConnections,
  TokenRefresher,
  OauthApps,
  ConnectionCredentials,
  ConnectionTester,
  ConnectionRemoval,
  ConnectionsService,
  ConnectSessions,
  SignInService,
  IdleRefreshJob,
  CredentialSources,
];

/** Connections. `imports` bring ConnectorDirectory and ConnectionProber. */
@Module({})
export class ConnectionsModule implements OnModuleInit, OnModuleDestroy {
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return {
      module: ConnectionsModule,
      imports: [...imports, WorkspaceSecretsModule, VaultModule],
      providers: [...INNER, ...SERVICES, ...NANGO_PROVIDERS],
      exports: [...SERVICES, NangoWebhooks],
    };
  }

  constructor(
    private readonly changes: ConnectionChanges,
    private readonly refresher: TokenRefresher,
    private readonly idle: IdleRefreshJob,
    private readonly credentials: ConnectionCredentials,
    @Optional() private readonly nango?: NangoClient,
    @Optional() private readonly poll?: NangoPollJob,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.changes.start();
    this.idle.start();
    this.poll?.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.idle.stop();
    await this.poll?.stop();
    await this.refresher.drain(GRACE_MS);
    await this.credentials.drain();
    await this.changes.stop();
    await this.nango?.close();
  }
}
