import { hasScope, PlatformError, roleAtLeast, type Principal } from '@patchbay/kernel';
import type { AccessRule } from './access.decorator.js';

/** Throws `forbidden` unless the caller's role and scopes reach. One check for Nest's routes and for those outside its pipeline. */
export function checkAccess(principal: Principal, rule: AccessRule): void {
  if (!roleAtLeast(principal.role, rule.role)) {
    throw new PlatformError('forbidden', `This needs the role ${rule.role} or above; yours is ${principal.role}.`);
  }
  checkScope(principal, rule);
}

/** The part of the check that needs no workspace. */
export function checkScope(principal: Principal, rule: AccessRule): void {
  if (!hasScope(principal, rule.scope)) throw new PlatformError('forbidden', `This needs a key with the scope ${rule.scope}.`);
  if (rule.platformAdmin === true && !principal.platformAdmin) throw new PlatformError('forbidden', 'Only platform admins may do this.');
}
