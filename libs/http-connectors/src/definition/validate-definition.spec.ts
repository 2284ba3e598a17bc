import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPlatformError } from '@patchbay/kernel';
import { parseDefinition, validateDefinition } from './validate-definition.js';

const LIMITS = { maxSteps: 5 };
type Json = Record<string, unknown>;

const single = (config: Json = {}, rest: Json = {}): Json => ({
  name: 'A',
  config: { url: 'https://api.example.com/', ...config },
  ...rest,
});
const step = (id: string, more: Json = {}): Json => ({ id, method: 'GET', url: 'https://api.example.com/', ...more });
const multi = (...steps: Json[]): Json => ({ name: 'A', type: 'multi-step', config: { steps } });
const problems = (json: unknown): Record<string, string> =>
  Object.fromEntries(validateDefinition(json, LIMITS).map(({ path, message }) => [path, message]));
const fine = (json: unknown): void => expect(validateDefinition(json, LIMITS)).toEqual([]);
const refused = (json: unknown, path: string, message: string): void =>
  expect(validateDefinition(json, LIMITS)).toEqual(expect.arrayContaining([{ path, message: expect.stringContaining(message) }]));

/** DESIGN §5, word for word. */
const DOCUMENTED = {
  name: 'Enhance Data',
  description: '…',
  icon: '📞',
  category: 'enrichment',
  type: 'single-step',
  inputSchema: { type: 'object' },
  enabled: true,
  config: {
    method: 'GET',
    url: 'https://api.example.com/phone?phone={{contact.phone_number}}',
    headers: [{ key: 'X-API-Key', value: '{{workspace.enrich_key}}' }],
    queryParams: [{ key: 'format', value: 'json' }],
    body: { email: '{{contact.email}}' },
    bodyType: 'json',
    auth: { type: 'bearer', token: '{{workspace.api_token}}' },
    rateLimiting: { enabled: true, maxRequestsPerMinute: 60, maxRequestsPerHour: 1000, strategy: 'queue' },
  },
  fieldMappings: [{ sourcePath: 'identities[0].firstName', targetField: 'firstname' }],
  timeoutMs: 30000,
  maxRetries: 3,
  continueOnError: false,
  logResponseData: true,
};

describe('a definition', () => {
  test('the documented example is taken as it is', () => {
    expect(parseDefinition(DOCUMENTED, LIMITS)).toEqual(DOCUMENTED);
  });

  test('what is left out gets its default', () => {
    expect(parseDefinition(single(), LIMITS)).toEqual({
      name: 'A',
      description: '',
      category: 'custom',
      type: 'single-step',
      inputSchema: { type: 'object' },
      enabled: true,
      config: { method: 'GET', url: 'https://api.example.com/', headers: [], queryParams: [], bodyType: 'json' },
      fieldMappings: [],
      timeoutMs: 30_000,
      maxRetries: 3,
      continueOnError: false,
      logResponseData: true,
    });
  });

  test('a parsed definition parses to itself', () => {
    const parsed = parseDefinition(
      { ...multi(step('a'), { id: 'g', type: 'parallel', steps: [step('b'), step('c', { body: [1, null] })] }), name: ' trimmed ' },
      LIMITS,
    );
    expect(parseDefinition(JSON.parse(JSON.stringify(parsed)), LIMITS)).toEqual(parsed);
  });

  test('a config with steps is a multi-step connector without saying so', () => {
    expect(parseDefinition({ name: 'A', config: { steps: [step('a')] } }, LIMITS).type).toBe('multi-step');
  });

  test('every problem is told at once with its path, unknown fields by name', () => {
    expect(
      problems({
        name: '',
        colour: 'red',
        timeoutMs: 10,
        maxRetries: 9,
        inputSchema: { type: 'nope' },
        fieldMappings: [{ sourcePath: 'a[', targetField: 'nickname' }],
        config: {
          url: '{{input.base}}/x',
          verb: 'GET',
          headers: [
            { key: 'a b', value: 'x' },
            { key: 'X', value: 1 },
          ],
          auth: { type: 'bearer' },
        },
      }),
    ).toMatchObject({
      name: expect.any(String),
      colour: 'is not a known field',
      timeoutMs: expect.any(String),
      maxRetries: expect.any(String),
      'inputSchema.type': expect.any(String),
      'fieldMappings[0].sourcePath': expect.stringContaining('JMESPath'),
      'fieldMappings[0].targetField': expect.stringContaining('nickname'),
      'config.verb': 'is not a known field',
      'config.headers[1].value': expect.any(String),
      'config.auth.token': 'is required',
    });
    expect(
      problems(
        single(
          {
            url: '{{input.base}}/x',
            headers: [{ key: 'a b', value: '{{' }],
            auth: { type: 'basic', username: '{{x.y}}', password: '{{a' },
          },
          {
            fieldMappings: [
              { sourcePath: '@', targetField: 'email' },
              { sourcePath: '@', targetField: 'email' },
            ],
          },
        ),
      ),
    ).toEqual({
      'config.url': expect.stringContaining('must be written out'),
      'config.headers[0].key': 'is not a valid header name',
      'config.headers[0].value': expect.stringContaining('not closed'),
      'config.auth.username': expect.stringContaining('"x" is not known here'),
      'config.auth.password': expect.stringContaining('not closed'),
      'fieldMappings[1].targetField': '"email" is mapped twice',
    });
  });

  test.each([
    [null],
    ['x'],
    [5],
    [[]],
    [{}],
    [{ name: 'A' }],
    [{ name: 'A', config: null }],
    [{ name: 'A', config: [] }],
    [{ name: 'A', type: 'x', config: {} }],
    [{ name: 'A', type: 'multi-step', config: { steps: 'x' } }],
    [{ name: 'A', type: 'multi-step', config: { steps: [null, 5] } }],
    [undefined],
  ])('%j is refused', (json) => {
    expect(validateDefinition(json, LIMITS).length).toBeGreaterThan(0);
    expect(() => parseDefinition(json, LIMITS)).toThrow(expect.objectContaining({ code: 'input_invalid' }));
  });

  test.each<[Json, string, string]>([
    [single({}, { timeoutMs: 60_001 }), 'timeoutMs', 'must be at most 60000'],
    [single({}, { timeoutMs: 999 }), 'timeoutMs', 'must be at least 1000'],
    [single({}, { timeoutMs: 1500.5 }), 'timeoutMs', 'must be a whole number'],
    [single({}, { maxRetries: 6 }), 'maxRetries', ''],
    [single({}, { maxRetries: -1 }), 'maxRetries', ''],
    [single({}, { name: 'x'.repeat(201) }), 'name', 'must have at most 200 characters'],
    [single({ method: 'TRACE' }), 'config.method', 'must be one of "GET", "POST"'],
    [single({ bodyType: 'yaml' }), 'config.bodyType', ''],
    [single({ rateLimiting: { strategy: 'drop' } }), 'config.rateLimiting.strategy', ''],
    [single({ rateLimiting: { maxRequestsPerMinute: 0 } }), 'config.rateLimiting.maxRequestsPerMinute', ''],
    [single({ auth: { type: 'oauth9' } }), 'config.auth.type', 'must be one of "none", "bearer"'],
    [single({ auth: { type: 'none', x: 1 } }), 'config.auth.x', 'not a known field'],
    [single({ condition: { expression: 'true' } }), 'config.condition', 'not a known field'],
    [single({ steps: [] }, { type: 'single-step' }), 'config.steps', 'not a known field'],
    [single({}, { description: 'a\u0000b' }), 'description', 'NUL'],
    [single({}, { description: '\ud800' }), 'description', 'invalid Unicode'],
    [JSON.parse('{"name":"A","config":{"url":"https://a.example/","__proto__":{}}}') as Json, 'config.__proto__', 'not an allowed name'],
    [single({ headers: [{ key: 'Host', value: 'x' }] }), 'config.headers[0].key', 'set by the HTTP client'],
    [single({ headers: [{ key: 'Content-Length', value: '5' }] }), 'config.headers[0].key', 'set by the HTTP client'],
    [
      single({
        headers: [
          { key: 'X', value: 'a' },
          { key: 'x', value: 'b' },
        ],
      }),
      'config.headers[1].key',
      'given twice',
    ],
    [single({ headers: [{ key: 'X', value: 'a\r\nY: b' }] }), 'config.headers[0].value', 'line break'],
    [
      single({ headers: [{ key: 'Authorization', value: 'x' }], auth: { type: 'bearer', token: 'y' } }),
      'config.headers[0].key',
      'also set by auth',
    ],
    [single({ auth: { type: 'api_key', name: 'a:b', value: 'x' } }), 'config.auth.name', 'not a valid header name'],
    [single({ auth: { type: 'connection', in: 'query' } }), 'config.auth.name', 'is required'],
    [single({ output: { a: 'x[' } }), 'config.output.a', 'JMESPath'],
    [single({ method: 'POST', body: 'hello' }), 'config.body', 'is not JSON'],
    [single({ method: 'POST', body: { a: ['{{x.y}}'] } }), 'config.body.a[0]', 'not known here'],
    [single({ method: 'POST', bodyType: 'xml', body: '<a><b></a>' }), 'config.body', 'not well-formed'],
    [single({ method: 'POST', bodyType: 'xml', body: '<a {{input.x}}="1"/>' }), 'config.body', 'structure'],
    [single({ method: 'POST', bodyType: 'xml', body: { a: 1, b: 2 } }), 'config.body', 'one member'],
    [single({ method: 'POST', bodyType: 'raw', body: { a: 1 } }), 'config.body', 'must be text'],
    [single({ method: 'POST', bodyType: 'form', body: [1] }), 'config.body', 'must be an object of fields'],
    [single({}, { inputSchema: { $ref: 'https://x.example/' } }), 'inputSchema.$ref', 'never fetched'],
    [single({}, { inputSchema: { pattern: '(a)\\1' } }), 'inputSchema.pattern', 'not supported'],
  ])('problem %#', (json, path, message) => {
    refused(json, path, message);
  });
});

describe('references', () => {
  test('reach input, contact, now, secrets and earlier steps', () => {
    fine(
      multi(
        step('a', { queryParams: [{ key: 'q', value: '{{input.x}}{{contact.email}}{{now}}{{workspace.key}}' }] }),
        { id: 'g', type: 'parallel', steps: [step('b', { url: 'https://x.example/{{a.id}}' }), step('c')] },
        step('d', { method: 'POST', body: { x: '{{b.x}}', y: '{{c}}' } }),
      ),
    );
  });

  test.each<[Json, string, string]>([
    [multi(step('a', { url: 'https://x.example/{{b.id}}' }), step('b')), 'config.steps[0].url', '"b" runs later'],
    [multi(step('a', { url: 'https://x.example/{{a.id}}' })), 'config.steps[0].url', '"a" is this step itself'],
    [multi(step('a', { url: 'https://x.example/{{zzz.id}}' })), 'config.steps[0].url', '"zzz" is not known here'],
    [multi(step('a'), step('b', { url: 'https://x.example/{{zzz.id}}' })), 'config.steps[1].url', 'earlier step (a)'],
    [
      multi({ id: 'g', type: 'parallel', steps: [step('b'), step('c', { url: 'https://x.example/{{b.id}}' })] }),
      'config.steps[0].steps[1].url',
      'same parallel group',
    ],
    [
      multi({ id: 'g', type: 'parallel', steps: [step('b')] }, step('c', { url: 'https://x.example/{{g.b.id}}' })),
      'config.steps[1].url',
      '"g" is a parallel group',
    ],
    [
      multi({ id: 'g', type: 'parallel', condition: { expression: '{{b.x}} === 1' }, steps: [step('b')] }),
      'config.steps[0].condition.expression',
      'same parallel group',
    ],
    [multi(step('a', { condition: { expression: '{{b.x}} == 1' } }), step('b')), 'config.steps[0].condition.expression', 'runs later'],
    [
      multi(step('a', { condition: { expression: '{{workspace.k}} == "x"' } })),
      'config.steps[0].condition.expression',
      'only in headers, query, body and auth',
    ],
    [
      multi(step('a', { condition: { enabled: false, expression: '(((' } })),
      'config.steps[0].condition.expression',
      'not a valid condition',
    ],
    [single({ url: 'https://x.example/{{workspace.k}}/y' }), 'config.url', 'only in headers, query, body and auth'],
    [single({ queryParams: [{ key: 'a', value: '{{workspace}}' }] }), 'config.queryParams[0].value', 'with the name of a stored secret'],
    [single({ queryParams: [{ key: 'a', value: '{{workspace.a.b}}' }] }), 'config.queryParams[0].value', 'with the name'],
    [single({ queryParams: [{ key: 'a', value: '{{now.x}}' }] }), 'config.queryParams[0].value', 'now has no parts'],
    [single({ queryParams: [{ key: 'a', value: '{{request.x}}' }] }), 'config.queryParams[0].value', 'not known here'],
  ])('problem %#', (json, path, message) => {
    refused(json, path, message);
  });

  test('a secret may stand in the query part of a URL', () => {
    fine(single({ url: 'https://x.example/a?key={{workspace.k}}' }));
  });
});

describe('steps', () => {
  test.each<[Json, string, string]>([
    [multi(...Array.from({ length: 6 }, (_, i) => step(`s${i}`))), 'config.steps', 'has 6 steps; at most 5'],
    [multi({ id: 'g', type: 'parallel', steps: ['a', 'b', 'c', 'd'].map((id) => step(id)) }), 'config.steps[0].steps', 'at most 3'],
    [multi(step('a'), step('a')), 'config.steps[1].id', 'used twice'],
    [multi(step('g'), { id: 'g', type: 'parallel', steps: [step('a')] }), 'config.steps[1].id', 'used twice'],
    [multi(step('input')), 'config.steps[0].id', 'reserved word'],
    [multi(step('constructor')), 'config.steps[0].id', 'reserved word'],
    [multi(step('toString')), 'config.steps[0].id', 'reserved word'],
    [multi(step('1a')), 'config.steps[0].id', 'must start with a letter'],
    [multi(step('a-b')), 'config.steps[0].id', 'must start with a letter'],
    [multi(step('__proto__')), 'config.steps[0].id', 'must start with a letter'],
    [
      multi({ id: 'g', type: 'parallel', steps: [{ id: 'h', type: 'parallel', steps: [step('a')] }] }),
      'config.steps[0].steps[0].type',
      'cannot stand inside another',
    ],
    [multi({ id: 'g', type: 'parallel', steps: [] }), 'config.steps[0].steps', ''],
    [multi(), 'config.steps', 'must have at least 1 item'],
    [multi(step('a', { rateLimiting: {} })), 'config.steps[0].rateLimiting', 'not a known field'],
    [multi(step('a'), { id: 'b', url: 5 }), 'config.steps[1].url', 'must be a string'],
  ])('problem %#', (json, path, message) => {
    refused(json, path, message);
  });

  test('ten steps are allowed to workspaces that may have them', () => {
    const json = multi(...Array.from({ length: 10 }, (_, i) => step(`s${i}`)));
    expect(validateDefinition(json, { maxSteps: 10 })).toEqual([]);
  });
});

describe('hostile definitions', () => {
  test.each([
    ['a megabyte of braces', single({ url: `https://x.example/${'{'.repeat(1_000_000)}` })],
    ['many unclosed placeholders', single({ method: 'POST', body: Array.from({ length: 2_000 }, () => '{{') })],
    ['a deep body', single({ method: 'POST', body: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown })],
    ['a million headers', single({ headers: Array.from({ length: 200_000 }, () => ({ key: 'a', value: 'b' })) })],
    ['a deep schema', single({}, { inputSchema: JSON.parse(`${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`) as unknown })],
    ['a deep condition', multi(step('a', { condition: { expression: '!'.repeat(1_000) } }))],
    ['a deep path', single({ output: { a: '('.repeat(1_000) } })],
    ['a catastrophic pattern', single({}, { inputSchema: { type: 'string', pattern: '(x+x+)+y'.repeat(60) } })],
  ])('%s is answered quickly', (_name, json) => {
    const start = performance.now();
    validateDefinition(json, LIMITS);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('nothing but input_invalid is thrown for any JSON', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'https://x.example/{{input.a}}',
        '{{',
        '{{workspace.k}}',
        'a[0].b',
        'GET',
        'parallel',
        'multi-step',
        'json',
        'xml',
        '<a>{{input.x}}</a>',
        '__proto__',
        'constructor',
      ),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        text,
        fc.array(tie('value'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(
        fc.oneof(
          fc.constantFrom(
            'name',
            'type',
            'config',
            'steps',
            'url',
            'method',
            'body',
            'bodyType',
            'headers',
            'queryParams',
            'auth',
            'output',
            'condition',
            'expression',
            'id',
            'inputSchema',
            'fieldMappings',
            '__proto__',
            'key',
            'value',
            'token',
          ),
          fc.string({ maxLength: 5 }),
        ),
        tie('value'),
        { maxKeys: 6 },
      ),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), (json, asConfig) => {
        try {
          parseDefinition(asConfig ? { name: 'A', config: { url: 'https://x.example/', method: 'POST', body: json } } : json, LIMITS);
        } catch (thrown) {
          expect(isPlatformError(thrown) && thrown.code).toBe('input_invalid');
        }
      }),
      { numRuns: 1_500 },
    );
  });
});
