import { expect, test } from '@jest/globals';
import { findSecrets } from './secret-scan.js';
import { hostsOf, neededCredentials, withBaseUrls } from './template-facts.js';
import { stripCredentials } from './template-strip.js';

const definition = {
  name: 'Phone Lookup 2!',
  config: {
    auth: { type: 'bearer', token: 'one' },
    steps: [
      {
        id: 'a',
        url: 'https://a.example/x',
        auth: { type: 'basic', username: 'me@example.com', password: 'two' },
        headers: [{ key: 'X-Api-Key', value: 'three' }],
      },
      { id: 'b', url: 'https://b.example:8443/y?z=1', auth: { type: 'bearer', token: 'one' } },
      {
        id: 'c',
        url: 'https://a.example',
        auth: { type: 'bearer', token: 'four' },
        queryParams: [
          { key: 'k', value: '{{workspace["given"]}}' },
          { key: 'o', value: '{{ workspace.optional | default: "" }}' },
        ],
      },
    ],
  },
};

test('literal credentials and user names become secrets named after the connector; the same literal is one secret', () => {
  const { definition: stripped, removed } = stripCredentials(definition);
  expect([...removed].sort()).toEqual(['four', 'me@example.com', 'one', 'one', 'three', 'two']);
  expect(stripped['config']).toMatchObject({
    auth: { token: '{{workspace.phone_lookup_2_token}}' },
    steps: [
      {
        auth: { username: '{{workspace.phone_lookup_2_username}}', password: '{{workspace.phone_lookup_2_password}}' },
        headers: [{ value: '{{workspace.phone_lookup_2_x_api_key}}' }],
      },
      { auth: { token: '{{workspace.phone_lookup_2_token}}' } },
      { auth: { token: '{{workspace.phone_lookup_2_token_2}}' } },
    ],
  });
  expect(findSecrets(stripped, removed)).toEqual([]);
  expect(JSON.stringify(definition)).toContain('"one"');
});

test('an installer is asked for every secret the definition needs, in the words that describe it', () => {
  const described = [
    { name: 'given', title: 'The given one', url: 'https://a.example/keys' },
    { name: 'unused', title: 'x' },
  ];
  expect(neededCredentials(stripCredentials(definition).definition, described)).toEqual([
    { name: 'phone_lookup_2_token', title: 'Phone lookup 2 token' },
    { name: 'phone_lookup_2_username', title: 'Phone lookup 2 username' },
    { name: 'phone_lookup_2_password', title: 'Phone lookup 2 password' },
    { name: 'phone_lookup_2_x_api_key', title: 'Phone lookup 2 x api key' },
    { name: 'phone_lookup_2_token_2', title: 'Phone lookup 2 token 2' },
    described[0],
  ]);
});

test('hosts are told, and addresses can be replaced by origin', () => {
  expect(hostsOf(definition)).toEqual(['a.example', 'b.example:8443']);
  const moved = withBaseUrls(definition, new Map([['https://a.example', 'http://127.0.0.1:9/sandbox/']]));
  expect(moved['config']).toMatchObject({
    steps: [{ url: 'http://127.0.0.1:9/sandbox/x' }, { url: 'https://b.example:8443/y?z=1' }, { url: 'http://127.0.0.1:9/sandbox' }],
  });
});

test('the request that tests connections counts among the hosts and moves with the others', () => {
  const probed = { name: 'P', config: { url: 'https://a.example/x', probe: { url: 'https://b.example/me' } } };
  expect(hostsOf(probed)).toEqual(['a.example', 'b.example']);
  const moved = withBaseUrls(probed, new Map([['https://b.example', 'http://127.0.0.1:9']]));
  expect(moved['config']).toEqual({ url: 'https://a.example/x', probe: { url: 'http://127.0.0.1:9/me' } });
});
