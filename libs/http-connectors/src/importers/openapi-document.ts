import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { openApiRequest } from './openapi-request.js';
import { OpenApiReferences } from './openapi-references.js';
import type { SourceOperation } from './source-request.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

/** Lists the operations of an OpenAPI 3.x or Swagger 2.0 document. Throws SyntaxProblem. */
export function openApiOperations(document: JsonValue): SourceOperation[] {
  if (!isJsonObject(document)) throw new SyntaxProblem('is not an OpenAPI document: it is not an object');
  const version = document['openapi'] ?? document['swagger'];
  if (typeof version !== 'string' || !/^(?:3\.\d|2\.0)/.test(version))
    throw new SyntaxProblem('is not an OpenAPI 3 or Swagger 2.0 document: it has no "openapi" or "swagger" version');
  const paths = document['paths'];
  if (!isJsonObject(paths)) throw new SyntaxProblem('has no "paths"');
  const references = new OpenApiReferences(document);
  const ids = new Set<string>();
  return Object.keys(paths).flatMap((path) => {
    const item = references.resolve(paths[path]);
    return item
      ? METHODS.filter((method) => isJsonObject(item[method])).map((method) =>
          toOperation({ document, references, path, item, method }, ids),
        )
      : [];
  });
}

interface Found {
  readonly document: JsonObject;
  readonly references: OpenApiReferences;
  readonly path: string;
  readonly item: JsonObject;
  readonly method: (typeof METHODS)[number];
}

function toOperation({ document, references, path, item, method }: Found, ids: Set<string>): SourceOperation {
  const operation = item[method] as JsonObject;
  const route = `${method.toUpperCase()} ${path}`;
  const given = typeof operation['operationId'] === 'string' ? operation['operationId'] : '';
  const id = given === '' || ids.has(given) ? route : given;
  ids.add(id);
  const name =
    typeof operation['summary'] === 'string' && operation['summary'].trim() !== '' ? operation['summary'].trim().slice(0, 200) : id;
  return {
    id,
    name,
    method: method.toUpperCase(),
    path,
    read: () => openApiRequest({ document, references, path, item, operation, method: method.toUpperCase(), name }),
  };
}
