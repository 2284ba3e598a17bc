import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { bearer, defineAction, defineConnector, noAuth } from '@patchbay/connector-sdk';
import { newId, type JsonObject } from '@patchbay/kernel';
import { FeatureFlagsAdminService } from '@patchbay/observability';
import { Database, generateSealingKey, loadConfig, PLATFORM_CONFIG, Sealer } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { z } from 'zod';
import { CatalogueService } from './catalogue.service.js';
import { ConnectorCopiesService } from './connector-copies.service.js';
import { ConnectorSwitchService } from './connector-switch.service.js';
import { ConnectorVersionsService } from './connector-versions.service.js';
import { CustomConnectorService } from './custom-connectors.service.js';
import { DraftCompiler } from './draft-compiler.js';
import { RegistryModule } from './registry.module.js';
import { Registry } from './registry.js';

const get = defineAction({
  key: 'thing.get',
  title: 'Get thing',
  effect: 'read',
  input: z.object({ id: z.string() }),
  output: z.object({ id: z.string() }),
  run: ({ input }) => Promise.resolve(input),
});
const facts = { category: 'crm', baseUrl: 'https://api.example.com', probe: '/me', actions: [get] } as const;
const builtins = [
  {
    key: 'alpha',
    icon: '/icons/alpha.svg',
    load: () => Promise.resolve(defineConnector({ ...facts, key: 'alpha', title: 'Alpha', auth: bearer() })),
  },
  {
    key: 'open-data',
    load: () =>
      Promise.resolve(defineConnector({ ...facts, key: 'open-data', title: 'Open data', category: 'enrichment', auth: noAuth() })),
  },
];

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let transactions = 0;
let db: Database;
const sealer = new Sealer([generateSealingKey('k1')]);
const processes: INestApplicationContext[] = [];

async function startProcess(): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(
    {
      module: class Root {},
      imports: [
        {
          module: class Platform {},
          global: true,
          providers: [
            { provide: Database, useValue: db },
            { provide: Sealer, useValue: sealer },
            { provide: PLATFORM_CONFIG, useValue: loadConfig({}) },
          ],
          exports: [Database, Sealer, PLATFORM_CONFIG],
        },
        RegistryModule.forRoot({ builtins }),
      ],
    },
    { logger: false },
  );
  processes.push(app);
  return app;
}

let app: INestApplicationContext;
let custom: CustomConnectorService;
let registry: Registry;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  // The real database; only counts transactions.
  db = Object.create(testDatabase.db, {
    inWorkspace: {
      value: (...args: Parameters<Database['inWorkspace']>) => {
        transactions++;
        return testDatabase.db.inWorkspace(...args);
      },
    },
  }) as Database;
  app = await startProcess();
  custom = app.get(CustomConnectorService);
  registry = app.get(Registry);
});

afterAll(async () => {
  for (const each of processes) await each.close();
  await testDatabase.close();
});

const someone = async () => ({ workspaceId: await createWorkspace(testDatabase.db), actor: 'api_key:test' });

const single = (name: string, config: JsonObject = {}): JsonObject => ({
  name,
  category: 'enrichment',
  type: 'single-step',
  config: { method: 'GET', url: 'https://api.example.com/phone?phone={{input.phone}}', ...config },
});

const multi = (name: string, steps: number): JsonObject => ({
  name,
  type: 'multi-step',
  config: { steps: Array.from({ length: steps }, (_, i) => ({ id: `step_${i + 1}`, method: 'GET', url: 'https://api.example.com' })) },
});

test('a connector is created, read, replaced, patched and deleted; every save is a version', async () => {
  const by = await someone();
  const created = await custom.create(by, single('Phones'));
  expect(created).toMatchObject({
    key: created.id,
    source: 'custom',
    version: 1,
    enabled: true,
    name: 'Phones',
    category: 'enrichment',
    config: { method: 'GET' },
  });
  expect(await custom.get(by.workspaceId, created.id)).toEqual(created);
  expect(await custom.replace(by, { id: created.id }, single('Phones 2', { method: 'POST' }))).toMatchObject({
    version: 2,
    name: 'Phones 2',
    config: { method: 'POST' },
  });
  expect(await custom.patch(by, { id: created.id }, { description: 'New', config: { method: 'PUT' } })).toMatchObject({
    version: 3,
    name: 'Phones 2',
    description: 'New',
    config: { method: 'PUT', url: 'https://api.example.com/phone?phone={{input.phone}}' },
  });
  const versions = app.get(ConnectorVersionsService);
  const listed = await versions.list(by.workspaceId, created.id, { limit: 2 });
  expect(listed.data.map(({ version, createdBy }) => `${version} ${createdBy}`)).toEqual(['3 api_key:test', '2 api_key:test']);
  expect(
    (await versions.list(by.workspaceId, created.id, { limit: 2, cursor: listed.nextCursor ?? '' })).data.map((version) => version.version),
  ).toEqual([1]);
  expect(await versions.restore(by, { id: created.id }, 1)).toMatchObject({ version: 4, name: 'Phones', config: { method: 'GET' } });
  await custom.delete(by, created.id);
  await expect(custom.get(by.workspaceId, created.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(versions.list(by.workspaceId, created.id, { limit: 2 })).rejects.toMatchObject({ code: 'not_found' });
});

test('a name is taken whatever its letters, per workspace', async () => {
  const [by, other] = [await someone(), await someone()];
  await custom.create(by, single('Phones'));
  const second = await custom.create(by, single('Mails'));
  const taken = expect.objectContaining({ code: 'conflict', detail: { errors: [{ path: 'name', message: expect.any(String) }] } });
  await expect(custom.create(by, single('pHONES'))).rejects.toEqual(taken);
  await expect(custom.replace(by, { id: second.id }, single('PHONES'))).rejects.toEqual(taken);
  await expect(custom.patch(by, { id: second.id }, { name: 'MAILS' })).resolves.toMatchObject({ version: 2 });
  await expect(custom.create(other, single('Phones'))).resolves.toMatchObject({ version: 1 });
});

test('of concurrent saves with the version they saw, one wins', async () => {
  const by = await someone();
  const { id } = await custom.create(by, single('Phones'));
  const saves = await Promise.allSettled([1, 2, 3].map((n) => custom.replace(by, { id, expectedVersion: 1 }, single(`Phones ${n}`))));
  expect(saves.filter((save) => save.status === 'fulfilled')).toHaveLength(1);
  for (const save of saves) if (save.status === 'rejected') expect(save.reason).toMatchObject({ code: 'conflict' });
  expect((await custom.get(by.workspaceId, id)).version).toBe(2);
});

test("another workspace's connector, a made-up id and a built-in are each refused in their way", async () => {
  const [mine, other] = [await someone(), await someone()];
  const { id } = await custom.create(mine, single('Phones'));
  const acts = (key: string) => [
    custom.get(other.workspaceId, key),
    custom.replace(other, { id: key }, single('X')),
    custom.patch(other, { id: key }, { name: 'X' }),
    custom.delete(other, key),
    app.get(ConnectorCopiesService).clone(other, key),
    app.get(ConnectorVersionsService).list(other.workspaceId, key, { limit: 1 }),
    app.get(ConnectorVersionsService).get(other.workspaceId, key, 1),
    app.get(ConnectorVersionsService).restore(other, { id: key }, 1),
  ];
  for (const unknown of [id, newId(), 'no-such']) {
    for (const act of acts(unknown)) await expect(act).rejects.toMatchObject({ code: 'not_found' });
    await expect(registry.resolve({ workspaceId: other.workspaceId, key: unknown })).rejects.toMatchObject({ code: 'not_found' });
  }
  for (const act of acts('alpha')) await expect(act).rejects.toMatchObject({ code: 'builtin_protected' });
});

test('steps are limited to five, to ten with the flag; what was saved stays readable when the flag goes', async () => {
  const by = await someone();
  await expect(custom.create(by, multi('Six', 6))).rejects.toMatchObject({ code: 'input_invalid' });
  const flags = app.get(FeatureFlagsAdminService);
  await flags.put('advanced_steps', { enabled: true, rolloutPercent: 0, workspaceIds: [by.workspaceId] });
  const { id } = await custom.create(by, multi('Six', 6));
  await expect(custom.create(by, multi('Eleven', 11))).rejects.toMatchObject({ code: 'input_invalid' });
  await flags.put('advanced_steps', { enabled: false });
  expect(await registry.resolve({ workspaceId: by.workspaceId, key: id })).toMatchObject({ flags: ['advanced_steps'] });
});

test('literal credentials are sealed at rest, masked in answers, kept by their mask and opened to run', async () => {
  const by = await someone();
  const created = await custom.create(by, single('Secret', { auth: { type: 'bearer', token: 'lit3ral' } }));
  expect(created).toMatchObject({ config: { auth: { type: 'bearer', token: '[redacted]' } } });
  const raw = await testDatabase.db.inWorkspace(by.workspaceId, (tx) =>
    tx.query('select definition::text as text from connector_versions'),
  );
  expect(JSON.stringify(raw.rows)).not.toContain('lit3ral');
  const saved = await custom.replace(
    by,
    { id: created.id },
    single('Secret', { auth: { type: 'bearer', token: '[redacted]' }, method: 'POST' }),
  );
  expect(saved).toMatchObject({ version: 2, config: { auth: { token: '[redacted]' } } });
  const copy = await app.get(ConnectorCopiesService).clone(by, created.id);
  await custom.delete(by, created.id);
  await expect(registry.resolve({ workspaceId: by.workspaceId, key: copy.id })).resolves.toMatchObject({
    connectorName: 'Secret (copy)',
    version: 1,
  });
  await expect(custom.create(by, single('Mask', { auth: { type: 'bearer', token: '[redacted]' } }))).rejects.toThrow('config.auth.token');
});

test('clones find free names and carry the switch along', async () => {
  const by = await someone();
  const copies = app.get(ConnectorCopiesService);
  const { id } = await custom.create(by, { ...single('Phones'), enabled: false });
  expect(await copies.clone(by, id)).toMatchObject({ name: 'Phones (copy)', enabled: false, version: 1 });
  const more = await Promise.all([copies.clone(by, id), copies.clone(by, id)]);
  expect(more.map((copy) => copy['name']).sort()).toEqual(['Phones (copy 2)', 'Phones (copy 3)']);
  const long = await custom.create(by, single('x'.repeat(200)));
  expect(String((await copies.clone(by, long.id))['name']).length).toBeLessThanOrEqual(200);
});

test('many connectors are switched at once, built-ins for this workspace only', async () => {
  const [by, other] = [await someone(), await someone()];
  const a = await custom.create(by, single('A'));
  const b = await custom.create(by, { ...single('B'), enabled: false });
  const foreign = await custom.create(other, single('A'));
  const report = await app
    .get(ConnectorSwitchService)
    .setEnabled(by, { ids: [a.id, b.id, foreign.id, 'alpha', 'nope', a.id.toUpperCase()], enabled: false });
  expect(report).toEqual({ updated: [a.id, b.id, 'alpha'], notFound: [foreign.id, 'nope'] });
  expect(await custom.get(by.workspaceId, a.id)).toMatchObject({ enabled: false, version: 2 });
  expect(await custom.get(by.workspaceId, b.id)).toMatchObject({ enabled: false, version: 1 });
  expect((await custom.get(other.workspaceId, foreign.id)).enabled).toBe(true);
  expect((await registry.resolve({ workspaceId: by.workspaceId, key: 'alpha', action: 'thing.get' })).enabled).toBe(false);
  expect((await registry.resolve({ workspaceId: other.workspaceId, key: 'alpha', action: 'thing.get' })).enabled).toBe(true);
  await expect(app.get(ConnectorSwitchService).setEnabled(by, { ids: [], enabled: true })).rejects.toMatchObject({ code: 'input_invalid' });
});

test('a resolved runnable is the same object until a save, which is seen by the next call', async () => {
  const by = await someone();
  const { id } = await custom.create(by, single('Phones'));
  const query = { workspaceId: by.workspaceId, key: id };
  const first = await registry.resolve(query);
  await registry.resolve({ ...query, key: 'alpha', action: 'thing.get' });
  const before = transactions;
  for (let i = 0; i < 100; i++) expect(await registry.resolve(query)).toBe(first);
  await registry.resolve({ ...query, key: 'alpha', action: 'thing.get' });
  expect(transactions).toBe(before);
  await custom.patch(by, { id }, { enabled: false });
  expect(await registry.resolve(query)).toMatchObject({ version: 2, enabled: false });
  await custom.delete(by, id);
  await expect(registry.resolve(query)).rejects.toMatchObject({ code: 'not_found' });
});

test('a save in one process is seen by another without its own doing', async () => {
  const by = await someone();
  const other = (await startProcess()).get(Registry);
  const { id } = await custom.create(by, single('Phones'));
  const query = { workspaceId: by.workspaceId, key: id };
  expect(await other.resolve(query)).toMatchObject({ version: 1 });
  await custom.patch(by, { id }, { description: 'x' });
  // The notice arrives by itself; Jest's own limit ends a wait in vain.
  while ((await other.resolve(query)).version === 1) await new Promise((resolve) => setImmediate(resolve));
  expect(await other.resolve(query)).toMatchObject({ version: 2 });
});

test('a built-in needs an action it has; a custom connector takes none but run', async () => {
  const by = await someone();
  const { id } = await custom.create(by, single('Phones'));
  const { workspaceId } = by;
  await expect(registry.resolve({ workspaceId, key: 'alpha' })).rejects.toMatchObject({ code: 'input_invalid' });
  await expect(registry.resolve({ workspaceId, key: 'alpha', action: 'nope' })).rejects.toMatchObject({ code: 'action_unknown' });
  await expect(registry.resolve({ workspaceId, key: id, action: 'nope' })).rejects.toMatchObject({ code: 'action_unknown' });
  await expect(registry.resolve({ workspaceId, key: id, action: 'run' })).resolves.toMatchObject({ source: 'custom', connectorKey: id });
  await expect(registry.resolve({ workspaceId, key: 'constructor' })).rejects.toMatchObject({ code: 'not_found' });
});

test('the catalogue shows own connectors first, then built-ins by name, through pages of any size', async () => {
  const by = await someone();
  const own = [];
  for (const name of ['One', 'Two', 'Three']) own.unshift((await custom.create(by, single(name))).id);
  const catalogue = app.get(CatalogueService);
  for (const limit of [1, 2, 3, 5, 50]) {
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalogue.list(by.workspaceId, { limit, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.data.length).toBeLessThanOrEqual(limit);
      keys.push(...page.data.map((entry) => entry.key));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(keys).toEqual([...own, 'alpha', 'open-data']);
  }
  const keysOf = async (query: object) => (await catalogue.list(by.workspaceId, { limit: 50, ...query })).data.map((entry) => entry.key);
  expect(await keysOf({ source: 'custom' })).toEqual(own);
  expect(await keysOf({ source: 'builtin' })).toEqual(['alpha', 'open-data']);
  expect(await keysOf({ category: 'enrichment' })).toEqual([...own, 'open-data']);
  expect(await keysOf({ q: 'TW' })).toEqual([own[1]]);
  expect(await keysOf({ q: 'alph' })).toEqual(['alpha']);
  await expect(catalogue.list(by.workspaceId, { limit: 5, cursor: 'x' })).rejects.toMatchObject({ code: 'input_invalid' });
});

test('a catalogue line and a detail say what a caller needs', async () => {
  const by = await someone();
  const catalogue = app.get(CatalogueService);
  const { id } = await custom.create(by, {
    ...single('Phones', { method: 'POST', auth: { type: 'bearer', token: '{{workspace.t}}' } }),
    inputSchema: { type: 'object', properties: { phone: { type: 'string' } } },
  });
  const lines = (await catalogue.list(by.workspaceId, { limit: 10 })).data;
  expect(lines[0]).toMatchObject({
    key: id,
    name: 'Phones',
    version: 1,
    source: 'custom',
    auth: ['bearer'],
    actions: [{ key: 'run', effect: 'create' }],
    connectionStatus: 'not_needed',
    enabled: true,
  });
  expect(lines[1]).toMatchObject({
    key: 'alpha',
    name: 'Alpha',
    source: 'builtin',
    icon: '/icons/alpha.svg',
    auth: ['bearer'],
    connectionStatus: 'not_connected',
  });
  expect(lines[2]).toMatchObject({ key: 'open-data', auth: ['none'], connectionStatus: 'not_needed' });
  const detail = await catalogue.get(by.workspaceId, 'alpha');
  expect(detail.actions[0]).toMatchObject({
    key: 'thing.get',
    effect: 'read',
    inputSchema: { type: 'object', required: ['id'] },
    outputSchema: { type: 'object' },
  });
  expect(await catalogue.get(by.workspaceId, id)).toMatchObject({
    key: id,
    name: 'Phones',
    config: { auth: { token: '{{workspace.t}}' } },
    actions: [{ key: 'run', inputSchema: { properties: { phone: { type: 'string' } } } }],
  });
  await expect(catalogue.get(by.workspaceId, 'nope')).rejects.toMatchObject({ code: 'not_found' });
});

test('a draft runs with nothing but its config, and with the stored credentials of the connector it edits', async () => {
  const by = await someone();
  const drafts = app.get(DraftCompiler);
  await expect(
    drafts.compile({ workspaceId: by.workspaceId, definition: { config: { url: 'https://api.example.com' } } }),
  ).resolves.toMatchObject({ source: 'custom', version: 0, enabled: true });
  await expect(
    drafts.compile({ workspaceId: by.workspaceId, definition: { config: { steps: [{ id: 'a', url: 'https://api.example.com' }] } } }),
  ).resolves.toMatchObject({ version: 0 });
  await expect(drafts.compile({ workspaceId: by.workspaceId, definition: { config: {} } })).rejects.toThrow('config.url');
  const masked = single('Secret', { auth: { type: 'bearer', token: '[redacted]' } });
  await expect(drafts.compile({ workspaceId: by.workspaceId, definition: masked })).rejects.toThrow('config.auth.token');
  const { id } = await custom.create(by, single('Secret', { auth: { type: 'bearer', token: 'lit3ral' } }));
  await expect(drafts.compile({ workspaceId: by.workspaceId, definition: masked, savedId: id })).resolves.toMatchObject({
    connectorKey: id,
  });
});
