import type { WorkspaceId } from '../ids/ids.js';

/** Roles in a workspace, weakest first. */
export const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Scopes an API key can be narrowed to; a key without scopes may do all its role allows.
 * `read`: every GET. `execute`: run connectors, actions, workflows. `write`: change things. `admin`: members, keys, credentials.
 */
export const SCOPES = ['read', 'execute', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who is calling, in which workspace, with which rights. */
export interface Principal {
  readonly kind: 'api_key' | 'user' | 'system';
  /** API key id, user subject, or the name of the internal caller. */
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  readonly role: Role;
  /** Absent: not narrowed. */
  readonly scopes?: readonly Scope[];
  readonly platformAdmin: boolean;
}

/** True when `role` is at least `needed`. */
export function roleAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** True when the principal's key is not narrowed, or narrowed to include the scope. */
export function hasScope(principal: Principal, scope: Scope): boolean {
  return principal.scopes === undefined || principal.scopes.includes(scope);
}
