import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isJsonObject, isUuid, type WorkspaceId } from '@patchbay/kernel';
import { AuditService, type AuditAct } from '@patchbay/observability';
import { actorOf } from '@patchbay/workspaces';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { ACCESS_RULE, type AccessRule } from '../access/access.decorator.js';
import { callerOf } from '../access/caller.js';
import { toEdgeError } from '../edge/edge-error.js';
import { OPERATION, type OperationFacts } from '../openapi/operation.decorator.js';
import { isAudited } from './audited.js';

const MAX_PATH_CHARS = 500;
const MAX_FIELDS = 100;
/** Names that our bodies can have; anything else is refused anyway and may be a value put in the wrong place. */
const FIELD_NAME = /^[A-Za-z_]\w{0,63}$/;

/**
 * Writes every administrative act down before it begins, and how it ended before its caller is answered. An act whose first row cannot be
 * written does not happen; one whose second row is missing was cut short.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [handler, controller] = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<AccessRule | 'public' | undefined>(ACCESS_RULE, [handler, controller]);
    const operation = this.reflector.get<OperationFacts | undefined>(OPERATION, handler);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isAudited({ method: request.method, rule, tag: operation?.tag ?? '' })) return next.handle();
    const act = actOf(request, `${handler.name}${controller.name.replace(/Controller$/, '')}`);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const run = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(this.audited({ act, request, status: () => operation?.status ?? reply.statusCode, run }));
  }

  private async audited(audited: {
    act: AuditAct;
    request: FastifyRequest;
    status: () => number;
    run: () => Promise<unknown>;
  }): Promise<unknown> {
    const { act, request, status, run } = audited;
    const { principal, identity } = callerOf(request);
    const workspaceId = principal?.workspaceId ?? (identity?.kind === 'api_key' ? identity.principal.workspaceId : undefined);
    if (workspaceId === undefined) {
      // A person who is in no workspace yet: the one the act has made, or was allowed in, is known only afterwards.
      const answer = await run();
      const entered = workspaceEntered(request, answer);
      if (entered !== undefined) await this.audit.end(entered, await this.audit.begin(entered, act), { status: status() });
      return answer;
    }
    const id = await this.audit.begin(workspaceId, act);
    let answer: unknown;
    try {
      answer = await run();
    } catch (error) {
      const refusal = toEdgeError(error);
      await this.audit.end(workspaceId, id, { status: refusal.status, code: refusal.code });
      throw error;
    }
    await this.audit.end(workspaceId, id, { status: status() });
    return answer;
  }
}

function actOf(request: FastifyRequest, act: string): AuditAct {
  const { identity, principal } = callerOf(request);
  return {
    actor: principal ? `${principal.kind}:${principal.id}` : identity ? actorOf(identity) : 'unknown',
    act,
    method: request.method,
    path: request.url.replace(/\?.*$/s, '').slice(0, MAX_PATH_CHARS),
    fields: isJsonObject(request.body)
      ? Object.keys(request.body)
          .filter((name) => FIELD_NAME.test(name))
          .slice(0, MAX_FIELDS)
      : [],
    address: request.ip,
    traceId: request.id,
  };
}

/** Where a person's act took place that names its workspace itself. It succeeded, so the person may be there. */
function workspaceEntered(request: FastifyRequest, answer: unknown): WorkspaceId | undefined {
  const asked = isJsonObject(request.body) ? request.body['workspaceId'] : undefined;
  const made = isJsonObject(answer) && request.routeOptions.url?.endsWith('/workspaces') === true ? answer['id'] : undefined;
  const id = made ?? asked ?? request.headers['x-workspace-id'];
  return isUuid(id) ? (id.toLowerCase() as WorkspaceId) : undefined;
}
