import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@patchbay/kernel';
import type { SentRequest } from '../sent-request.js';
import { GraphqlOracle } from './graphql-oracle.js';
import { SpecOracle } from './spec-oracle.js';

const Pet = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', maxLength: 10 },
    age: { type: 'integer', nullable: true, minimum: 0, exclusiveMinimum: true },
    kind: { type: 'string', enum: ['cat', 'dog'] },
    tags: { type: 'array', items: { type: 'string' } },
    vet: { $ref: '#/components/schemas/Vet' },
    meta: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const document: JsonObject = {
  openapi: '3.0.0',
  servers: [{ url: 'https://api.test/v1' }],
  security: [{ key: [] }],
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      Pet,
      Vet: { type: 'object', properties: { city: { type: 'string' }, open: { type: 'boolean' } } },
      Closed: {
        allOf: [
          { type: 'object', properties: { ok: { type: 'boolean' } }, additionalProperties: false },
          { $ref: '#/components/schemas/Pet' },
        ],
      },
    },
  },
  paths: {
    '/pets': {
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
          { name: 'when>', in: 'query', schema: { type: 'string', format: 'date-time' } },
          { name: 'who', in: 'query', required: true, schema: { type: 'string' } },
        ],
        responses: {},
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Pet' } },
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/Pet' } },
          },
        },
        responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Closed' } } } } },
      },
    },
    '/pets/{id}.json': { get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }], responses: {} } },
    '/pets/mine.json': { get: { responses: {} } },
  },
};
const oracle = new SpecOracle(document);

const request = (
  method: string,
  path: string,
  more: { json?: unknown; form?: string; headers?: Record<string, string> } = {},
): SentRequest => ({
  method,
  url: `https://api.test/v1${path}`,
  headers: {
    'x-key': 'k',
    ...(more.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...(more.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...more.headers,
  },
  body: Buffer.from(more.json === undefined ? (more.form ?? '') : JSON.stringify(more.json)),
});
const problems = (sent: SentRequest) => oracle.judgeRequest(sent).problems;

describe('the oracle accepts', () => {
  it.each([
    request('GET', '/pets?who=me&limit=5&ids=1&ids=2&when%3E=2026-01-01T00:00:00Z'),
    request('GET', '/pets?who=me&ids[]=1&ids[]=2'),
    request('GET', '/pets?who=me&ids[0]=1'),
    request('GET', '/pets/7.json'),
    request('POST', '/pets', { json: { name: 'Tom', age: null, tags: ['a'], vet: { open: true }, meta: { any: 'thing' } } }),
    request('POST', '/pets', { form: 'name=Tom&age=3&tags[0]=a&tags[1]=b&vet[open]=true&meta[x]=y' }),
  ])('$method $url', (sent) => expect(oracle.judgeRequest(sent)).toMatchObject({ operation: expect.any(String), problems: [] }));

  it('the most literal path', () => expect(oracle.judgeRequest(request('GET', '/pets/mine.json')).operation).toBe('GET /pets/mine.json'));
});

describe('the oracle refuses', () => {
  it.each([
    ['an unknown query parameter', request('GET', '/pets?who=me&limt=5')],
    ['a missing query parameter', request('GET', '/pets')],
    ['a number that is none', request('GET', '/pets?who=me&limit=five')],
    ['a number out of range', request('GET', '/pets?who=me&limit=101')],
    ['a text that is no time', request('GET', '/pets?who=me&when%3E=yesterday')],
    ['a path value of the wrong type', request('GET', '/pets/tom.json')],
    ['a missing credential', request('GET', '/pets?who=me', { headers: { 'x-key': '' } })],
    ['a missing body', request('POST', '/pets')],
    ['a body of another content type', request('POST', '/pets', { form: 'name=Tom', headers: { 'content-type': 'text/plain' } })],
    ['a missing field', request('POST', '/pets', { json: { age: 3 } })],
    ['an unknown field', request('POST', '/pets', { json: { name: 'Tom', nme: 'x' } })],
    ['an unknown nested field', request('POST', '/pets', { json: { name: 'Tom', vet: { town: 'x' } } })],
    ['a text for a number in JSON', request('POST', '/pets', { json: { name: 'Tom', age: '3' } })],
    ['an exclusive bound', request('POST', '/pets', { json: { name: 'Tom', age: 0 } })],
    ['a value outside the enum', request('POST', '/pets', { form: 'name=Tom&kind=cow' })],
    ['a text too long', request('POST', '/pets', { form: 'name=Tom12345678' })],
  ])('%s', (_, sent) => expect(problems(sent)).not.toEqual([]));

  it('an answer with a member nobody described or of another type', () => {
    const answer = (body: JsonObject) => oracle.judgeAnswer(request('POST', '/pets'), { status: 201, body });
    expect(answer({ ok: true, name: 'Tom' })).toEqual([]);
    expect(answer({ ok: true })).toEqual([]);
    expect(answer({ ok: true, nme: 'Tom' })).toHaveLength(1);
    expect(answer({ ok: 'yes' })).toHaveLength(1);
  });

  it('nothing it does not know, but says so', () =>
    expect(oracle.judgeRequest(request('GET', '/cows'))).toEqual({ operation: undefined, problems: [] }));
});

describe('the GraphQL oracle', () => {
  const graphql = new GraphqlOracle({ sdl: 'type Query { pet(id: ID!): Pet } type Pet { name: String }' });
  const judge = (query: string, variables: JsonObject = {}) =>
    graphql.judgeRequest(request('POST', '/graphql', { json: { query, variables } })).problems;

  it('accepts what the schema has', () => expect(judge('query($id: ID!) { pet(id: $id) { name } }', { id: '1' })).toEqual([]));

  it.each([
    ['an unknown field', '{ pet(id: 1) { nme } }', {}],
    ['a missing argument', '{ pet { name } }', {}],
    ['a missing variable', 'query($id: ID!) { pet(id: $id) { name } }', {}],
    ['a variable nobody declared', '{ pet(id: 1) { name } }', { x: '1' }],
  ] as const)('refuses %s', (_, query, variables) => expect(judge(query, variables)).toHaveLength(1));
});
