import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PlatformError } from '@patchbay/kernel';
import { Authenticator, type Identity } from '@patchbay/workspaces';
import type { FastifyRequest } from 'fastify';
import { checkAccess, checkScope } from './access-check.js';
import { ACCESS_RULE, type AccessRule } from './access.decorator.js';
import { rememberCaller } from './caller.js';

/** Lets a request in as its route's `@Access` asks; a route that says nothing is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | 'public' | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === undefined) throw new PlatformError('forbidden', 'This route is closed.');
    if (rule === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    const identity = await this.authenticator.identify(request.headers, request.ip);
    await this.admit(identity, rule, request);
    return true;
  }

  private async admit(identity: Identity, rule: AccessRule, request: FastifyRequest<{ Params: { id?: string } }>): Promise<void> {
    if (rule.workspace === 'none') {
      if (identity.kind === 'api_key') checkScope(identity.principal, rule);
      rememberCaller(request, { identity });
      return;
    }
    const principal =
      rule.workspace === 'path'
        ? await this.authenticator.principalIn(identity, request.params.id ?? '')
        : await this.authenticator.principalOf(identity, request.headers['x-workspace-id']);
    checkAccess(principal, rule);
    rememberCaller(request, { identity, principal });
  }
}
