import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ACCESS_RULE, type AccessRule } from '../access/access.decorator.js';
import { fieldsOf, type DtoClass } from '../dto/field-registry.js';
import type { ParameterObject } from './openapi.js';
import { OPERATION, type OperationFacts } from './operation.decorator.js';

/** One route as the document needs it; routes outside Nest's pipeline hand in the same. */
export interface RouteFacts {
  readonly id: string;
  readonly method: string;
  /** Fastify form: `/api/v1/workspaces/:id`. */
  readonly path: string;
  readonly access: AccessRule | 'public';
  readonly operation: OperationFacts;
  readonly body?: DtoClass;
  readonly query?: DtoClass;
  /** Query parameters that are in no DTO. */
  readonly parameters?: readonly ParameterObject[];
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
}

/** Every route of every controller that carries `@Operation`. */
export function nestRoutes(app: INestApplicationContext): RouteFacts[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOf(metatype as Type) : []));
}

function routesOf(controller: Type): RouteFacts[] {
  const prototype = controller.prototype as Record<string, unknown>;
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return names.flatMap((name) => {
    const handler = prototype[name];
    const operation = typeof handler === 'function' ? (Reflect.getMetadata(OPERATION, handler) as OperationFacts | undefined) : undefined;
    return operation === undefined ? [] : routesAt({ controller, name, handler: handler as () => unknown, operation });
  });
}

function routesAt(at: { controller: Type; name: string; handler: () => unknown; operation: OperationFacts }): RouteFacts[] {
  const { controller, name, handler, operation } = at;
  const read = <T>(key: string | symbol): T | undefined =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  const status = Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined;
  const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  const own = Reflect.getMetadata(PATH_METADATA, handler) as string;
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET';
  return bases.map((base, index) => ({
    id: `${name}${controller.name.replace(/Controller$/, '')}${index === 0 ? '' : index + 1}`,
    method,
    path: `/${[base, own]
      .flatMap((part) => part.split('/'))
      .filter((part) => part !== '')
      .join('/')}`,
    access: read<AccessRule | 'public'>(ACCESS_RULE) ?? { role: 'owner', scope: 'admin' },
    operation: status === undefined ? operation : { ...operation, status },
    ...dtosOf(controller, name),
  }));
}

/** The DTOs of a handler's `@Body()` and `@Query()` parameters. */
function dtosOf(controller: Type, name: string): { body?: DtoClass; query?: DtoClass } {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as unknown[];
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number }>;
  const found: { body?: DtoClass; query?: DtoClass } = {};
  for (const [key, { index }] of Object.entries(args)) {
    const type = types[index];
    if (!fieldsOf(type)) continue;
    if (key.startsWith(`${RouteParamtypes.BODY}:`)) found.body = type as DtoClass;
    if (key.startsWith(`${RouteParamtypes.QUERY}:`)) found.query = type as DtoClass;
  }
  return found;
}
