import { CATEGORIES, type Category } from '@patchbay/connector-sdk';

export interface ScaffoldRequest {
  /** Kebab-case: key, folder and file name. */
  readonly key: string;
  readonly category: Category;
}

/** Whether a text can be a connector's key. */
export function isConnectorKey(key: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(key) && key.length <= 50;
}

export function isCategory(text: string): text is Category {
  return (CATEGORIES as readonly string[]).includes(text);
}

/** A new connector that passes its contract: path below `connectors/` → content. Addresses under `example.com` are to be replaced. */
export function scaffold({ key, category }: ScaffoldRequest): ReadonlyMap<string, string> {
  const folder = `${category}/${key}`;
  const title = key
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
  const name = key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return new Map([
    [`${folder}/${key}.connector.ts`, connectorFile({ key, category, title })],
    [`${folder}/${key}.connector.spec.ts`, specFile(key, name)],
    [`${folder}/${key}.simulator.ts`, simulatorFile(key, name)],
    [`${folder}/icon.svg`, iconFile(title.charAt(0))],
    [
      `${folder}/replies/connection.test.json`,
      json(reply('connection.test', {}, '/v1/me', { email: 'ada@example.com' }, { account: 'ada@example.com' })),
    ],
    [
      `${folder}/replies/contact.json`,
      json(
        reply('contact.get', { id: 'c_1' }, '/v1/contacts/c_1', { id: 'c_1', full_name: 'Ada Byron' }, { id: 'c_1', name: 'Ada Byron' }),
      ),
    ],
  ]);
}

/** `connectors/index.ts` with the new connector's line, in its place by key. Unchanged when the line is there. */
export function withIndexLine(index: string, { key, category }: ScaffoldRequest): string {
  if (index.includes(`{ key: '${key}',`)) return index;
  const line = `  { key: '${key}', folder: '${category}/${key}', load: () => import('./${category}/${key}/${key}.connector.js').then(of) },`;
  const lines = index.split('\n');
  const isEntry = (text: string): boolean => text.startsWith("  { key: '");
  const after = lines.findIndex((text) => isEntry(text) && text > line);
  const at = after >= 0 ? after : lines.lastIndexOf('];');
  return [...lines.slice(0, at), line, ...lines.slice(at)].join('\n');
}

function connectorFile({ key, category, title }: ScaffoldRequest & { readonly title: string }): string {
  return `import { z } from 'zod';
import { apiKey, defineAction, defineConnector, path } from '@patchbay/connector-sdk';

// Wire shape: only the fields we read; everything else is allowed to change.
const Wire = z.object({ id: z.string(), full_name: z.string() });

// Our shape: what workflows and field mappings see.
const Contact = z.object({ id: z.string(), name: z.string() });
const toContact = (c: z.output<typeof Wire>) => ({ id: c.id, name: c.full_name });

const get = defineAction({
  key: 'contact.get',
  title: 'Get contact',
  effect: 'read',
  input: z.object({ id: z.string().min(1) }),
  output: Contact,
  async run({ input, http }) {
    // https://docs.example.com/contacts#get
    return toContact(await http.get(path\`/v1/contacts/\${input.id}\`, { expect: Wire }));
  },
});

export default defineConnector({
  key: '${key}',
  title: '${title}',
  category: '${category}',
  docs: 'https://docs.example.com',
  auth: apiKey({ in: 'header', name: 'x-api-key' }),
  baseUrl: 'https://api.example.com',
  rateLimit: { requests: 60, perSeconds: 60 },
  errors: { code: 'error.code', message: 'error.message' },
  probe: { path: '/v1/me', account: 'email' },
  actions: [get],
});
`;
}

function specFile(key: string, name: string): string {
  return `import { describeConnector, describeSimulator } from '@patchbay/testing';
import ${name} from './${key}.connector.js';
import simulator from './${key}.simulator.js';

describeConnector(${name}, import.meta.dirname);

describeSimulator(${name}, simulator, {
  story: async ({ ok, refused, expect }) => {
    expect(await ok('contact.get', { id: 'c_1' })).toMatchObject({ name: 'Ada Byron' });
    expect(await refused('contact.get', { id: 'c_none' })).toBe('provider_not_found');
  },
});
`;
}

function simulatorFile(key: string, name: string): string {
  return `import { defineSimulator, lettered } from '@patchbay/simulator';
import ${name} from './${key}.connector.js';

/** The provider as the simulator plays it: docs/simulator.md */
export default defineSimulator({
  connector: ${name},
  failure: ({ status, code, message }) => ({ error: { code: code ?? String(status), message } }),
  tables: { contacts: { mint: lettered('c_', 8), seed: [{ id: 'c_1', full_name: 'Ada Byron' }] } },
  routes: {
    'GET /v1/me': () => ({ email: 'ada@example.com' }),
    'GET /v1/contacts/:id': (call) => call.one('contacts'),
  },
});
`;
}

function iconFile(letter: string): string {
  return `<svg viewBox="0 0 32 32" xmlns="http://www.w3.org/2000/svg"><rect width="32" height="32" rx="7" fill="#4a5568"/><text x="16" y="22" font-family="sans-serif" font-size="18" fill="#fff" text-anchor="middle">${letter}</text></svg>
`;
}

function reply(action: string, input: object, path: string, body: object, output: object): object {
  return { action, input, exchanges: [{ request: { method: 'GET', path }, response: { status: 200, body } }], output };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
