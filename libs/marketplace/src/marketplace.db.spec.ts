import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { newId, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { WorkspaceSecrets } from '@patchbay/connections';
import { createLogger, Database, generateSealingKey, loadConfig, LOGGER, PLATFORM_CONFIG, Sealer } from '@patchbay/platform';
import { CustomConnectorService, RegistryModule } from '@patchbay/registry';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { MarketplaceModule } from './marketplace.module.js';
import { OfficialTemplatesService } from './official-templates.service.js';
import { OFFICIAL_TEMPLATES } from './official/official-templates.js';
import type { TemplateQuery } from './template-list.store.js';
import { TemplateInstallService } from './template-install.service.js';
import { TemplatePublishService } from './template-publish.service.js';
import { TemplateStore } from './template.store.js';
import { TemplatesAdminService } from './templates-admin.service.js';
import { TemplatesService } from './templates.service.js';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let app: INestApplicationContext;
let templates: TemplatesService;
let installs: TemplateInstallService;
let publishing: TemplatePublishService;
let admin: TemplatesAdminService;
let custom: CustomConnectorService;
let secrets: WorkspaceSecrets;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = testDatabase.db;
  const sealer = new Sealer([generateSealingKey('k1')]);
  app = await NestFactory.createApplicationContext(
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
            { provide: LOGGER, useValue: createLogger('silent') },
          ],
          exports: [Database, Sealer, PLATFORM_CONFIG, LOGGER],
        },
        RegistryModule.forRoot({ builtins: [] }),
        MarketplaceModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
  [templates, installs, publishing] = [app.get(TemplatesService), app.get(TemplateInstallService), app.get(TemplatePublishService)];
  [admin, custom, secrets] = [app.get(TemplatesAdminService), app.get(CustomConnectorService), app.get(WorkspaceSecrets)];
});

afterAll(async () => {
  await app.close();
  await testDatabase.close();
});

const someone = async (name = 'Acme') => ({ workspaceId: await createWorkspace(db, name), actor: `user:${newId()}` });

const definition = (name: string, config: JsonObject = {}): JsonObject => ({
  name,
  description: 'd',
  category: 'enrichment',
  config: { url: 'https://api.example.com/x', ...config },
});

const problemPaths = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => {
      throw new Error('it was accepted');
    },
    (thrown: unknown) => thrown,
  );
  return (
    (error as { detail: { errors?: { path: string }[] } }).detail.errors?.map((problem) => problem.path) ?? [
      (error as { code: string }).code,
    ]
  );
};

async function keysOf(workspaceId: WorkspaceId, query: Partial<TemplateQuery> = {}): Promise<string[]> {
  return (await templates.list(workspaceId, { limit: 200, ...query })).data.map((template) => template.key ?? template.name);
}

test('the shipped templates are there for every workspace, once, however often they are shipped', async () => {
  const { workspaceId } = await someone();
  await Promise.all([app.get(OfficialTemplatesService).ship(), app.get(OfficialTemplatesService).ship()]);
  const page = await templates.list(workspaceId, { limit: 200, source: 'official' });
  expect(page.data.map((template) => template.key).sort()).toEqual(OFFICIAL_TEMPLATES.map((template) => template.key).sort());
  expect(page.data.find((template) => template.key === 'slack-alert')).toMatchObject({
    name: 'Slack alert',
    author: 'Patchbay',
    source: 'official',
    status: 'published',
    version: 1,
    rating: { average: null, count: 0 },
    installs: 0,
    credentials: [expect.objectContaining({ name: 'slack_bot_token' })],
    hosts: ['slack.com'],
  });
});

test('a newer release updates a shipped template, but not one an administrator edited or removed', async () => {
  const { workspaceId } = await someone();
  const store = new TemplateStore();
  const make = (key: string, shippedVersion: number, name: string) =>
    db.withoutWorkspace((tx) =>
      store.ship(tx, {
        id: newId(),
        key,
        shippedVersion,
        name,
        description: '',
        category: 'x',
        icon: null,
        definition: definition(name),
        credentials: [],
      }),
    );
  for (const key of ['plain', 'edited', 'removed']) await make(key, 1, `${key} one`);
  const idOf = async (key: string) => (await templates.list(workspaceId, { limit: 200, q: `${key} one` })).data[0]?.id ?? '';
  await admin.update(await idOf('edited'), { definition: definition('edited by hand') });
  await admin.delete(await idOf('removed'));
  for (const key of ['plain', 'edited', 'removed']) await make(key, 2, `${key} two`);
  const names = (await templates.list(workspaceId, { limit: 200, source: 'official' })).data.map((template) => template.name);
  expect(names).toEqual(expect.arrayContaining(['plain two', 'edited by hand']));
  expect(names.filter((name) => /^(?:edited|removed|plain) (?:one|two)$/.test(name))).toEqual(['plain two']);
  await admin.delete((await templates.list(workspaceId, { limit: 200, q: 'plain two' })).data[0]?.id ?? '');
});

test('installing asks for what is needed, stores it, and makes a connector: all or nothing', async () => {
  const by = await someone();
  const id = (await templates.list(by.workspaceId, { limit: 1, q: 'Salesforce lead' })).data[0]?.id ?? '';
  expect(await problemPaths(installs.install(by, id, {}))).toEqual(['credentials.salesforce_access_token', 'credentials.clearbit_api_key']);
  expect(
    await problemPaths(installs.install(by, id, { credentials: { salesforce_access_token: 'a', clearbit_api_key: 'b', other: 'c' } })),
  ).toEqual(['credentials.other']);
  expect(await problemPaths(installs.install(by, id, { credentials: { salesforce_access_token: 5, clearbit_api_key: '' } }))).toEqual([
    'credentials.salesforce_access_token',
  ]);
  expect(
    await problemPaths(installs.install(by, id, { credentials: { salesforce_access_token: 'a', clearbit_api_key: 'b' }, name: '' })),
  ).toEqual(['name']);
  expect((await secrets.list(by.workspaceId, { limit: 10 })).data).toEqual([]);
  expect((await custom.list(by.workspaceId, { limit: 10 })).data).toEqual([]);
  await secrets.put({ workspaceId: by.workspaceId, name: 'clearbit_api_key', value: 'stored' });
  const installed = await installs.install(by, id, {
    credentials: { salesforce_access_token: 'sf-token' },
    baseUrls: { 'https://your-domain.my.salesforce.com': 'https://acme.my.salesforce.com' },
  });
  expect(installed).toMatchObject({
    templateId: id,
    credentials: { created: ['salesforce_access_token'], reused: ['clearbit_api_key'] },
    connector: { name: 'Salesforce lead enrichment', version: 1, enabled: true },
  });
  expect(JSON.stringify(installed.connector['config'])).toContain('https://acme.my.salesforce.com/services/data/');
  expect(await secrets.open({ workspaceId: by.workspaceId, name: 'salesforce_access_token' })).toBe('sf-token');
  expect(await secrets.open({ workspaceId: by.workspaceId, name: 'clearbit_api_key' })).toBe('stored');
  expect(await custom.get(by.workspaceId, installed.connector.id)).toEqual(installed.connector);
  const again = await installs.install(by, id, {});
  expect(again.connector).toMatchObject({ name: 'Salesforce lead enrichment 2' });
  expect(await problemPaths(installs.install(by, id, { credentials: { clearbit_api_key: 'overwrite' } }))).toEqual([
    'credentials.clearbit_api_key',
  ]);
  expect((await templates.get(by, id)).installs).toBe(2);
  const events = await db.inWorkspace(by.workspaceId, (tx) =>
    tx.query(`select actor from event_logs where type = 'template.installed' and subject_id = $1`, [id]),
  );
  expect(events.rows).toEqual([{ actor: by.actor }, { actor: by.actor }]);
});

test.each([
  ['ftp://x.example'],
  ['https://x.example/{{input.a}}'],
  ['https://u:p@x.example'],
  ['https://x.example?a=1'],
  [5],
  ['javascript:alert(1)'],
])("no address %j can take the place of a template's", async (base) => {
  const by = await someone();
  const id = (await templates.list(by.workspaceId, { limit: 1, q: 'Slack alert' })).data[0]?.id ?? '';
  const paths = await problemPaths(
    installs.install(by, id, { credentials: { slack_bot_token: 't' }, baseUrls: { 'https://slack.com': base } }),
  );
  expect(paths).toEqual(['baseUrls.https://slack.com']);
  expect(
    await problemPaths(
      installs.install(by, id, { credentials: { slack_bot_token: 't' }, baseUrls: { 'https://other.example': 'https://x.example' } }),
    ),
  ).toEqual(['baseUrls.https://other.example']);
});

test('publishing takes literal credentials out, and others install the result with their own', async () => {
  const [publisher, other] = [await someone('Publisher Inc'), await someone()];
  const connector = await custom.create(
    publisher,
    definition('My Lookup', {
      auth: { type: 'bearer', token: 'lit3ral-token' },
      headers: [{ key: 'X-Team', value: '{{workspace.team_key}}' }],
    }),
  );
  const published = await publishing.publish(publisher, {
    connectorId: connector.id,
    description: 'Looks things up',
    credentials: [{ name: 'team_key', title: 'Team key', url: 'https://example.com/keys' }],
  });
  expect(published).toMatchObject({
    source: 'community',
    author: 'Publisher Inc',
    name: 'My Lookup',
    description: 'Looks things up',
    version: 1,
  });
  expect(JSON.stringify(published)).not.toContain('lit3ral');
  expect(published.credentials).toEqual([
    { name: 'team_key', title: 'Team key', url: 'https://example.com/keys' },
    { name: 'my_lookup_token', title: 'My lookup token' },
  ]);
  const stored = await db.withoutWorkspace((tx) =>
    tx.query('select definition::text as text from connector_templates where id = $1', [published.id]),
  );
  expect(JSON.stringify(stored.rows)).not.toContain('lit3ral');
  const installed = await installs.install(other, published.id, { credentials: { team_key: 'k', my_lookup_token: 't' } });
  expect(installed.connector).toMatchObject({ config: { auth: { token: '{{workspace.my_lookup_token}}' } } });
  const again = await publishing.publish(publisher, { connectorId: connector.id, name: 'My Lookup+' });
  expect(again).toMatchObject({ id: published.id, version: 2, name: 'My Lookup+', installs: 1 });
});

test('a template with a credential left in it is refused at the place', async () => {
  const by = await someone();
  await secrets.put({ workspaceId: by.workspaceId, name: 'k', value: 'our-quiet-value' });
  const literal = await custom.create(
    by,
    definition('Twice', { method: 'POST', auth: { type: 'bearer', token: 'same-literal' }, body: { note: 'also same-literal here' } }),
  );
  expect(await problemPaths(publishing.publish(by, { connectorId: literal.id }))).toEqual(['config.body.note']);
  expect(
    await problemPaths(publishing.publish(by, { definition: definition('A', { method: 'POST', body: { x: 'our-quiet-value' } }) })),
  ).toEqual(['config.body.x']);
  expect(await problemPaths(publishing.publish(by, { definition: definition('A', { auth: { type: 'bearer', token: 'x' } }) }))).toEqual([
    'config.auth.token',
  ]);
  expect(await problemPaths(publishing.publish(by, { definition: definition('A'), description: 'call me with our-quiet-value' }))).toEqual([
    'description',
  ]);
  expect(await problemPaths(admin.create({ definition: definition('A', { url: 'https://api.example.com/?token=abc' }) }))).toEqual([
    'config.url',
  ]);
  expect(await keysOf(by.workspaceId, { source: 'community', q: 'Twice' })).toEqual([]);
});

test.each<[unknown, string[]]>([
  ['x', ['']],
  [{}, ['connectorId']],
  [{ connectorId: 'x', definition: {} }, ['definition']],
  [{ connectorId: 7 }, ['connectorId']],
  [{ definition: {}, extra: 1 }, ['extra']],
  [{ connectorId: newId() }, ['not_found']],
  [{ definition: definition('A'), credentials: [{ name: 'x' }] }, ['credentials[0].title']],
  [{ definition: definition('A'), credentials: [{ name: 'x', title: 'y', url: 'javascript:alert(1)' }] }, ['credentials[0].url']],
  [{ definition: definition('A'), name: 5 }, ['name']],
])('refuses to publish %#', async (body, paths) => {
  expect(await problemPaths(publishing.publish(await someone(), body))).toEqual(paths);
});

test('one person rates once, may change it, and not their own', async () => {
  const [publisher, a, b] = [await someone(), await someone(), await someone()];
  const { id } = await publishing.publish(publisher, { definition: definition('Rated') });
  expect((await templates.rate(a, id, 5)).rating).toEqual({ average: 5, count: 1 });
  expect((await templates.rate({ ...a, workspaceId: b.workspaceId }, id, 2)).rating).toEqual({ average: 2, count: 1 });
  expect(await templates.rate(b, id, 5)).toMatchObject({ rating: { average: 3.5, count: 2 }, myRating: 5 });
  expect((await templates.get(a, id)).myRating).toBe(2);
  await expect(templates.rate(publisher, id, 5)).rejects.toMatchObject({ code: 'forbidden' });
  for (const rating of [0, 6, 1.5, Number.NaN])
    await expect(templates.rate(a, id, rating)).rejects.toMatchObject({ code: 'input_invalid' });
  await expect(templates.rate(a, newId(), 3)).rejects.toMatchObject({ code: 'not_found' });
});

test('ratings given at the same moment are all counted', async () => {
  const publisher = await someone();
  const { id } = await publishing.publish(publisher, { definition: definition('Busy') });
  const raters = await Promise.all(Array.from({ length: 12 }, () => someone()));
  await Promise.all(raters.map((rater, i) => templates.rate(rater, id, (i % 5) + 1)));
  expect((await templates.get(publisher, id)).rating).toEqual({ average: 2.75, count: 12 });
});

test('lists are searched, narrowed and sorted, and page through ties without loss', async () => {
  const [publisher, other] = [await someone('Sorters'), await someone()];
  const ids: string[] = [];
  for (const name of ['s-b', 's-A', 's-c', 's-d'])
    ids.push((await publishing.publish(publisher, { definition: { ...definition(name), category: 'sorting' } })).id);
  const [b = '', A = '', c = '', d = ''] = ids;
  await templates.rate(other, c, 5);
  await templates.rate(other, d, 1);
  await installs.install(other, b, {});
  for (const [sort, expected] of [
    ['popular', [b, d, c, A]],
    ['rating', [c, A, b, d]],
    ['newest', [d, c, A, b]],
    ['name', [A, b, c, d]],
  ] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await templates.list(other.workspaceId, {
        limit: 1,
        category: 'sorting',
        sort,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.data.map((template) => template.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect({ sort, seen }).toEqual({ sort, seen: expected });
  }
  expect(await keysOf(other.workspaceId, { q: 'sorters' })).toHaveLength(4);
  expect(await keysOf(other.workspaceId, { q: 'S-A' })).toEqual(['s-A']);
  expect(await keysOf(other.workspaceId, { category: 'sorting', source: 'official' })).toEqual([]);
  for (const cursor of [
    'x',
    Buffer.from('["1e999","x"]').toString('base64url'),
    Buffer.from(JSON.stringify(['NaN', newId()])).toString('base64url'),
  ]) {
    await expect(templates.list(other.workspaceId, { limit: 1, cursor })).rejects.toMatchObject({ code: 'input_invalid' });
  }
});

test('administrators make, change, feature, hide and delete; hidden ones are seen by their publisher only', async () => {
  const [publisher, other] = [await someone(), await someone()];
  const official = await admin.create({
    definition: definition('Official one', { auth: { type: 'bearer', token: '{{workspace.official_key}}' } }),
  });
  expect(official).toMatchObject({ source: 'official', author: 'Patchbay', credentials: [{ name: 'official_key' }] });
  expect(await admin.update(official.id, { definition: definition('Official two') })).toMatchObject({
    version: 2,
    name: 'Official two',
    credentials: [],
  });
  expect(await admin.feature(official.id, true)).toMatchObject({ featured: true });
  expect(await keysOf(other.workspaceId, { featured: true })).toEqual(['Official two']);
  const { id } = await publishing.publish(publisher, { definition: definition('Doubtful') });
  expect(await admin.moderate(id, { status: 'hidden', note: 'Broken' })).toMatchObject({ status: 'hidden' });
  await expect(templates.get(other, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(installs.install(other, id, {})).rejects.toMatchObject({ code: 'not_found' });
  expect(await templates.get(publisher, id)).toMatchObject({ status: 'hidden', moderationNote: 'Broken' });
  expect((await admin.list({ limit: 10, q: 'Doubtful' }, 'hidden')).data).toHaveLength(1);
  expect(await admin.moderate(id, { status: 'published' })).toMatchObject({ status: 'published', moderationNote: null });
  await admin.delete(official.id);
  for (const unknown of [official.id, newId(), 'x']) {
    await expect(admin.delete(unknown)).rejects.toMatchObject({ code: 'not_found' });
    await expect(admin.feature(unknown, true)).rejects.toMatchObject({ code: 'not_found' });
    await expect(admin.update(unknown, { definition: definition('x') })).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('only the publisher withdraws a community template; row security keeps others from writing it', async () => {
  const [publisher, other] = [await someone(), await someone()];
  const { id } = await publishing.publish(publisher, { definition: definition('Mine') });
  await expect(publishing.withdraw(other, id)).rejects.toMatchObject({ code: 'not_found' });
  const touched = await db.inWorkspace(other.workspaceId, (tx) => tx.query(`update connector_templates set name = 'stolen'`));
  expect(touched.rowCount).toBe(0);
  await expect(
    db.inWorkspace(other.workspaceId, (tx) =>
      tx.query(
        `insert into connector_templates (id, author, name, description, category, definition, credentials) values ($1, 'x', 'fake official', '', 'x', '{}', '[]')`,
        [newId()],
      ),
    ),
  ).rejects.toMatchObject({ code: '42501' });
  await publishing.withdraw(publisher, id);
  await expect(templates.get(publisher, id)).rejects.toMatchObject({ code: 'not_found' });
});
