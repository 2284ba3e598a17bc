import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { startVault, startVaultDouble, vaultBinary, type VaultDouble } from '@patchbay/testing';
import { DEFAULT_WORKSPACE_ID } from '@patchbay/workspaces';
import { pino } from 'pino';
import { openVault, type VaultParts } from './vault.module.js';
import type { VaultLogin } from './vault-session.js';

const workspaceId = newId() as WorkspaceId;
const logger = pino({ level: 'silent' });
const opened: VaultParts[] = [];

function vaultAt(address: string, login: VaultLogin, more: { cacheSeconds?: number; paths?: string[] } = {}): VaultParts {
  const parts = openVault({ vault: { address, paths: ['kv', 'elsewhere'], cacheSeconds: 30, ...login, ...more } }, logger);
  if (!parts) throw new Error('no Vault');
  opened.push(parts);
  return parts;
}

afterEach(async () => {
  for (const { session, http } of opened.splice(0)) {
    session.stop();
    await http.close();
  }
});

/** What must hold at the double and at a real server alike. */
interface Bench {
  readonly url: string;
  readonly root: string;
  readonly appRole: { readonly roleId: string; readonly secretId: string };
  put(path: string, data: object): Promise<void>;
  remove(path: string, destroy: boolean): Promise<void>;
  close(): Promise<void>;
}

async function doubleBench(): Promise<Bench> {
  const double = await startVaultDouble({ readable: ['kv/data/app/'] });
  return {
    url: double.url,
    root: double.addToken(),
    appRole: double.settings,
    put: (path, data) => Promise.resolve(double.put(path, data as Record<string, unknown>)),
    remove: (path, destroy) => Promise.resolve(double.remove(path, { destroy })),
    close: () => double.close(),
  };
}

async function realBench(): Promise<Bench> {
  const server = await startVault();
  await server.call('POST', 'sys/auth/approle', { type: 'approle' });
  await server.call('PUT', 'sys/policies/acl/app', { policy: 'path "kv/data/app/*" { capabilities = ["read"] }' });
  await server.call('POST', 'auth/approle/role/app', { token_policies: ['app'], token_ttl: '1h' });
  const inside = async (method: string, path: string): Promise<Record<string, string>> =>
    (await server.call(method, path))['data'] as Record<string, string>;
  const { role_id: roleId = '' } = await inside('GET', 'auth/approle/role/app/role-id');
  const { secret_id: secretId = '' } = await inside('POST', 'auth/approle/role/app/secret-id');
  return {
    url: server.url,
    root: server.rootToken,
    appRole: { roleId, secretId },
    put: async (path, data) => void (await server.call('POST', path, { data })),
    remove: async (path, destroy) =>
      void (destroy
        ? await server.call('PUT', path.replace('kv/data/', 'kv/destroy/'), { versions: [1] })
        : await server.call('DELETE', path)),
    close: () => server.close(),
  };
}

const benches = [
  ['the contract double', doubleBench, true],
  ['a real server (needs `vault` on the PATH)', realBench, vaultBinary !== undefined],
] as const;

for (const [name, start, available] of benches) {
  (available ? describe : describe.skip)(`against ${name}`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await start();
    }, 30_000);
    afterEach(() => bench.close());

    test('a token reads one field, or the only one; numbers and objects come as text', async () => {
      await bench.put('kv/data/app/billing', { api_key: 'first', port: 7, more: { a: 1 } });
      await bench.put('kv/data/app/single', { anything: 'alone' });
      const { secrets } = vaultAt(bench.url, { token: bench.root });
      const read = (path: string): Promise<string> => secrets.read({ workspaceId, path });
      expect(await read('kv/data/app/billing#api_key')).toBe('first');
      expect(await read('kv/data/app/billing#port')).toBe('7');
      expect(await read('kv/data/app/billing#more')).toBe('{"a":1}');
      expect(await read('kv/data/app/single')).toBe('alone');
      await expect(read('kv/data/app/billing')).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('several fields'),
      });
      await expect(read('kv/data/app/billing#nope')).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('"nope"'),
      });
    });

    test('an AppRole signs in by itself and reads what its policy opens; the rest says which path to open', async () => {
      await bench.put('kv/data/app/billing', { api_key: 'first' });
      await bench.put('kv/data/other', { api_key: 'hidden' });
      const { secrets } = vaultAt(bench.url, { appRole: bench.appRole });
      expect(await secrets.read({ workspaceId, path: 'kv/data/app/billing#api_key' })).toBe('first');
      await expect(secrets.read({ workspaceId, path: 'kv/data/other#api_key' })).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringMatching(/kv\/data\/other.*"read"/),
      });
    });

    test('nothing, a deleted, a destroyed version and a wrong path are told apart', async () => {
      await bench.put('kv/data/app/deleted', { a: 'b' });
      await bench.remove('kv/data/app/deleted', false);
      await bench.put('kv/data/app/destroyed', { a: 'b' });
      await bench.remove('kv/data/app/destroyed', true);
      const { secrets } = vaultAt(bench.url, { token: bench.root });
      const said = (path: string): Promise<string> =>
        secrets.read({ workspaceId, path }).then(
          () => 'read',
          (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
        );
      expect(await said('kv/data/app/nothing')).toMatch(/^not_found: .*nothing at the Vault path kv\/data\/app\/nothing/);
      expect(await said('kv/data/app/deleted')).toMatch(/^not_found: .*deleted/);
      expect(await said('kv/data/app/destroyed')).toMatch(/^not_found: .*destroyed/);
      expect(await said('kv/app/billing')).toMatch(/^not_found: .*"data" after its mount/);
      expect(await said('elsewhere/data/x')).toMatch(/^not_found: /);
    });

    test('wrong logins are told as what they are', async () => {
      const wrong = vaultAt(bench.url, { appRole: { roleId: 'nobody', secretId: 'a-secret-id-to-hide' } });
      const refused: unknown = await wrong.secrets.read({ workspaceId, path: 'kv/data/app/x' }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'config_invalid', message: expect.stringContaining('VAULT_ROLE_ID') });
      expect(String(refused)).not.toContain('a-secret-id-to-hide');
      const { secrets } = vaultAt(bench.url, { token: 'hvs.made-up' });
      await expect(secrets.read({ workspaceId, path: 'kv/data/app/x' })).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringContaining('VAULT_TOKEN'),
      });
    });
  });
}

describe('over time', () => {
  let double: VaultDouble;
  beforeEach(async () => {
    double = await startVaultDouble();
    double.put('kv/data/billing', { api_key: 'first' });
  });
  afterEach(() => double.close());
  const path = 'kv/data/billing#api_key';
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await double.http.received(double.http.requests.length + 1);
  };
  const reads = (): number => double.http.requests.filter((request) => request.path.startsWith('/v1/kv/')).length;

  test('a value is read once for many askers and again after its time', async () => {
    const { secrets } = vaultAt(double.url, { token: double.addToken() }, { cacheSeconds: 1 });
    const values = await Promise.all(Array.from({ length: 20 }, () => secrets.read({ workspaceId, path })));
    expect({ values: new Set(values), reads: reads() }).toEqual({ values: new Set(['first']), reads: 1 });
    double.put('kv/data/billing', { api_key: 'second' });
    expect(await secrets.read({ workspaceId, path })).toBe('first');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await secrets.read({ workspaceId, path })).toBe('second');
  });

  test('a login that was revoked is done again, once for all who were refused', async () => {
    const { secrets } = vaultAt(double.url, { appRole: double.settings });
    await secrets.read({ workspaceId, path });
    double.revokeTokens();
    for (const name of ['a', 'b', 'c']) double.put(`kv/data/${name}`, { only: name });
    expect(await Promise.all(['a', 'b', 'c'].map((name) => secrets.read({ workspaceId, path: `kv/data/${name}` })))).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(double.granted).toEqual(['login', 'login']);
  });

  test('a path that stays refused costs no new login', async () => {
    double.settings.readable = [];
    const { secrets } = vaultAt(double.url, { appRole: double.settings });
    await expect(secrets.read({ workspaceId, path })).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(secrets.read({ workspaceId, path })).rejects.toMatchObject({ code: 'config_invalid' });
    expect(double.granted).toEqual(['login']);
  });

  test('a lease is renewed while nobody reads, and replaced by a login when its max TTL is near', async () => {
    Object.assign(double.settings, { ttlSeconds: 1, maxTtlSeconds: 2 });
    const { secrets } = vaultAt(double.url, { appRole: double.settings });
    await secrets.read({ workspaceId, path });
    await until(() => double.granted.filter((what) => what === 'login').length > 1);
    expect(double.granted.slice(0, 2)).toEqual(['login', 'renew']);
  }, 10_000);

  test('a given token is looked up at the start and renewed by itself', async () => {
    const { session } = vaultAt(double.url, { token: double.addToken({ ttlSeconds: 2 }) });
    session.start();
    await until(() => double.granted.includes('renew'));
  }, 10_000);

  test('a sealed Vault is told as sealed, a silent one as away; after some failures nobody waits for it any more', async () => {
    const { secrets, breaker } = vaultAt(double.url, { token: double.addToken() });
    double.seal();
    await expect(secrets.read({ workspaceId, path })).rejects.toMatchObject({
      code: 'credential_source_unavailable',
      message: expect.stringContaining('sealed'),
    });
    await double.close();
    for (let time = 0; time < 4; time += 1)
      await expect(secrets.read({ workspaceId, path })).rejects.toMatchObject({
        code: 'credential_source_unavailable',
        message: expect.stringContaining('VAULT_ADDR'),
      });
    expect(breaker.state).toBe('down');
    await expect(secrets.read({ workspaceId, path })).rejects.toMatchObject({ message: expect.stringContaining('asked again shortly') });
  });

  test('a path of another workspace is not read where the operator has said whose paths are whose', async () => {
    const mine = `kv/data/tenants/${workspaceId}/stripe`;
    double.put(mine, { key: 'mine' });
    const { secrets } = vaultAt(double.url, { token: double.addToken() }, { paths: ['kv/data/tenants/{workspaceId}', 'kv/data/shared/'] });
    expect(await secrets.read({ workspaceId, path: `${mine}#key` })).toBe('mine');
    const before = double.http.requests.length;
    for (const other of [
      `kv/data/tenants/${newId()}/stripe`,
      'kv/data/billing',
      `kv/data/tenants/${workspaceId}x/stripe`,
      'kv/data/sharedx',
    ])
      await expect(secrets.read({ workspaceId, path: other })).rejects.toMatchObject({ code: 'forbidden' });
    expect(double.http.requests).toHaveLength(before);
  });

  test('where the operator named no paths, only the operator’s own workspace may name any', async () => {
    double.put('kv/data/own', { key: 'operator’s' });
    const { secrets } = vaultAt(double.url, { token: double.addToken() }, { paths: [] });
    expect(await secrets.read({ workspaceId: DEFAULT_WORKSPACE_ID, path: 'kv/data/own#key' })).toBe('operator’s');
    await expect(secrets.read({ workspaceId, path: 'kv/data/billing' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('VAULT_PATHS'),
    });
  });
});
