import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from '../openapi/openapi.js';

/** The published document and its readable form. Everything is made on first request and kept: starting costs nothing. */
export function addDocsRoutes(fastify: FastifyInstance, makeDocument: () => Promise<OpenApiDocument>): void {
  const kept = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => (made ??= make());
  };
  const document = kept(makeDocument);
  const documentText = kept(async () => JSON.stringify(await document()));
  const docs = kept(async () => (await import('./docs-page.js')).docsPage(await document()));
  const errors = kept(async () => (await import('./docs-page.js')).errorsPage());
  const pages = [
    ['/docs', docs],
    ['/docs/errors', errors],
  ] as const;
  for (const [path, html] of pages) fastify.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(await html()));
  fastify.get('/api/v1/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(await documentText()));
}
