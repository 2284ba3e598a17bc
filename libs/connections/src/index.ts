// Connections: the secrets of a workspace and, built on them, its accounts at services.
// It owns how credentials are stored, opened and kept fresh; it knows no router, no execution and no provider's wire format.
export { WorkspaceSecretsModule } from './workspace-secrets/workspace-secrets.module.js';
export { WorkspaceSecrets } from './workspace-secrets/workspace-secrets.service.js';
export { WORKSPACE_SECRETS_COLUMN, type SecretSource, type WorkspaceSecret } from './workspace-secrets/workspace-secret.js';
