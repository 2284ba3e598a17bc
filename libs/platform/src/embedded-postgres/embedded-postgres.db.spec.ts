import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { bootProcess, spawnBoot, type BootedProcess } from '../../test/booted-process.js';
import { runningPostmaster, stopPostmaster } from './postmaster.js';
import { processStart } from './process-identity.js';
import { unreachable } from './server-user.js';

jest.setTimeout(60_000);
const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? describe : describe.skip;
/** The checkout may lie where another user cannot read it. */
const withAnotherUser =
  isRoot && !unreachable(process.execPath, NOBODY) && !unreachable(import.meta.filename, NOBODY) ? describe : describe.skip;

let dataDir: string;
const folder = (): string => join(dataDir, 'postgres');

beforeAll(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-embedded-')));
});
afterAll(async () => {
  const left = runningPostmaster(folder());
  if (left) await stopPostmaster(left.pid);
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const addFlag = (url: string, key: string): Promise<unknown> => ask(url, `insert into feature_flags (key) values ('${key}')`);
const flags = async (url: string): Promise<string[]> =>
  (await ask<{ key: string }>(url, `select key from feature_flags where key like 'kept_%' order by key`)).map((row) => row.key);

async function kill(pid: number): Promise<void> {
  const startedAt = processStart(pid);
  process.kill(pid, 'SIGKILL');
  while (processStart(pid) === startedAt) await new Promise((resolve) => setImmediate(resolve));
}

/** One data dir through its life: the tests below run in order, each on what the one before left. */
describe('the data dir of an embedded server', () => {
  let app: BootedProcess | undefined;

  afterEach(async () => {
    await app?.end('SIGKILL').catch(() => undefined);
    app = undefined;
  });

  test('a first start makes it, with files only the owner may read', async () => {
    app = await bootProcess(dataDir);
    expect(readFileSync(join(dataDir, 'database-url'), 'utf8').trim()).toBe(app.ownerUrl);
    for (const name of ['database-url', 'encryption-keys', 'patchbay.pid', 'postgres.log'])
      expect([name, statSync(join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(new URL(app.ownerUrl).hostname).toBe('127.0.0.1');
    expect(
      await ask(
        app.ownerUrl,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('jit') as jit, current_setting('listen_addresses') as listen, lower('ÄÉ') as lower`,
      ),
    ).toEqual([{ fsync: 'on', commit: 'on', jit: 'off', listen: '127.0.0.1', lower: 'äé' }]);
    await addFlag(app.ownerUrl, 'kept_first');
    const { tookMs, code } = await app.end('SIGTERM');
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(3_000);
    expect(runningPostmaster(folder())).toBeUndefined();
  });

  test('a wrong password opens nothing', async () => {
    app = await bootProcess(dataDir);
    const guess = new URL(app.ownerUrl);
    guess.password = 'patchbay';
    await expect(ask(guess.toString(), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    guess.password = '';
    await expect(ask(guess.toString(), 'select 1')).rejects.toThrow();
    await app.end('SIGTERM');
  });

  test('a later start finds port, password, keys and data again', async () => {
    const keys = readFileSync(join(dataDir, 'encryption-keys'), 'utf8');
    const url = readFileSync(join(dataDir, 'database-url'), 'utf8').trim();
    app = await bootProcess(dataDir);
    expect(app.ownerUrl).toBe(url);
    expect(await flags(app.ownerUrl)).toEqual(['kept_first']);
    expect(readFileSync(join(dataDir, 'encryption-keys'), 'utf8')).toBe(keys);
  });

  test('after a kill -9 of the app the server lives on, and the next start takes it over', async () => {
    const before = runningPostmaster(folder());
    expect(before).toBeDefined();
    app = await bootProcess(dataDir);
    expect(runningPostmaster(folder())).toEqual(before);
    await addFlag(app.ownerUrl, 'kept_second');
    expect(await flags(app.ownerUrl)).toEqual(['kept_first', 'kept_second']);
  });

  test('a second start on it is refused and names the process that runs; the first goes on', async () => {
    app = await bootProcess(dataDir);
    await expect(bootProcess(dataDir)).rejects.toThrow(`Patchbay already runs on ${dataDir} (process ${app.pid})`);
    expect(await flags(app.ownerUrl)).toHaveLength(2);
  });

  test('after a kill -9 of the server with the app, nothing committed is lost', async () => {
    app = await bootProcess(dataDir);
    await addFlag(app.ownerUrl, 'kept_third');
    const server = runningPostmaster(folder());
    await app.end('SIGKILL');
    await kill(server?.pid ?? 0);
    app = await bootProcess(dataDir);
    expect(await flags(app.ownerUrl)).toEqual(['kept_first', 'kept_second', 'kept_third']);
    expect(runningPostmaster(folder())?.pid).not.toBe(server?.pid);
    await app.end('SIGTERM');
  });

  test.each(['a program that is no Postgres', 'the Postgres of another folder'])(
    'pid files of before a reboot, their pids now those of %s, harm nobody',
    async (whose) => {
      const other = whose.startsWith('the') ? await otherPostgres() : spawn('sleep', ['60']);
      const pid = other.pid ?? 0;
      writeFileSync(join(folder(), 'postmaster.pid'), `${pid}\n${folder()}\n1\n1\n\n127.0.0.1\n`);
      writeFileSync(join(dataDir, 'patchbay.pid'), `${pid} 12345@an-earlier-boot\n`);
      app = await bootProcess(dataDir);
      expect(await flags(app.ownerUrl)).toHaveLength(3);
      expect(processStart(pid)).toBeDefined();
      await app.end('SIGTERM');
      expect(processStart(pid)).toBeDefined();
      other.kill('SIGKILL');
      await once(other, 'exit');
    },
  );

  test('a lost file is told by its name instead of being made anew', async () => {
    for (const name of ['database-url', 'encryption-keys']) {
      const file = join(dataDir, name);
      const text = readFileSync(file, 'utf8');
      rmSync(file);
      await expect(bootProcess(dataDir)).rejects.toThrow(`${file} is missing`);
      writeFileSync(file, text, { mode: 0o600 });
    }
  });

  test('another password in the file is told at once', async () => {
    const file = join(dataDir, 'database-url');
    const text = readFileSync(file, 'utf8');
    const wrong = new URL(text.trim());
    wrong.password = 'wrong';
    writeFileSync(file, `${wrong.toString()}\n`);
    await expect(bootProcess(dataDir)).rejects.toThrow('refuses the password');
    writeFileSync(file, text, { mode: 0o600 });
  });
});

describe('a first start', () => {
  let fresh: string;
  beforeEach(() => {
    fresh = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-fresh-')));
  });
  afterEach(async () => {
    const left = runningPostmaster(join(fresh, 'postgres'));
    if (left) await stopPostmaster(left.pid);
    rmSync(fresh, { recursive: true, force: true });
  });

  test('that was killed in the middle is completed by the next', async () => {
    const child = spawnBoot(fresh);
    const ended = once(child, 'exit');
    while (!exists(join(fresh, 'postgres.new')) && child.exitCode === null) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await ended;
    expect(exists(join(fresh, 'postgres'))).toBe(false);
    const app = await bootProcess(fresh);
    expect(await flags(app.ownerUrl)).toEqual([]);
    await app.end('SIGTERM');
  });

  withAnotherUser('with other users on the machine', () => {
    test('by root on a folder of a normal user, and by that user alone, both work', async () => {
      chownSync(fresh, NOBODY.uid, NOBODY.gid);
      const byUser = await bootProcess(fresh, { user: NOBODY });
      await addFlag(byUser.ownerUrl, 'kept_user');
      await byUser.end('SIGTERM');
      expect(statSync(join(fresh, 'postgres')).uid).toBe(NOBODY.uid);
      const byRoot = await bootProcess(fresh);
      expect(await flags(byRoot.ownerUrl)).toEqual(['kept_user']);
      await byRoot.end('SIGTERM');
      expect(statSync(join(fresh, 'postgres')).uid).toBe(NOBODY.uid);
    });

    test('by root on a system without user namespaces runs as a system user, once that user can reach the folder', async () => {
      const bin = join(fresh, 'bin');
      mkdirSync(bin);
      symlinkSync('/usr/bin/id', join(bin, 'id'));
      const environment = { PATH: bin };
      await expect(bootProcess(join(fresh, 'data'), { environment })).rejects.toThrow(`may not enter ${fresh}`);
      chmodSync(fresh, 0o755);
      const inNamespace = await bootProcess(join(fresh, 'data'));
      await addFlag(inNamespace.ownerUrl, 'kept_namespace');
      await inNamespace.end('SIGTERM');
      for (const restart of [1, 2]) {
        const app = await bootProcess(join(fresh, 'data'), restart === 1 ? { environment } : {});
        expect(await flags(app.ownerUrl)).toEqual(['kept_namespace']);
        await app.end('SIGTERM');
        expect(statSync(join(fresh, 'data', 'postgres')).uid).not.toBe(0);
      }
    });

    test('in a folder this user may not write says so', async () => {
      await expect(bootProcess(join(fresh, 'data'), { user: NOBODY })).rejects.toThrow(
        /PATCHBAY_DATA_DIR: .* cannot be written by this user/,
      );
    });
  });

  asRoot('as root', () => {
    test('by root in a folder nobody else may enter works', async () => {
      const home = join(fresh, 'home');
      mkdirSync(home);
      chmodSync(home, 0o700);
      const app = await bootProcess(join(home, 'data'));
      expect(await flags(app.ownerUrl)).toEqual([]);
      await app.end('SIGTERM');
    });
  });
});

/** Somebody else's server, as far as its name goes. */
async function otherPostgres() {
  const child = spawn('bash', ['-c', 'exec -a postgres sleep 60']);
  await once(child, 'spawn');
  return child;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
