import { ERROR_CATALOG, toProblemDocument, PlatformError, type ErrorCode } from '@patchbay/kernel';
import { fieldsOf, schemaOf, type DtoClass, type FieldFacts, type JsonSchema } from '../dto/field-registry.js';
import type { OpenApiDocument, OperationObject, ParameterObject } from './openapi.js';
import type { RouteFacts } from './route-facts.js';
import { choice, listOf, shape, text, uuid, whole } from './schemas.js';

const PROBLEM_SCHEMA = shape({
  type: text('/docs/errors#input_invalid'),
  title: text(),
  status: whole(),
  detail: text(),
  code: choice(Object.keys(ERROR_CATALOG)),
  'errors?': listOf(shape({ path: text('config.steps[1].url'), message: text() })),
  traceId: text('4bf92f3577b34da6a3ce929d0e0e4736'),
  'executionId?': uuid(),
});
const TRACE_HEADER = { 'x-trace-id': { $ref: '#/components/headers/TraceId' } };

/**
 * The OpenAPI 3.1 document of the given routes. Schemas are JSON Schema 2020-12, from the same decorators that validate. Not made by
 * @nestjs/swagger: its decorators cost every process 100 ms and 19 MB at start, it writes 3.0, and does not see routes outside Nest.
 */
export function openApiDocument(routes: readonly RouteFacts[], about: { version: string; serverUrl: string }): OpenApiDocument {
  const paths: Record<string, Record<string, OperationObject>> = {};
  const statuses = new Map<number, Set<ErrorCode>>();
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route, statuses);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchbay',
      version: about.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Load connectors, connect accounts, call actions; read afterwards what happened. Lists are paged by `limit` and `cursor`; errors are RFC 9457 problems.',
    },
    servers: [{ url: about.serverUrl }],
    tags: [...new Set(routes.map((route) => route.operation.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      headers: { TraceId: { description: 'Trace id of the request (W3C), also in problems and logs.', schema: { type: 'string' } } },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `pb_…`.' },
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A person’s token; `X-Workspace-Id` picks one of several workspaces.',
        },
      },
      responses: Object.fromEntries(
        [...statuses].sort(([a], [b]) => a - b).map(([status, codes]) => [`Problem${status}`, problemResponse([...codes])]),
      ),
    },
  };
}

function operationOf(route: RouteFacts, statuses: Map<number, Set<ErrorCode>>): OperationObject {
  const { operation } = route;
  const status = operation.status ?? 200;
  const success = {
    description: operation.summary,
    headers: TRACE_HEADER,
    ...(operation.answer
      ? {
          content: {
            [operation.mediaType ?? 'application/json']: {
              schema: operation.answer,
              ...(operation.example === undefined ? {} : { example: operation.example }),
            },
          },
        }
      : {}),
  };
  const responses: Record<string, JsonSchema> = { [String(status)]: success };
  for (const [other, schema] of Object.entries(operation.otherAnswers ?? {})) {
    responses[other] = { description: operation.summary, headers: TRACE_HEADER, content: { 'application/json': { schema } } };
  }
  for (const code of problemsOf(route)) {
    const at = ERROR_CATALOG[code].status;
    statuses.set(at, (statuses.get(at) ?? new Set()).add(code));
    responses[String(at)] = { $ref: `#/components/responses/Problem${at}` };
  }
  const parameters = parametersOf(route);
  return {
    operationId: route.id,
    summary: operation.summary,
    ...(descriptionOf(route) === '' ? {} : { description: descriptionOf(route) }),
    tags: [operation.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(route),
    responses,
    security: route.access === 'public' ? [] : [{ apiKey: [] }, { token: [] }],
  };
}

function descriptionOf(route: RouteFacts): string {
  const { access, operation } = route;
  const needs =
    access === 'public'
      ? ''
      : `Needs role \`${access.role}\` and scope \`${access.scope}\`${access.platformAdmin === true ? ', platform admins only' : ''}.`;
  return [operation.description, needs].filter((part) => part !== undefined && part !== '').join(' ');
}

function problemsOf(route: RouteFacts): Set<ErrorCode> {
  const codes = new Set<ErrorCode>(route.operation.problems ?? []);
  if (route.access !== 'public')
    for (const code of ['unauthenticated', 'forbidden', 'rate_limited', 'database_unavailable', 'bug'] as const) codes.add(code);
  if (route.body ?? route.operation.body)
    for (const code of ['malformed_json', 'input_invalid', 'payload_too_large', 'unsupported_media_type'] as const) codes.add(code);
  if (route.query) codes.add('input_invalid');
  if (route.path.includes(':')) codes.add('not_found');
  return codes;
}

function parametersOf(route: RouteFacts): ParameterObject[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']): ParameterObject => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? uuid() : { type: 'string', minLength: 1 },
  }));
  const inQuery = [...(fieldsOf(route.query)?.values() ?? [])].map((field): ParameterObject => queryParameter(field));
  const inHeader = (route.headers ?? []).map((header): ParameterObject => ({
    ...header,
    in: 'header',
    required: false,
    schema: { type: 'string' },
  }));
  const workspace: ParameterObject[] =
    route.access === 'public' || route.access.workspace === 'path'
      ? []
      : [
          {
            name: 'X-Workspace-Id',
            in: 'header',
            required: false,
            description: 'With a person’s token: the workspace to work in.',
            schema: uuid(),
          },
        ];
  return [...inPath, ...inQuery, ...(route.parameters ?? []), ...inHeader, ...workspace];
}

function queryParameter(field: FieldFacts): ParameterObject {
  const { description, ...schema } = field.schema;
  return { name: field.name, in: 'query', required: field.required, ...(typeof description === 'string' ? { description } : {}), schema };
}

function bodyOf(route: RouteFacts): Pick<OperationObject, 'requestBody'> {
  const { body: own, bodyExample } = route.operation;
  if (own) {
    const examples = own.examples
      ? { examples: Object.fromEntries(Object.entries(own.examples).map(([name, value]) => [name, { value }])) }
      : {};
    return { requestBody: { required: needed(own.schema), content: { 'application/json': { schema: own.schema, ...examples } } } };
  }
  if (!route.body) return {};
  const schema = schemaOf(route.body);
  return {
    requestBody: {
      required: needed(schema),
      content: { 'application/json': { schema, example: bodyExample ?? exampleOf(route.body) } },
    },
  };
}

/** A body may be left out when it has no member that must be there. */
const needed = ({ required }: JsonSchema): boolean => Array.isArray(required) && required.length > 0;

/** An example out of the fields' examples; fields without one are left out. */
function exampleOf(type: DtoClass): JsonSchema {
  const fields = [...(fieldsOf(type)?.values() ?? [])];
  return Object.fromEntries(
    fields.flatMap(({ name, schema }) => (Array.isArray(schema['examples']) ? [[name, schema['examples'][0] as unknown]] : [])),
  );
}

function problemResponse(codes: readonly ErrorCode[]): JsonSchema {
  const titles = codes.map((code) => `\`${code}\` ${ERROR_CATALOG[code].title}`).join('; ');
  const [first = 'bug'] = codes;
  const example = toProblemDocument(new PlatformError(first, ERROR_CATALOG[first].title), { traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
  return {
    description: titles,
    headers: TRACE_HEADER,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } },
  };
}
