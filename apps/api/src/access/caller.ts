import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import type { Identity } from '@patchbay/workspaces';
import type { FastifyRequest } from 'fastify';

interface Callers {
  readonly identity?: Identity;
  readonly principal?: Principal;
}

const CALLERS = new WeakMap<FastifyRequest, Callers>();

export function rememberCaller(request: FastifyRequest, callers: Callers): void {
  CALLERS.set(request, callers);
}

export function callerOf(request: FastifyRequest): Callers {
  return CALLERS.get(request) ?? {};
}

/** The caller in the workspace the route works in. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => callerOf(context.switchToHttp().getRequest()).principal,
);

/** Who is calling, on routes of `workspace: 'none'`. */
export const CallerIdentity = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => callerOf(context.switchToHttp().getRequest()).identity,
);
