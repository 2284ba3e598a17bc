import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/kernel';
import { importDrafts } from './import-drafts.js';

const OPENAPI = {
  openapi: '3.0.3',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://{region}.acme.example/v1/', variables: { region: { default: 'eu' } } }],
  security: [{ key: [] }],
  paths: {
    '/people/{person-id}': {
      parameters: [{ name: 'person-id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getPerson',
        summary: 'Get a person',
        parameters: [
          { $ref: '#/components/parameters/page' },
          {
            name: 'fields',
            in: 'query',
            required: true,
            schema: { type: 'array', items: { type: 'string' } },
            description: 'What to read',
          },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 's', in: 'cookie' },
          { name: 'size', in: 'query', schema: { type: 'integer', default: 20 } },
        ],
      },
      patch: { requestBody: { $ref: '#/components/requestBodies/person' }, security: [{ oauth: ['write'] }] },
    },
    '/login': {
      post: {
        operationId: 'login',
        security: [],
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', required: ['user'], properties: { user: { type: 'string' }, otp: { type: 'string' } } },
            },
          },
        },
      },
    },
    '/both': { get: { operationId: 'both', security: [{ key: [], second: [] }] } },
    '/strange': { get: { operationId: 'strange', security: [{ mtls: [] }] } },
    '/basic': { delete: { operationId: 'basic', security: [{ mtls: [] }, { basic: [] }] } },
    '/upload': { put: { operationId: 'upload', security: [{}], requestBody: { content: { 'multipart/form-data': {} } } } },
  },
  components: {
    parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer', minimum: 0, exclusiveMinimum: true, nullable: true } } },
    requestBodies: {
      person: { required: true, content: { 'application/merge-patch+json': { schema: { $ref: '#/components/schemas/Person' } } } },
    },
    schemas: {
      Person: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'string', readOnly: true },
          name: { type: 'string', pattern: '^(?=x)', format: 'uuid' },
          boss: { $ref: '#/components/schemas/Person' },
          kind: { enum: ['a'], type: 'string', nullable: true },
          other: { $ref: 'other.json#/X' },
        },
      },
    },
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      second: { type: 'apiKey', in: 'query', name: 'app_id' },
      oauth: { type: 'oauth2', flows: {} },
      basic: { type: 'http', scheme: 'Basic' },
      mtls: { type: 'mutualTLS' },
    },
  },
};

const SWAGGER = {
  swagger: '2.0',
  host: 'api.acme.example',
  basePath: '/v2/',
  schemes: ['http', 'https'],
  securityDefinitions: { key: { type: 'apiKey', in: 'query', name: 'key' } },
  security: [{ key: [] }],
  paths: {
    '/pets/{id}': {
      post: {
        summary: 'Change a pet',
        parameters: [
          { name: 'id', in: 'path', required: true, type: 'integer' },
          { name: 'name', in: 'formData', type: 'string' },
        ],
      },
      put: {
        operationId: 'put',
        parameters: [
          { name: 'id', in: 'path', required: true, type: 'integer' },
          { name: 'pet', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } },
        ],
      },
    },
  },
  definitions: { Pet: { type: 'object', properties: { name: { type: 'string', maxLength: 5 } } } },
};

const one = (document: object, operation: string) => {
  const [draft] = importDrafts({ kind: 'openapi', source: JSON.stringify(document), operations: [operation] }).drafts;
  if (!draft) throw new Error('There is no draft.');
  expect(draft.problems).toEqual([]);
  return { ...draft, config: draft.definition['config'] as JsonObject, schema: draft.definition['inputSchema'] as JsonObject };
};

describe('an OpenAPI document', () => {
  test('offers its operations', () => {
    const { operations, drafts } = importDrafts({ kind: 'openapi', source: JSON.stringify(OPENAPI) });
    expect(operations.slice(0, 3)).toEqual([
      { id: 'getPerson', name: 'Get a person', method: 'GET', path: '/people/{person-id}' },
      { id: 'PATCH /people/{person-id}', name: 'PATCH /people/{person-id}', method: 'PATCH', path: '/people/{person-id}' },
      { id: 'login', name: 'login', method: 'POST', path: '/login' },
    ]);
    expect(drafts).toHaveLength(operations.length);
  });

  test('parameters become inputs; optional ones are left out of a request that does not give them', () => {
    const { config, schema, secrets, notes } = one(OPENAPI, 'getPerson');
    expect(config).toEqual({
      method: 'GET',
      url: 'https://eu.acme.example/v1/people/{{input.person_id}}',
      headers: [{ key: 'X-Trace', value: '{{input.X_Trace | default: null}}' }],
      queryParams: [
        { key: 'page', value: '{{input.page | default: null}}' },
        { key: 'fields', value: '{{input.fields}}' },
        { key: 'size', value: '{{input.size}}' },
      ],
      auth: { type: 'api_key', in: 'header', name: 'X-Key', value: '{{workspace.acme_x_key}}' },
    });
    expect(schema).toEqual({
      type: 'object',
      required: ['person_id', 'fields'],
      properties: {
        person_id: { type: 'string' },
        page: { type: ['integer', 'null'], exclusiveMinimum: 0 },
        fields: { type: 'array', items: { type: 'string' }, description: 'What to read' },
        X_Trace: { type: 'string' },
        size: { type: 'integer', default: 20 },
      },
    });
    expect(secrets).toEqual([{ name: 'acme_x_key', usedFor: 'API key in the header X-Key' }]);
    expect(notes).toEqual(['The parameter s (in cookie) was left out.']);
  });

  test('a JSON body is one input with its schema, recursion and foreign references cut off', () => {
    const { config, schema, notes } = one(OPENAPI, 'PATCH /people/{person-id}');
    expect(config).toMatchObject({
      body: '{{input.body}}',
      bodyType: 'json',
      headers: [{ key: 'Content-Type', value: 'application/merge-patch+json' }],
      auth: { type: 'bearer', token: '{{workspace.acme_token}}' },
    });
    expect((schema['properties'] as JsonObject)['body']).toEqual({
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', format: 'uuid' }, boss: {}, kind: { enum: ['a', null], type: ['string', 'null'] }, other: {} },
    });
    expect(notes).toEqual([expect.stringContaining('OAuth 2')]);
  });

  test('a form body is one input per field', () => {
    expect(one(OPENAPI, 'login').config).toEqual({
      method: 'POST',
      url: 'https://eu.acme.example/v1/login',
      body: { user: '{{input.user}}', otp: '{{input.otp | default: null}}' },
      bodyType: 'form',
    });
  });

  test('the first way to authenticate that connectors know is taken', () => {
    expect(one(OPENAPI, 'both').config).toMatchObject({
      auth: { name: 'X-Key' },
      queryParams: [{ key: 'app_id', value: '{{workspace.app_id}}' }],
    });
    expect(one(OPENAPI, 'basic').config['auth']).toEqual({
      type: 'basic',
      username: '{{workspace.acme_username}}',
      password: '{{workspace.acme_password}}',
    });
    expect(one(OPENAPI, 'strange')).toMatchObject({ notes: [expect.stringContaining('not supported')] });
    expect(one(OPENAPI, 'upload').config).not.toHaveProperty('auth');
    expect(one(OPENAPI, 'upload').notes).toEqual([expect.stringContaining('multipart')]);
  });

  test('Swagger 2.0 is read too', () => {
    expect(one(SWAGGER, 'POST /pets/{id}').config).toEqual({
      method: 'POST',
      url: 'https://api.acme.example/v2/pets/{{input.id}}',
      body: { name: '{{input.name | default: null}}' },
      bodyType: 'form',
      auth: { type: 'api_key', in: 'query', name: 'key', value: '{{workspace.acme_key}}' },
    });
    expect(one(SWAGGER, 'put').schema).toMatchObject({
      properties: { body: { properties: { name: { maxLength: 5 } } } },
      required: ['id', 'body'],
    });
  });

  test('a document without a server is a draft that says what is missing', () => {
    const { drafts } = importDrafts({ kind: 'openapi', source: '{"openapi":"3.1.0","paths":{"/x":{"get":{}}}}' });
    expect(drafts[0]?.problems).toEqual([{ path: 'config.url', message: expect.stringContaining('must begin with http') }]);
  });

  test.each([
    ['openapi: 3.0.0\npaths: {}', 'is YAML'],
    ['{}', 'no "openapi"'],
    ['{"openapi":"4.0"}', 'is not an OpenAPI 3'],
    ['{"openapi":"3.0.0"}', 'no "paths"'],
    ['{"openapi":"3.0.0","paths":{}}', 'has no requests'],
    ['5', 'not an object'],
    ['{"openapi":"3.0.0","paths":{"/x":{"$ref":"#/paths/~1x"}}}', 'has no requests'],
  ])('%s is refused', (source, message) => {
    expect(() => importDrafts({ kind: 'openapi', source })).toThrow(
      expect.objectContaining({ code: 'input_invalid', message: expect.stringContaining(message) }),
    );
  });

  test('schemas that multiply are cut off', () => {
    const schemas: JsonObject = { s0: { type: 'string' } };
    for (let i = 1; i <= 40; i++)
      schemas[`s${i}`] = {
        type: 'object',
        properties: { a: { $ref: `#/components/schemas/s${i - 1}` }, b: { $ref: `#/components/schemas/s${i - 1}` } },
      };
    const source = JSON.stringify({
      openapi: '3.0.0',
      servers: [{ url: 'https://a.example' }],
      components: { schemas },
      paths: { '/x': { post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/s40' } } } } } } },
    });
    expect(importDrafts({ kind: 'openapi', source }).drafts[0]?.problems).toEqual([]);
  });
});
