import { describe, expect, it } from '@jest/globals';
import { isConnectorKey, scaffold, withIndexLine } from './connector-scaffold.js';

const index = `import x;

export const connectors: readonly ConnectorEntry[] = [
  { key: 'asana', folder: 'productivity/asana', load: () => import('./productivity/asana/asana.connector.js').then(of) },
  { key: 'slack', folder: 'communication/slack', load: () => import('./communication/slack/slack.connector.js').then(of) },
];
`;
const line = "  { key: 'hub-it', folder: 'crm/hub-it', load: () => import('./crm/hub-it/hub-it.connector.js').then(of) },";

describe('a new connector', () => {
  it('has one folder with connector, spec, icon and recordings', () => {
    expect([...scaffold({ key: 'hub-it', category: 'crm' }).keys()]).toEqual([
      'crm/hub-it/hub-it.connector.ts',
      'crm/hub-it/hub-it.connector.spec.ts',
      'crm/hub-it/hub-it.simulator.ts',
      'crm/hub-it/icon.svg',
      'crm/hub-it/replies/connection.test.json',
      'crm/hub-it/replies/contact.json',
    ]);
  });

  it('gets its line in the index, in order, once', () => {
    const once = withIndexLine(index, { key: 'hub-it', category: 'crm' });
    expect(once.split('\n')[4]).toBe(line);
    expect(withIndexLine(once, { key: 'hub-it', category: 'crm' })).toBe(once);
  });

  it('gets the last line when its key is the last', () => {
    expect(withIndexLine(index, { key: 'zoho', category: 'crm' }).split('\n').at(-3)).toContain("'zoho'");
  });

  it.each(['Acme', '1a', 'a--b', '../x', 'a_b', ''])('cannot be called "%s"', (key) => expect(isConnectorKey(key)).toBe(false));
});
