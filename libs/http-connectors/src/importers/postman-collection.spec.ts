import { describe, expect, test } from '@jest/globals';
import { importDrafts } from './import-drafts.js';

const COLLECTION = {
  info: { name: 'Acme', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: [
    { key: 'baseUrl', value: 'https://{{host}}/v1' },
    { key: 'host', value: 'api.acme.example' },
    { key: 'apiToken', value: 'tok-123' },
    { key: 'size', value: '' },
  ],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{apiToken}}', type: 'string' }] },
  item: [
    {
      name: 'People',
      item: [
        {
          name: 'Get person',
          event: [{ listen: 'test' }],
          request: {
            method: 'GET',
            header: [
              { key: 'X-Off', value: '1', disabled: true },
              { key: 'X-Trace', value: '{{$guid}}' },
            ],
            description: 'Reads one.',
            url: {
              raw: '{{baseUrl}}/people/:id?expand=all',
              host: ['{{baseUrl}}'],
              path: ['people', ':id'],
              query: [
                { key: 'expand', value: 'all' },
                { key: 'size', value: '{{size}}' },
                { key: 'no', value: 'x', disabled: true },
              ],
              variable: [{ key: 'id', value: '7' }],
            },
          },
        },
        {
          name: 'Create person',
          request: {
            method: 'POST',
            header: [{ key: 'Content-Type', value: 'application/json' }],
            body: {
              mode: 'raw',
              raw: '{"name": "{{personName}}", "age": {{age}}, "password": "open sesame"}',
              options: { raw: { language: 'json' } },
            },
            url: '{{baseUrl}}/people',
          },
        },
      ],
    },
    {
      name: 'Key',
      request: {
        method: 'GET',
        auth: {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'X-Acme-Key' },
            { key: 'value', value: 'k-999' },
            { key: 'in', value: 'header' },
          ],
        },
        url: 'https://api.acme.example/key',
      },
    },
    {
      name: 'Form',
      request: {
        method: 'POST',
        auth: { type: 'noauth' },
        body: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'a', value: '{{a}}' },
            { key: 'b', value: '2', disabled: true },
          ],
        },
        url: 'https://api.acme.example/form',
      },
    },
    {
      name: 'Graph',
      request: {
        method: 'POST',
        auth: {
          type: 'basic',
          basic: [
            { key: 'username', value: 'ann' },
            { key: 'password', value: 'pw-77' },
          ],
        },
        body: { mode: 'graphql', graphql: { query: 'query Q($a: Int) { x(a: $a) }', variables: '{"a": "{{a}}"}' } },
        url: 'https://api.acme.example/graphql',
      },
    },
    { name: 'Key', request: 'https://api.acme.example/plain' },
    {
      name: 'Upload',
      request: { method: 'POST', auth: { type: 'hawk' }, body: { mode: 'formdata', formdata: [] }, url: 'https://api.acme.example/up' },
    },
  ],
};

const imported = (operations?: string[]) =>
  importDrafts({ kind: 'postman', source: JSON.stringify(COLLECTION), ...(operations ? { operations } : {}) });
const one = (operation: string) => {
  const [draft] = imported([operation]).drafts;
  if (!draft) throw new Error('There is no draft.');
  return draft;
};

describe('a Postman collection', () => {
  test('offers its requests by folder and name', () => {
    expect(imported([]).operations.map(({ id, method, path }) => [id, method, path])).toEqual([
      ['People / Get person', 'GET', 'https://api.acme.example/v1/people/:id?expand=all'],
      ['People / Create person', 'POST', 'https://api.acme.example/v1/people'],
      ['Key', 'GET', 'https://api.acme.example/key'],
      ['Form', 'POST', 'https://api.acme.example/form'],
      ['Graph', 'POST', 'https://api.acme.example/graphql'],
      ['Key (2)', 'GET', 'https://api.acme.example/plain'],
      ['Upload', 'POST', 'https://api.acme.example/up'],
    ]);
    expect(imported([]).drafts).toEqual([]);
    expect(imported().drafts).toHaveLength(7);
  });

  test('known variables are filled in, others become inputs, path variables too', () => {
    expect(one('People / Get person')).toEqual({
      operation: 'People / Get person',
      problems: [],
      notes: [expect.stringContaining('scripts')],
      secrets: [{ name: 'apitoken', usedFor: 'bearer token' }],
      definition: {
        name: 'Get person',
        description: 'Reads one.',
        type: 'single-step',
        inputSchema: {
          type: 'object',
          properties: { id: { type: 'string' }, size: { type: 'string' }, _guid: { type: 'string' } },
          required: ['size', 'id', '_guid'],
        },
        config: {
          method: 'GET',
          url: 'https://api.acme.example/v1/people/{{input.id}}',
          headers: [{ key: 'X-Trace', value: '{{input._guid}}' }],
          queryParams: [
            { key: 'expand', value: 'all' },
            { key: 'size', value: '{{input.size}}' },
          ],
          auth: { type: 'bearer', token: '{{workspace.apitoken}}' },
        },
      },
    });
  });

  test('a body that is JSON only when filled in is read as a template', () => {
    const draft = one('People / Create person');
    expect(draft.problems).toEqual([]);
    expect(draft.definition['config']).toMatchObject({
      bodyType: 'json',
      body: { name: '{{input.personName}}', age: '{{input.age}}', password: '{{workspace.acme_password}}' },
    });
    expect(JSON.stringify(draft)).not.toContain('open sesame');
  });

  test('authentication of each kind is taken over without its secrets', () => {
    expect(one('Key').definition['config']).toMatchObject({
      auth: { type: 'api_key', in: 'header', name: 'X-Acme-Key', value: '{{workspace.acme_x_acme_key}}' },
    });
    expect(one('Form').definition['config']).toEqual({
      method: 'POST',
      url: 'https://api.acme.example/form',
      body: { a: '{{input.a}}' },
      bodyType: 'form',
    });
    expect(one('Graph').definition['config']).toMatchObject({
      auth: { type: 'basic', username: '{{workspace.acme_username}}' },
      body: { query: 'query Q($a: Int) { x(a: $a) }', variables: { a: '{{input.a}}' } },
    });
    expect(one('Upload').notes).toHaveLength(2);
    expect(JSON.stringify(imported())).not.toMatch(/tok-123|k-999|pw-77|open sesame/);
  });

  test.each([
    ['{}', 'no "item" list'],
    ['[]', 'no "item" list'],
    ['nope', 'not valid JSON'],
    ['{"item":[]}', 'has no requests'],
    [`{"item":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 'nests deeper'],
    ['{"item":[null,5,{"item":[{}]}]}', 'has no requests'],
  ])('%s is refused', (source, message) => {
    expect(() => importDrafts({ kind: 'postman', source })).toThrow(
      expect.objectContaining({ code: 'input_invalid', message: expect.stringContaining(message) }),
    );
  });

  test('an operation it does not have is named', () => {
    expect(() => imported(['Key', 'Nope'])).toThrow(
      expect.objectContaining({ detail: { errors: [{ path: 'operations[1]', message: '"Nope" is not in the source' }] } }),
    );
  });

  test('variables that name each other end somewhere', () => {
    const source = JSON.stringify({
      variable: [
        { key: 'a', value: '{{b}}{{b}}{{b}}' },
        { key: 'b', value: '{{a}}{{a}}{{a}}' },
      ],
      item: [{ name: 'x', request: { url: 'https://a.example/{{a}}' } }],
    });
    expect(importDrafts({ kind: 'postman', source }).drafts).toHaveLength(1);
  });
});
