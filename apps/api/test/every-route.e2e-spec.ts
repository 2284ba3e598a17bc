import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '../src/openapi/openapi.js';
import { GOOD_REQUESTS } from './support/good-requests.js';
import { addressOf, operationsOf, publishedDocument, type PublishedOperation } from './support/published.js';
import { startTestApi, type Answer, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

let api: TestApi;
let document: OpenApiDocument;
let world: World;
let ajv: Ajv2020;
beforeAll(async () => {
  api = await startTestApi();
  document = await publishedDocument(api);
  world = await World.create(api);
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
});
afterAll(async () => {
  await world.close();
  await api.close();
});

describe('the published document', () => {
  test('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(document) as never);
  });

  test('knows every route of the API, and nothing else', () => {
    const served = api.app.routes
      .all()
      .filter(
        (route) =>
          route.method !== 'HEAD' &&
          route.method !== 'OPTIONS' &&
          /^\/(api|health)/.test(route.path) &&
          // Pages that a browser passes through while it signs in to a provider.
          !/^\/api\/v1\/oauth\/(start|callback)/.test(route.path) &&
          // What services of the operator's send, signed; no caller of ours calls it.
          !route.path.startsWith('/api/v1/webhooks/') &&
          route.path !== '/api/v1/openapi.json',
      )
      .map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operationsOf(document)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(served.sort());
  });

  test('gives an example for every body, which its own schema accepts', () => {
    for (const { id, operation } of operationsOf(document)) {
      const content = operation.requestBody?.content['application/json'] as
        { schema: object; example?: unknown; examples?: Record<string, { value: unknown }> } | undefined;
      if (!content) continue;
      const examples = content.examples ? Object.values(content.examples).map((example) => example.value) : [content.example];
      for (const example of examples) {
        const accepts = ajv.compile(content.schema);
        expect({ id, example, accepted: accepts(example), errors: accepts.errors }).toEqual({ id, example, accepted: true, errors: null });
      }
    }
  });

  test('has a good request for every operation in this suite', () => {
    expect(
      operationsOf(document)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(GOOD_REQUESTS).sort());
  });
});

/** Status and body must be what the document says. */
function expectAsPublished(published: PublishedOperation, answer: Answer<unknown>): void {
  const documented = published.operation.responses[String(answer.status)] as { content?: Record<string, { schema: object }> } | undefined;
  expect({
    id: published.id,
    status: answer.status,
    body: answer.text.slice(0, 500),
    documented: Object.keys(published.operation.responses),
  }).toMatchObject({ documented: expect.arrayContaining([String(answer.status)]) });
  const schema = documented?.content?.['application/json']?.schema;
  if (documented?.content?.['text/event-stream']) {
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    return;
  }
  if (documented?.content?.['text/csv']) {
    expect(answer.headers.get('content-type')).toContain('text/csv');
    return;
  }
  if (!schema) {
    expect(answer.text).toBe('');
    return;
  }
  const accepts = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object);
  expect({ id: published.id, fits: accepts(answer.body), errors: accepts.errors }).toMatchObject({ fits: true });
}

describe('every operation', () => {
  test.each(Object.keys(GOOD_REQUESTS))('%s answers as published', async (id) => {
    const published = operationsOf(document).find((operation) => operation.id === id);
    if (!published) throw new Error(`${id} is not published`);
    const request = await (GOOD_REQUESTS[id] as (typeof GOOD_REQUESTS)[string])(world);
    const answer = await api.call(published.method, addressOf(published, request), {
      key: request.asPlatformAdmin === true ? api.adminKey : world.key,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    expect({ id, status: answer.status, body: answer.status < 300 ? '' : answer.text }).toMatchObject({
      status: expect.any(Number),
      body: '',
    });
    expectAsPublished(published, answer);
    expect(answer.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });
});
