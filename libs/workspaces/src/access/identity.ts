import type { Principal } from '@patchbay/kernel';

/**
 * Who presented a valid credential, before a workspace is picked. An API key belongs to exactly one workspace; a person (JWT) may belong to
 * none, one or many.
 */
export type Identity =
  | { readonly kind: 'api_key'; readonly principal: Principal }
  | { readonly kind: 'user'; readonly subject: string; readonly email?: string };

/** Name of the caller as kept in `created_by` and events. */
export function actorOf(identity: Identity): string {
  return identity.kind === 'api_key' ? actorOfPrincipal(identity.principal) : `user:${identity.subject}`;
}

/** The same of a caller in a workspace. */
export function actorOfPrincipal(principal: Principal): string {
  return `${principal.kind}:${principal.id}`;
}
