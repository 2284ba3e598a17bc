import { expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/kernel';
import { maskSecrets, mapSecrets, SECRET_MASK } from './definition-secrets.js';

const definition = {
  name: 'CRM',
  config: {
    auth: { type: 'bearer', token: 'tok-literal' },
    steps: [
      {
        id: 'step_1',
        url: 'https://a.example/x?sort=name&access_token=url-literal&key={{workspace.key}}',
        body: { user: 'me', password: 'body-literal', list: [{ client_secret: 'nested-literal' }], token: '{{workspace.token}}' },
        auth: { type: 'api_key', in: 'header', name: 'X-Key', value: 'key-literal' },
        headers: [
          { key: 'X-Api-Key', value: 'header-literal' },
          { key: 'x-api-key', value: 'second-literal' },
          { key: 'Accept', value: 'application/json' },
          { key: 'Authorization', value: 'Bearer {{workspace.token}}' },
          { key: 'Idempotency-Key', value: 'fixed' },
        ],
        queryParams: [
          { key: 'api_key', value: 'query-literal' },
          { key: 'page', value: '1' },
        ],
      },
      { id: 'group', type: 'parallel', steps: [{ id: 'inner', auth: { type: 'basic', username: 'me', password: 'pass-literal' } }] },
      { id: 'stripe', auth: { type: 'basic', username: 'sk-literal', password: '' } },
    ],
  },
} satisfies JsonObject;

test('every literal credential is masked and nothing else is', () => {
  const text = JSON.stringify(maskSecrets(definition));
  expect(text).not.toMatch(/-literal/);
  expect(text.split(SECRET_MASK)).toHaveLength(11);
  for (const shown of [
    'application/json',
    'Bearer {{workspace.token}}',
    '"fixed"',
    '"me"',
    'https://a.example/x?sort=name&access_token=',
    '&key={{workspace.key}}',
    '"page","value":"1"',
  ])
    expect(text).toContain(shown);
});

test('the definition itself is left as it was', () => {
  const before = structuredClone(definition);
  maskSecrets(definition);
  expect(definition).toEqual(before);
});

test('a place keeps its key when steps change their order, and its path tells where it is now', () => {
  const placesOf = (value: JsonObject): Map<string, string> => {
    const places = new Map<string, string>();
    mapSecrets(value, (literal, place) => {
      places.set(`${place.key} ${literal}`, place.path);
      return undefined;
    });
    return places;
  };
  const reversed = { ...definition, config: { ...definition.config, steps: [...definition.config.steps].reverse() } };
  expect(new Set(placesOf(reversed).keys())).toEqual(new Set(placesOf(definition).keys()));
  expect(placesOf(definition).get('step_1/headers.x-api-key.2 second-literal')).toBe('config.steps[0].headers[1].value');
  expect(placesOf(reversed).get('step_1/headers.x-api-key.2 second-literal')).toBe('config.steps[2].headers[1].value');
  expect(placesOf(definition).get('inner/auth.password pass-literal')).toBe('config.steps[1].steps[0].auth.password');
});

test.each<JsonObject>([
  {},
  { config: null },
  { config: [] },
  { config: { steps: 'x', auth: 'x', headers: {}, queryParams: null } },
  { config: { steps: [null, 1, { id: 5, headers: [null, { key: 1 }, { key: 'token' }], auth: { token: 7, password: null } }] } },
])('takes unvalidated JSON as it is: %j', (value) => {
  expect(() => maskSecrets(value)).not.toThrow();
});

test('a hostile depth beside the known places costs nothing', () => {
  let deep: JsonObject = {};
  for (let i = 0; i < 100_000; i++) deep = { deep };
  expect(maskSecrets({ config: { body: deep, auth: { token: 'x' } } })['config']).toMatchObject({ auth: { token: SECRET_MASK } });
});

test('the request that tests connections is looked through like any other', () => {
  const probe = { url: 'https://a.example/me?api_key=probe-literal', headers: [{ key: 'X-Api-Key', value: 'second-literal' }] };
  const masked = maskSecrets({
    config: { url: 'https://a.example/', probe, steps: [{ id: 'probe', auth: { type: 'bearer', token: 'x-literal' } }] },
  });
  expect(JSON.stringify(masked)).not.toMatch(/-literal/);
  const keys: string[] = [];
  mapSecrets({ config: { probe, steps: [{ id: 'probe', ...probe }] } }, (_literal, place) => void keys.push(place.key));
  expect(new Set(keys).size).toBe(4);
});
