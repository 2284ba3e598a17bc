import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorkspaceId } from '@patchbay/kernel';
import { formatSealingKeys, generateSealingKey, parseSealingKeys, Sealer, type SealingKey } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import { WORKSPACE_SECRETS_COLUMN } from '@patchbay/connections';
import { runCommandLine } from '../src/program.js';

const [oldKey, newKey, lostKey] = [generateSealingKey('old'), generateSealingKey('new'), generateSealingKey('lost')];

let database: TestDatabase;
let projectDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  projectDir = mkdtempSync(join(tmpdir(), 'patchbay-cli-'));
});
afterAll(async () => {
  await database.close();
  rmSync(projectDir, { recursive: true });
});

interface Result {
  readonly code: number;
  readonly printed: string;
  readonly told: string;
}

async function patchbay(line: string, env: Record<string, string> = {}): Promise<Result> {
  const [printed, told]: string[][] = [[], []];
  const code = await runCommandLine(line === '' ? [] : line.split(' '), {
    env,
    projectDir,
    print: (text) => printed?.push(text),
    tell: (text) => told?.push(text),
    now: () => new Date('2026-03-04T05:06:07Z'),
  });
  return { code, printed: printed?.join('\n') ?? '', told: told?.join('\n') ?? '' };
}

const withKeys = (...keys: SealingKey[]) => ({ DATABASE_URL: database.ownerUrl, PATCHBAY_ENCRYPTION_KEYS: formatSealingKeys(keys) });

let secrets = 0;
async function storeSecret(key: SealingKey, value: string): Promise<{ workspaceId: WorkspaceId; rowId: string }> {
  const workspaceId = await createWorkspace(database.db);
  const rowId = `00000000-0000-7000-8000-${String(++secrets).padStart(12, '0')}`;
  const { sealed, keyId } = new Sealer([key]).seal(value, { workspaceId, rowId, purpose: WORKSPACE_SECRETS_COLUMN.purpose });
  await database.db.inWorkspace(workspaceId, (tx) =>
    tx.query("insert into credentials (workspace_id, id, name, sealed, key_id) values ($1, $2, 'token', $3, $4)", [
      workspaceId,
      rowId,
      sealed,
      keyId,
    ]),
  );
  return { workspaceId, rowId };
}

async function openSecret(key: SealingKey, place: { workspaceId: WorkspaceId; rowId: string }): Promise<string> {
  const { rows } = await database.db.inWorkspace(place.workspaceId, (tx) => tx.query<{ sealed: Buffer }>('select sealed from credentials'));
  return new Sealer([key]).open(rows[0]?.sealed ?? Buffer.alloc(0), { ...place, purpose: WORKSPACE_SECRETS_COLUMN.purpose });
}

test.each(['', '--help'])('"patchbay %s" shows every command', async (line) => {
  const { code, printed } = await patchbay(line);
  expect(code).toBe(0);
  for (const command of ['doctor', 'migrate', 'keys']) expect(printed).toContain(command);
});

test('an unknown command is refused with where to look', async () => {
  expect(await patchbay('explode')).toMatchObject({ code: 1, told: expect.stringContaining("unknown command 'explode'") });
});

test('a generated key is the only thing printed, named by the date or as asked', async () => {
  const { code, printed, told } = await patchbay('keys generate');
  expect(code).toBe(0);
  expect(parseSealingKeys(printed).map(({ id }) => id)).toEqual(['k20260304050607']);
  expect(told).toContain('keys rotate');
  expect(parseSealingKeys((await patchbay('keys generate --id mine')).printed)[0]?.id).toBe('mine');
  expect(await patchbay('keys generate --id a:b')).toMatchObject({ code: 1, printed: '' });
});

test('rotating seals what an older key sealed, and the older key is not needed afterwards', async () => {
  const place = await storeSecret(oldKey, 's3cret');
  const { code, printed, told } = await patchbay('keys rotate', withKeys(newKey, oldKey));
  const others = ['connector_secrets', 'connections', 'oauth_apps', 'webhook_endpoints']
    .map((table) => `${table}.sealed`)
    .concat('executions.sealed_payload');
  const report = ['credentials.sealed: 1 sealed again', ...others.map((column) => `${column}: 0 sealed again`)];
  expect({ code, printed: printed.split('\n') }).toEqual({ code: 0, printed: report });
  expect(told).toContain('sealed with key "new". No row needs "old"');
  expect(await openSecret(newKey, place)).toBe('s3cret');
  expect(await patchbay('keys rotate', withKeys(newKey))).toMatchObject({
    code: 0,
    printed: expect.stringContaining('credentials.sealed: 0 sealed again'),
  });
});

test('rotating without the key of some rows says which key and leaves the rows', async () => {
  const place = await storeSecret(lostKey, 's3cret');
  const { code, told } = await patchbay('keys rotate', withKeys(newKey, oldKey));
  expect(code).toBe(1);
  expect(told).toContain('1 rows open with none of the keys; they were sealed with key "lost"');
  expect(await openSecret(lostKey, place)).toBe('s3cret');
});

test('migrating a database that is on this version changes nothing', async () => {
  expect(await patchbay('migrate', withKeys(newKey))).toEqual({ code: 0, printed: '', told: 'The database is on this version.' });
});

test('the doctor finds nothing wrong with a good installation', async () => {
  const { code, printed } = await patchbay('doctor', { ...withKeys(newKey, oldKey), PORT: '21979' });
  expect({ code, printed }).toEqual({ code: 0, printed: expect.not.stringContaining('✗') });
  expect(printed).toContain('✓ database: outside');
  expect(printed).toContain('✓ keys: "new" seals, "old" open too');
  expect(printed).not.toContain(new URL(database.ownerUrl).password);
});

test('the doctor names every wrong setting and does not go on guessing', async () => {
  const { code, printed } = await patchbay('doctor', { PORT: 'high', PATCHBAY_ROLE: 'boss', DATABASE_URL: database.ownerUrl });
  expect(code).toBe(1);
  expect(printed).toMatch(/✗ settings: PORT: /);
  expect(printed).toMatch(/✗ settings: PATCHBAY_ROLE: /);
  expect(printed).toMatch(/✗ settings: PATCHBAY_ENCRYPTION_KEYS: /);
  expect(printed).not.toContain('database:');
});

test('the doctor says what does not answer', async () => {
  const settings = { ...withKeys(newKey), DATABASE_URL: 'postgres://u:p@127.0.0.1:9/x', REDIS_URL: 'redis://127.0.0.1:9', PORT: '21979' };
  const { code, printed, told } = await patchbay('doctor', settings);
  expect(code).toBe(1);
  expect(printed).toContain('✗ database: ');
  expect(printed).toContain('✗ redis: 127.0.0.1:9 does not answer');
  expect(told).toBe('2 of them need attention.');
});

test('the doctor changes nothing before the first start', async () => {
  const { code, printed } = await patchbay('doctor', { PATCHBAY_DATA_DIR: 'not-there', PORT: '21979' });
  expect(code).toBe(0);
  expect(printed).toContain('· database: embedded; made at the first start');
  expect(printed).toContain(`${join(projectDir, 'not-there')} is made at the first start`);
});
