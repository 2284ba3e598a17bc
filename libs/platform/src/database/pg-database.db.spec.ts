import { newId, type WorkspaceId } from '@patchbay/kernel';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, createWorkspace, startDatabaseLink, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { PgDatabase } from './pg-database.js';
import type { Tx } from './database.js';

const logger = pino({ level: 'silent' });

let testing: TestDatabase;
let owner: pg.Client;
let workspaceId: WorkspaceId;

beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  workspaceId = await createWorkspace(testing.db);
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

const rename = (tx: Tx, name: string): Promise<unknown> => tx.query('update workspaces set name = $1', [name]);
async function nameNow(): Promise<unknown> {
  const { rows } = await owner.query<{ name: string }>('select name from workspaces where id = $1', [workspaceId]);
  return rows[0]?.name;
}
const backendOf = async (tx: Tx): Promise<number> => (await tx.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;

describe('a transaction', () => {
  test('gives back what its work returned, and keeps what it wrote', async () => {
    expect(
      await testing.db.inWorkspace(workspaceId, async (tx) => {
        await rename(tx, 'kept');
        return 'answer';
      }),
    ).toBe('answer');
    expect(await nameNow()).toBe('kept');
  });

  test('keeps nothing when its work throws, and lets exactly that error out', async () => {
    const ours = new Error('ours, not a lost database');
    await expect(
      testing.db.inWorkspace(workspaceId, async (tx) => {
        await rename(tx, 'lost');
        throw ours;
      }),
    ).rejects.toBe(ours);
    expect(await nameNow()).toBe('kept');
  });

  test('keeps the SQLSTATE of a statement that failed', async () => {
    const twice = testing.db.inWorkspace(workspaceId, (tx) =>
      tx.query('insert into workspaces (id, name) values ($1, $2)', [workspaceId, 'again']),
    );
    await expect(twice).rejects.toMatchObject({ code: '23505' });
  });

  test('is refused when a failed statement in it was caught and passed over', async () => {
    const silent = testing.db.inWorkspace(workspaceId, async (tx) => {
      await rename(tx, 'half');
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(silent).rejects.toMatchObject({ code: 'bug' });
    expect(await nameNow()).toBe('kept');
  });

  test('takes no statement after its end, when the connection may serve another workspace', async () => {
    let leaked: Tx | undefined;
    await testing.db.inWorkspace(workspaceId, async (tx) => {
      leaked = tx;
    });
    await expect(leaked?.query('select 1')).rejects.toMatchObject({ code: 'bug' });
  });

  test('is not opened for anything that is not a workspace id', async () => {
    for (const hostile of [`${workspaceId}', true); drop table workspaces; --`, '', 'null']) {
      await expect(testing.db.inWorkspace(hostile as WorkspaceId, async () => undefined)).rejects.toMatchObject({ code: 'bug' });
    }
    expect(await nameNow()).toBe('kept');
  });

  test('without a workspace does not inherit one set for the whole connection', async () => {
    const single = new PgDatabase({ ownerUrl: testing.ownerUrl, logger, poolSize: 1 });
    await single.inWorkspace(workspaceId, (tx) => tx.query(`set app.workspace_id = '${workspaceId}'`));
    const { rows } = await single.withoutWorkspace((tx) => tx.query('select id from workspaces'));
    expect(rows).toEqual([]);
    await single.close();
  });

  test('refuses values that cannot be sent without giving up the connection', async () => {
    const single = new PgDatabase({ ownerUrl: testing.ownerUrl, logger, poolSize: 1 });
    const before = await single.withoutWorkspace(backendOf);
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    await expect(single.withoutWorkspace((tx) => tx.query('select $1::json', [cycle]))).rejects.toBeInstanceOf(TypeError);
    expect(await single.withoutWorkspace(backendOf)).toBe(before);
    await single.close();
  });
});

describe('without a database', () => {
  test('a connection ended by the server is database_unavailable, and the next transaction gets a new one', async () => {
    const single = new PgDatabase({ ownerUrl: testing.ownerUrl, logger, poolSize: 1 });
    let pid = 0;
    const ended = single.inWorkspace(workspaceId, async (tx) => {
      pid = await backendOf(tx);
      await owner.query('select pg_terminate_backend($1)', [pid]);
      await rename(tx, 'never');
    });
    await expect(ended).rejects.toMatchObject({ code: 'database_unavailable', status: 503 });
    expect(await single.withoutWorkspace(backendOf)).not.toBe(pid);
    expect(await nameNow()).toBe('kept');
    await single.close();
  });

  test('an idle connection that breaks is replaced without anybody noticing', async () => {
    const single = new PgDatabase({ ownerUrl: testing.ownerUrl, logger, poolSize: 1 });
    const pid = await single.withoutWorkspace(backendOf);
    await owner.query('select pg_terminate_backend($1)', [pid]);
    await gone(pid);
    await expect(single.ping()).resolves.toBeUndefined();
    await single.close();
  });

  test('everything is database_unavailable while the wire is cut, and works again afterwards', async () => {
    const link = await startDatabaseLink(testing.ownerUrl);
    const far = new PgDatabase({ ownerUrl: link.url, logger });
    await far.ping();
    link.cut();
    const statement = { name: 'one', text: 'select 1', values: [] };
    for (const attempt of [
      () => far.ping(),
      () => far.asSystem(backendOf),
      () => far.inWorkspace(workspaceId, backendOf),
      () => far.record(statement),
      () => far.listen('news', () => undefined),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'database_unavailable' });
    }
    link.mend();
    await far.ping();
    expect(await far.record(statement)).toEqual({ rowCount: 1 });
    await far.close();
    await link.close();
  });

  test('a cut in the middle of a transaction is database_unavailable and keeps nothing', async () => {
    const link = await startDatabaseLink(testing.ownerUrl);
    const far = new PgDatabase({ ownerUrl: link.url, logger });
    const cut = far.inWorkspace(workspaceId, async (tx) => {
      await rename(tx, 'never');
      link.cut();
    });
    await expect(cut).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await nameNow()).toBe('kept');
    await far.close();
    await link.close();
  });

  test('callers beyond the pool wait for a connection and not for ever', async () => {
    const small = new PgDatabase({ ownerUrl: testing.ownerUrl, logger, poolSize: 1, connectTimeoutMs: 200 });
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const first = small.withoutWorkspace(() => held);
    await expect(small.withoutWorkspace(backendOf)).rejects.toMatchObject({ code: 'database_unavailable' });
    const waiting = small.withoutWorkspace(backendOf);
    letGo();
    await first;
    expect(await waiting).toBeGreaterThan(0);
    await small.close();
  });

  test('a statement over its time limit is database_unavailable and the connection stays', async () => {
    const single = new PgDatabase({ ownerUrl: testing.ownerUrl, logger, poolSize: 1 });
    const before = await single.withoutWorkspace(backendOf);
    const slow = single.withoutWorkspace(async (tx) => {
      await tx.query(`set local statement_timeout = '20ms'`);
      await tx.query('select pg_sleep(10)');
    });
    await expect(slow).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await single.withoutWorkspace(backendOf)).toBe(before);
    await single.close();
  });
});

test('statements of the recorder are prepared once per connection', async () => {
  const ids = [newId(), newId(), newId()];
  for (const id of ids) await testing.db.record({ name: 'probe', text: 'select $1::uuid', values: [id] });
  const backends = await owner.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where usename = 'patchbay_recorder' and datname = current_database()`,
  );
  expect(backends.rows).toEqual([{ count: 1 }]);
  const { rowCount } = await testing.db.record({
    name: 'prepared',
    text: `select name from pg_prepared_statements where name = 'probe'`,
    values: [],
  });
  expect(rowCount).toBe(1);
});

async function gone(pid: number): Promise<void> {
  for (;;) {
    const { rowCount } = await owner.query('select from pg_stat_activity where pid = $1', [pid]);
    if (rowCount === 0) return;
  }
}
