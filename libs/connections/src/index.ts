// Connections: the secrets of a workspace and, built on them, its accounts at services.
// It owns how credentials are stored, opened and kept fresh; it knows no router, no registry, no execution and no provider's wire format:
// which connectors there are and how one is probed come through ports that the apps give.
export { WorkspaceSecretsModule } from './workspace-secrets/workspace-secrets.module.js';
export { WorkspaceSecrets } from './workspace-secrets/workspace-secrets.service.js';
export { WORKSPACE_SECRETS_COLUMN, type SecretSource, type WorkspaceSecret } from './workspace-secrets/workspace-secret.js';
export { ConnectionsModule } from './connections.module.js';
export {
  AUTH_TYPES,
  CONNECTIONS_COLUMN,
  type AuthType,
  type Connection,
  type ConnectionError,
  type ConnectionPlace,
  type ConnectionSource,
  type ConnectionStatus,
} from './connection/connection.js';
export { ConnectionStore, type NewConnection, type NewCredential } from './connection/connection.store.js';
export { ConnectionChanges, type ConnectionChange } from './connection/connection-changes.js';
export { ConnectorDirectory, type ConnectableConnector } from './ports/connector-directory.js';
export { ConnectionProber, type ProbeAsk, type ProbeResult } from './ports/connection-prober.js';
export { CredentialSourcePlugin, type ConnectSession, type PluginCredential, type SessionAsk } from './ports/credential-source-plugin.js';
export { SecretReferences } from './ports/secret-references.js';
export { ConnectionCredentials } from './credentials/connection-credentials.service.js';
export { OpenedConnections, type OpenedConnection } from './credentials/opened-connections.service.js';
export { OauthApps, OAUTH_APPS_COLUMN, type OauthApp } from './oauth/oauth-apps.service.js';
export { TokenRefresher, REFRESH_TIMINGS_TOKEN } from './refresh/token-refresher.service.js';
export { REFRESH_TIMINGS, type RefreshTimings } from './refresh/refresh-timings.js';
export { ConnectionWriter, type ConnectionToCreate, type CredentialToKeep } from './connection/connection-writer.js';
export { ConnectionsService, type ConnectionDraft, type ConnectionPatch, type ShownConnection } from './connections.service.js';
export { ConnectionTester, type TestReport } from './connection-tester.service.js';
export { ConnectionRemoval } from './connection-removal.service.js';
export { ConnectSessions, oauthAddress, type SessionRequest } from './sessions/connect-sessions.service.js';
export { SignInService, type Departure } from './sessions/sign-in.service.js';
export { NangoWebhooks } from './nango/nango-webhooks.service.js';
export { CredentialSources } from './sources/credential-sources.service.js';
export { type SignInOutcome } from './sessions/oauth-state.store.js';
export { IdleRefreshJob } from './refresh/idle-refresh.job.js';
