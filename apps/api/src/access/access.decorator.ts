import { SetMetadata } from '@nestjs/common';
import type { Role, Scope } from '@patchbay/kernel';

/**
 * What a route asks of its caller. `workspace`: `own` (default) = the key's workspace or the one of `X-Workspace-Id`; `path` = the one the
 * path's `:id` names; `none` = the caller's identity is enough, role and workspace are the handler's business.
 */
export interface AccessRule {
  readonly role: Role;
  readonly scope: Scope;
  readonly workspace?: 'own' | 'path' | 'none';
  readonly platformAdmin?: boolean;
}

export const ACCESS_RULE = Symbol('patchbay.access');

export const Access = (rule: AccessRule): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, rule);

/** No credential needed: health and documentation only. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, 'public');
