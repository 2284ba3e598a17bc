import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { SIMULATOR_KEY } from '@patchbay/simulator';
import { startTestApi, type TestApi } from './support/test-api.js';
import { WorkflowDesk } from './support/workflow-desk.js';

jest.setTimeout(90_000);

const FOLDER = resolve(import.meta.dirname, '../../../examples');
const bearer = { type: 'bearer', token: SIMULATOR_KEY };
/** How a workspace connects what the examples need. */
const AUTH: Readonly<Record<string, object>> = {
  slack: bearer,
  stripe: bearer,
  hubspot: bearer,
  pipedrive: { type: 'api_key', apiKey: SIMULATOR_KEY },
  zerobounce: { type: 'api_key', apiKey: SIMULATOR_KEY },
  twilio: { type: 'basic', username: `AC${'0'.repeat(32)}`, password: SIMULATOR_KEY },
};
const INPUTS: Readonly<Record<string, object>> = {
  'new-customer': { name: 'Grace Hopper', email: 'grace@example.com' },
  'clean-list': { emails: ['ada@example.com', 'grace@example.com', 'charles@example.com'] },
  'follow-up': { email: 'lead@example.com', firstName: 'Katherine' },
};

interface File {
  readonly workflow: { readonly name: string };
  readonly needs: { readonly connections: readonly string[]; readonly secrets: readonly string[] };
}

let api: TestApi;
let desk: WorkflowDesk;
beforeAll(async () => {
  api = await startTestApi({ PATCHBAY_SIMULATOR: 'true' });
  desk = await WorkflowDesk.open(api);
});
afterAll(async () => {
  await desk.world.close();
  await api.close();
});

async function connect(needs: File['needs']): Promise<void> {
  for (const connector of needs.connections) {
    const body = { connector, name: `${connector} ${Math.random()}`, auth: AUTH[connector], test: false };
    const made = await desk.world.call('POST', '/api/v1/connections', { body });
    if (made.status !== 201) throw new Error(`${connector}: ${made.text}`);
  }
  for (const name of needs.secrets) await desk.world.call('PUT', `/api/v1/credentials/${name}`, { body: { value: SIMULATOR_KEY } });
}

const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.workflow.json')).map((name) => name.replace('.workflow.json', ''));

test('there are five examples', () => expect(names).toHaveLength(5));

test.each(names)('%s is imported, runs on the simulator, and is exported as it came', async (name) => {
  const file = JSON.parse(await readFile(join(FOLDER, `${name}.workflow.json`), 'utf8')) as File;
  await connect(file.needs);
  const imported = await desk.world.call<{ workflow: { id: string }; needs: File['needs'] }>('POST', '/api/v1/workflows/import', {
    body: { file, enabled: false },
  });
  if (imported.status !== 201) throw new Error(imported.text);
  const contact = { email: 'ada@example.com', phone_number: '+4930901820' };
  const { body } = await desk.world.call<{ id: string }>('POST', '/api/v1/contacts', { body: contact });
  const { id } = imported.body.workflow;
  const runId = await desk.start(id, { input: INPUTS[name] ?? {}, contactId: body.id });
  const run = await desk.world.untilRun(runId, 'succeeded');
  expect(run.nodes.filter(({ status }) => status !== 'succeeded' && status !== 'skipped')).toEqual([]);
  const exported = await desk.world.call<File>('GET', `/api/v1/workflows/${id}/export`);
  expect(exported.body.needs.secrets).toEqual(file.needs.secrets);
  const again = await desk.world.call<{ workflow: { name: string } }>('POST', '/api/v1/workflows/import', {
    body: { file: exported.body, enabled: false },
  });
  expect(again).toMatchObject({ status: 201, body: { workflow: { name: `${file.workflow.name} 2` } } });
});
