import type { INestApplicationContext } from '@nestjs/common';
import type { OpenApiDocument } from './openapi.js';
import type { RouteFacts } from './route-facts.js';

/** The document of everything this app serves: Nest's routes and the given ones outside its pipeline. Loaded only when it is asked for. */
export async function publishedDocument(app: INestApplicationContext, others: readonly RouteFacts[] = []): Promise<OpenApiDocument> {
  const [{ nestRoutes }, { openApiDocument }] = await Promise.all([import('./route-facts.js'), import('./openapi-document.js')]);
  return openApiDocument([...nestRoutes(app), ...others], { version: '1', serverUrl: '/' });
}
