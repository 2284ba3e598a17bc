import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RunPayloads, type RunPayload } from '@patchbay/executions';
import { newId } from '@patchbay/kernel';
import { generateSealingKey, rotateSealedRows, Sealer } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { SEALED_COLUMNS } from './sealed-columns.js';

let testing: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

test('every column of sealed values is rotated, but for sign-ins that are over in ten minutes', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.atttypid = 'bytea'::regtype and a.attname like '%sealed%'`,
  );
  const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
  expect([...listed, 'oauth_states.sealed'].sort()).toEqual(rows.map(({ name }) => name).sort());
});

test('a kept run opens with the new key after rotation', async () => {
  const [oldKey, newKey] = [generateSealingKey('old'), generateSealingKey('new')];
  const workspaceId = await createWorkspace(testing.db);
  const id = newId();
  const payload: RunPayload = {
    principal: { kind: 'system', id: 'test', workspaceId, role: 'member', platformAdmin: false },
    connectorKey: 'slack',
    input: { text: 'hello' },
  };
  await owner.query(
    `insert into executions (workspace_id, id, connector_key, connector_name, connector_source, connector_version, effect, mode, trigger, status, trace_id, sealed_payload)
     values ($1, $2, 'slack', 'Slack', 'builtin', 1, 'read', 'async', 'api', 'queued', 't', $3)`,
    [workspaceId, id, new RunPayloads(new Sealer([oldKey])).seal(id, payload)],
  );
  const reports = await rotateSealedRows({ database: testing.db, sealer: new Sealer([newKey, oldKey]), columns: SEALED_COLUMNS });
  expect(reports.every(({ complete }) => complete)).toBe(true);
  const { rows } = await owner.query<{ sealed_payload: Buffer }>('select sealed_payload from executions where id = $1', [id]);
  const sealed = rows[0]?.sealed_payload ?? Buffer.alloc(0);
  expect(new RunPayloads(new Sealer([newKey])).open({ workspaceId, executionId: id, sealed })).toEqual(payload);
});
