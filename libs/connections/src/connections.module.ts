import { Module, type DynamicModule, type ModuleMetadata, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ConnectionChanges } from './connection/connection-changes.js';
import { ConnectionEventsStore } from './connection/connection-events.store.js';
import { ConnectionStore } from './connection/connection.store.js';
import { ConnectionCredentials } from './credentials/connection-credentials.service.js';
import { OpenedConnections } from './credentials/opened-connections.service.js';
import { WorkspaceCredentials } from './credentials/workspace-credentials.service.js';
import { OauthApps } from './oauth/oauth-apps.service.js';
import { TokenClient } from './oauth/token-client.js';
import { RefreshClaimStore } from './refresh/refresh-claim.store.js';
import { TokenExchange } from './refresh/token-exchange.js';
import { TokenRefresher } from './refresh/token-refresher.service.js';
import { WorkspaceSecretsModule } from './workspace-secrets/workspace-secrets.module.js';

/** A stop waits this long for answers of token endpoints. */
const GRACE_MS = 3_000;

const INNER = [ConnectionStore, ConnectionEventsStore, RefreshClaimStore, TokenClient, TokenExchange, WorkspaceCredentials];
const SERVICES = [ConnectionChanges, OpenedConnections, TokenRefresher, OauthApps, ConnectionCredentials];

/** Connections. `imports` bring ConnectorDirectory and ConnectionProber, and CredentialSourcePlugin and SecretReferences where there are any. */
@Module({})
export class ConnectionsModule implements OnModuleInit, OnModuleDestroy {
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: ConnectionsModule, imports: [...imports, WorkspaceSecretsModule], providers: [...INNER, ...SERVICES], exports: [...SERVICES, ConnectionStore] };
  }

  constructor(
    private readonly changes: ConnectionChanges,
    private readonly refresher: TokenRefresher,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.changes.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.refresher.drain(GRACE_MS);
    await this.changes.stop();
  }
}
