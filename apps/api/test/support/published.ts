import type { OpenApiDocument, OperationObject } from '../../src/openapi/openapi.js';
import type { GoodRequest } from './good-requests.js';
import type { TestApi } from './test-api.js';

export interface PublishedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
}

export async function publishedDocument(api: TestApi): Promise<OpenApiDocument> {
  return (await api.call<OpenApiDocument>('GET', '/api/v1/openapi.json', { key: null })).body;
}

export function operationsOf(document: OpenApiDocument): PublishedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ id: operation.operationId, method: method.toUpperCase(), path, operation })),
  );
}

/** The path with its parameters and query filled in. */
export function addressOf(published: PublishedOperation, request: GoodRequest): string {
  const path = published.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(request.path?.[name] ?? ''));
  return request.query === undefined ? path : `${path}?${request.query}`;
}
