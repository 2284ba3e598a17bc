// Workspaces: tenants, their members and API keys, and who is calling. It owns signing in (API keys, JWT) and the first start's key.
// It must not know what is done inside a workspace, nor anything of HTTP beyond header names.
export { WorkspacesModule } from './workspaces.module.js';
export { Authenticator, type RequestHeaders } from './access/authenticator.js';
export { actorOf, type Identity } from './access/identity.js';
export { ApiKeysService, type CreatedApiKey, type NewKeyRequest } from './api-keys/api-keys.service.js';
export { type ApiKey } from './api-keys/api-key.store.js';
export { WorkspacesService, type WorkspaceChange } from './workspaces/workspaces.service.js';
export { RETENTION_KINDS, type Membership, type RetentionKind, type Workspace } from './workspaces/workspace.store.js';
export { MembersService } from './members/members.service.js';
export { type Member } from './members/member.store.js';
export { BootstrapService } from './bootstrap/bootstrap.service.js';
export { DEFAULT_WORKSPACE_ID } from './bootstrap/default-workspace.js';
