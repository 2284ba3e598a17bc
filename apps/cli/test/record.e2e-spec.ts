import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SIMULATOR_KEY, SimulatorServer } from '@patchbay/simulator';
import { builtinSimulators } from '../../api/src/simulator/builtin-simulators.js';
import { runCommandLine } from '../src/program.js';

let account: SimulatorServer;
let folder: string;
beforeAll(async () => {
  account = await SimulatorServer.start(builtinSimulators());
  folder = mkdtempSync(join(tmpdir(), 'patchbay-record-'));
  writeFileSync(join(folder, 'key.json'), JSON.stringify({ type: 'bearer', token: SIMULATOR_KEY }));
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

async function record(
  connector: string,
  action: string,
  input: object,
  ...more: string[]
): Promise<{ code: number; told: string; text: string }> {
  const told: string[] = [];
  const file = join(folder, `${connector}.json`);
  const code = await runCommandLine(
    [
      'connector',
      'record',
      connector,
      action,
      '--credential',
      join(folder, 'key.json'),
      '--input',
      JSON.stringify(input),
      '--write',
      file,
      '--base-url',
      `${account.url}/${connector}`,
      ...more,
    ],
    { env: {}, projectDir: folder, print: () => undefined, tell: (line) => told.push(line), now: () => new Date() },
  );
  return { code, told: told.join('\n'), text: code === 0 ? readFileSync(file, 'utf8') : '' };
}

test('a live answer becomes a recording: no secret, no person, short lists, output as it follows', async () => {
  const { code, text, told } = await record('hubspot', 'contact.list', { max: 3 });
  expect({ code, told }).toMatchObject({ code: 0 });
  for (const hidden of [SIMULATOR_KEY, 'Ada', 'Lovelace', '@engines.example', '127.0.0.1']) expect(text).not.toContain(hidden);
  const recording = JSON.parse(text) as {
    auth: string;
    exchanges: { request: object; response: { body: { results: object[] } } }[];
    output: object[];
  };
  expect(recording).toMatchObject({ action: 'contact.list', auth: 'bearer', input: { max: 3 } });
  expect(recording.exchanges[0]?.request).toMatchObject({
    method: 'GET',
    path: '/crm/v3/objects/contacts',
    query: { limit: expect.any(String) },
  });
  expect(recording.exchanges[0]?.response.body.results).toHaveLength(2);
  expect(recording.output).toHaveLength(2);
  expect(recording.output[0]).toMatchObject({ email: 'person1@example.com', firstName: 'First1' });
});

test('further recordings go into the same file, the same one again in its own place', async () => {
  await record('stripe', 'customer.create', { email: 'mary@engines.example', name: 'Mary' });
  await record('stripe', 'customer.get', { id: 'cus_SimAda00000001' });
  const { text } = await record('stripe', 'customer.get', { id: 'cus_SimAda00000001' });
  expect(text).not.toMatch(/Mary|Lovelace|Ada /);
  const recordings = JSON.parse(text) as { action: string; input: object; exchanges: { request: { body: object } }[] }[];
  expect(recordings.map(({ action }) => action)).toEqual(['customer.create', 'customer.get']);
  expect(recordings[0]).toMatchObject({
    input: { email: 'person1@example.com' },
    exchanges: [{ request: { body: { email: 'person1@example.com' } } }],
  });
});

test.each([
  ['acme', 'thing.get', {}, /There is no HTTP connector "acme"/],
  ['stripe', 'thing.get', {}, /Stripe has no action "thing.get"/],
  ['stripe', 'customer.get', {}, /id/],
  ['stripe', 'customer.get', { id: 'cus_none' }, /There is no customer cus_none/],
])('%s %s %j is refused in words', async (connector, action, input, words) => {
  const { code, told } = await record(connector, action, input);
  expect(code).toBe(1);
  expect(told).toMatch(words);
});
