import { expect, test } from '@jest/globals';
import { Problems } from '@patchbay/http-connectors';
import { checkSecrets } from './check-secrets.js';

const problemsOf = (definition: { nodes: unknown; triggers?: unknown }): string[] => {
  const problems = new Problems();
  checkSecrets(definition, problems);
  return problems.list.map(({ path }) => path);
};

test('a credential written out is found wherever it stands; references, other names and other values are fine', () => {
  const body = { nodes: [{ id: 'b', type: 'action', input: { list: [{ client_secret: 'abc' }] } }] };
  const definition = {
    nodes: [
      {
        id: 'a',
        type: 'action',
        input: { apiKey: 'abc', note: 'abc', pageToken: 'abc', password: '{{input.password}}', token: '', secret: 7 },
      },
      { id: 'f', type: 'forEach', body },
    ],
    triggers: [{ id: 't', type: 'webhook', input: { access_token: 'abc' } }],
  };
  expect(problemsOf(definition)).toEqual([
    'nodes[0].input.apiKey',
    'nodes[1].body.nodes[0].input.list[0].client_secret',
    'triggers[0].input.access_token',
  ]);
  expect(problemsOf({ nodes: [] })).toEqual([]);
});
