import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkspaceId } from '@patchbay/kernel';
import { generateSealingKey, rotateSealedRows, Sealer, type Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, startOauthProvider, type OauthProvider, type TestDatabase } from '@patchbay/testing';
import { acmeAuth, composeConnections, CONNECTOR, FAST, storedTokens, type ComposedConnections } from '../../test/composed-connections.js';
import { CONNECTIONS_COLUMN, type Connection } from '../connection/connection.js';
import { IdleRefreshJob } from './idle-refresh.job.js';
import { OauthStateStore } from '../sessions/oauth-state.store.js';
import { pino } from 'pino';

const [oldKey, newKey] = [generateSealingKey('old'), generateSealingKey('new')];
const sealer = new Sealer([oldKey]);
let testing: TestDatabase;
let database: Database;
let provider: OauthProvider;
let connections: ComposedConnections;
let workspaceId: WorkspaceId;

beforeAll(async () => {
  testing = await createTestDatabase();
  database = testing.db;
});
afterAll(() => testing.close());
beforeEach(async () => {
  provider = await startOauthProvider();
  workspaceId = await createWorkspace(database);
  connections = await composeConnections({ database, sealer, auth: acmeAuth(provider.url) });
});
afterEach(async () => {
  await connections.close();
  await provider.close();
});

async function signedIn(
  more: { expiresInMs?: number; refreshedAgoMs?: number } = {},
): Promise<{ connection: Connection; family: OauthProvider['families']['all'][number] }> {
  const family = provider.families.begin('client-1', 'read');
  const secret = { accessToken: provider.families.newest(family), refreshToken: family.refreshToken, clientId: 'client-1' };
  return { connection: await storedTokens({ database, sealer, workspaceId }, secret, more), family };
}

const find = (connection: Connection): ReturnType<ComposedConnections['credentials']['find']> =>
  connections.credentials.find({ workspaceId, connector: CONNECTOR, connectionId: connection.id });
const again = (
  connection: Connection,
  rejected: Parameters<ComposedConnections['credentials']['refresh']>[1],
): ReturnType<ComposedConnections['credentials']['refresh']> =>
  connections.credentials.refresh({ workspaceId, connector: CONNECTOR, connectionId: connection.id }, rejected);
const stored = async (connection: Connection): Promise<Connection> => {
  const row = await database.inWorkspace(workspaceId, (tx) => connections.store.get(tx, connection.id));
  if (!row) throw new Error('the connection is gone');
  return row;
};
const tokenRequests = (): number => provider.http.requests.filter(({ path }) => path === '/token').length;
const tokenOf = (found: Awaited<ReturnType<typeof find>>): string | undefined =>
  found?.resolved.credential.type === 'oauth2' ? found.resolved.credential.accessToken : undefined;

describe('a 401 before the expected expiry', () => {
  test('refreshes once for all who met it, and those who come later get the new token without another refresh', async () => {
    const { connection, family } = await signedIn({ expiresInMs: 3_600_000 });
    const found = await find(connection);
    if (!found) throw new Error('nothing was found');
    const fresh = await Promise.all(Array.from({ length: 50 }, () => again(connection, found.resolved)));
    expect(new Set(fresh.map((each) => (each?.credential.type === 'oauth2' ? each.credential.accessToken : undefined)))).toEqual(
      new Set([provider.families.newest(family)]),
    );
    expect(await again(connection, found.resolved)).toMatchObject({ credential: { accessToken: provider.families.newest(family) } });
    expect(provider.refreshes()).toBe(1);
  });

  test('with a token that is fresh from the provider is not answered with yet another one', async () => {
    const { connection } = await signedIn({ expiresInMs: 3_600_000, refreshedAgoMs: 0 });
    const found = await find(connection);
    if (!found) throw new Error('nothing was found');
    expect(await again(connection, found.resolved)).toBeUndefined();
    expect(tokenRequests()).toBe(0);
  });
});

describe('a token near its end', () => {
  test('is used while it is renewed in the background', async () => {
    const { connection, family } = await signedIn({ expiresInMs: 120_000 });
    const before = provider.families.newest(family);
    expect(tokenOf(await find(connection))).toBe(before);
    await connections.refresher.drain(5_000);
    expect(tokenOf(await find(connection))).toBe(provider.families.newest(family));
    expect(provider.families.newest(family)).not.toBe(before);
  });
});

describe('a refresh that fails', () => {
  test('for the moment pauses, says when to come again, and works later', async () => {
    const { connection, family } = await signedIn();
    provider.settings.instead = () => ({ status: 503 });
    await expect(find(connection)).rejects.toMatchObject({ code: 'credential_source_unavailable' });
    await expect(find(connection)).rejects.toMatchObject({
      code: 'credential_source_unavailable',
      detail: { retryAfterMs: expect.any(Number) },
    });
    expect(tokenRequests()).toBe(1);
    provider.settings.instead = undefined;
    await database.inWorkspace(workspaceId, (tx) =>
      tx.query('update connections set refresh_retry_at = now() where id = $1', [connection.id]),
    );
    expect(tokenOf(await find(connection))).toBe(provider.families.newest(family));
    expect(await stored(connection)).toMatchObject({ status: 'active', lastError: null });
  });

  test('because the app is refused does not declare the account dead', async () => {
    const { connection } = await signedIn();
    provider.settings.clientSecret = 'changed at the provider';
    await expect(find(connection)).rejects.toMatchObject({ code: 'credential_source_unavailable' });
    expect(await stored(connection)).toMatchObject({ status: 'active', lastError: { code: 'config_invalid' } });
  });

  test('with its answer lost is not repeated for a one-shot token', async () => {
    const { connection, family } = await signedIn();
    provider.settings.reword = () => ({ fault: 'before' });
    await expect(find(connection)).rejects.toMatchObject({ code: 'account_reauth' });
    await expect(find(connection)).rejects.toMatchObject({ code: 'account_reauth' });
    expect({ refreshes: provider.refreshes(), reuses: provider.families.reuses, revoked: family.revoked }).toEqual({
      refreshes: 1,
      reuses: 0,
      revoked: false,
    });
  });

  test('with its answer lost is repeated for a lasting token', async () => {
    await connections.close();
    connections = await composeConnections({ database, sealer, auth: acmeAuth(provider.url, { refresh: 'static' }) });
    provider.settings.rotates = false;
    const { connection, family } = await signedIn();
    const { reword } = provider.settings;
    provider.settings.reword = () => ({ fault: 'before' });
    await expect(find(connection)).rejects.toMatchObject({ code: 'credential_source_unavailable' });
    provider.settings.reword = reword;
    await database.inWorkspace(workspaceId, (tx) =>
      tx.query('update connections set refresh_retry_at = null where id = $1', [connection.id]),
    );
    expect(tokenOf(await find(connection))).toBe(provider.families.newest(family));
  });

  test('about a token that was replaced meanwhile gives the new one instead of declaring the account dead', async () => {
    const { connection } = await signedIn();
    const { family } = await signedInAgainDuringRefresh(connection);
    expect(tokenOf(await find(connection))).toBe(provider.families.newest(family));
    expect(await stored(connection)).toMatchObject({ status: 'active' });
  });
});

/** The provider says invalid_grant after another process has written a newer sign-in. */
async function signedInAgainDuringRefresh(connection: Connection): Promise<{ family: OauthProvider['families']['all'][number] }> {
  const { connection: other, family } = await signedInElsewhere();
  provider.settings.before = async () => {
    provider.settings.before = () => Promise.resolve();
    const secret = { accessToken: provider.families.newest(family), refreshToken: family.refreshToken, clientId: 'client-1' };
    const { sealSecret } = await import('../connection/connection-secret.js');
    const { sealed, keyId } = sealSecret(sealer, connection, { kind: 'tokens', ...secret });
    await database.inWorkspace(workspaceId, (tx) =>
      connections.store.replaceCredential(tx, connection.id, {
        authType: 'oauth2',
        source: 'oauth2',
        sealed: { sealed, keyId },
        metadata: {},
        scopes: null,
        expiresAt: new Date(Date.now() + 3_600_000),
        refreshExpiresAt: null,
      }),
    );
    provider.settings.instead = () => ({ status: 400, body: { error: 'invalid_grant' } });
  };
  void other;
  return { family };
}

async function signedInElsewhere(): ReturnType<typeof signedIn> {
  const family = provider.families.begin('client-1', 'read');
  const secret = { accessToken: provider.families.newest(family), refreshToken: family.refreshToken, clientId: 'client-1' };
  return { connection: await storedTokens({ database, sealer, workspaceId }, secret, { name: 'Elsewhere' }), family };
}

describe('a connection without a refresh token', () => {
  test('of client credentials asks for a new access token, once', async () => {
    await connections.close();
    connections = await composeConnections({ database, sealer, auth: acmeAuth(provider.url, { grant: 'client_credentials' }) });
    const secret = { accessToken: 'ended', grant: 'client_credentials', clientId: 'client-1' } as const;
    const connection = await storedTokens({ database, sealer, workspaceId }, secret);
    const found = await Promise.all(Array.from({ length: 20 }, () => find(connection)));
    const [family] = provider.families.all;
    expect(new Set(found.map(tokenOf))).toEqual(new Set([family && provider.families.newest(family)]));
    expect(provider.exchanges).toEqual(['client_credentials']);
  });

  test('is used to the end of its token and then needs a new sign-in, told by one event', async () => {
    const place = { database, sealer, workspaceId };
    const living = await storedTokens(place, { accessToken: 'living' }, { name: 'Living', expiresInMs: 30_000 });
    expect(tokenOf(await find(living))).toBe('living');
    const over = await storedTokens(place, { accessToken: 'over' }, { name: 'Over' });
    for (let i = 0; i < 3; i++) await expect(find(over)).rejects.toMatchObject({ code: 'account_reauth' });
    const { rows } = await database.inWorkspace(workspaceId, (tx) =>
      tx.query('select type from event_logs where subject_id = $1', [over.id]),
    );
    expect(rows).toEqual([{ type: 'connection.needsReauth' }]);
    expect(tokenRequests()).toBe(0);
  });
});

describe('idle connections', () => {
  test('are renewed before their refresh token lapses, once, and dead ones do not come up again', async () => {
    const idle = (): IdleRefreshJob =>
      new IdleRefreshJob(database, connections.store, new OauthStateStore(), connections.refresher, pino({ level: 'silent' }));
    const { connection, family } = await signedIn({ expiresInMs: -86_400_000, refreshedAgoMs: 6 * 86_400_000 });
    const dead = await storedTokens(
      { database, sealer, workspaceId },
      { accessToken: 'x', refreshToken: 'never-known', clientId: 'client-1' },
      { name: 'Dead', refreshedAgoMs: 6 * 86_400_000 },
    );
    const rounds = await Promise.all([idle().run(), idle().run()]);
    expect(Math.max(...rounds)).toBeGreaterThanOrEqual(2);
    expect({ refreshes: provider.refreshes(), revoked: family.revoked }).toEqual({ refreshes: 1, revoked: false });
    expect((await stored(connection)).version).toBe(2);
    expect(await stored(dead)).toMatchObject({ status: 'needs_reauth' });
    expect(await idle().run()).toBe(0);
  });
});

test('rotation of sealing keys leaves connections usable', async () => {
  const { connection, family } = await signedIn();
  const both = new Sealer([newKey, oldKey]);
  const [report] = await rotateSealedRows({ database, sealer: both, columns: [CONNECTIONS_COLUMN] });
  expect(report?.complete).toBe(true);
  const after = await composeConnections({ database, sealer: new Sealer([newKey]), auth: acmeAuth(provider.url), timings: FAST });
  expect(tokenOf(await after.credentials.find({ workspaceId, connector: CONNECTOR, connectionId: connection.id }))).toBe(
    provider.families.newest(family),
  );
  await after.close();
});

test('the hot path reads nothing', async () => {
  const { connection } = await signedIn({ expiresInMs: 3_600_000, refreshedAgoMs: 60_000 });
  await find(connection);
  let reads = 0;
  const inWorkspace = database.inWorkspace.bind(database);
  database.inWorkspace = <T>(...[id, work]: Parameters<typeof inWorkspace<T>>): Promise<T> => {
    reads += 1;
    return inWorkspace(id, work);
  };
  try {
    for (let i = 0; i < 20; i++) await find(connection);
  } finally {
    database.inWorkspace = inWorkspace;
  }
  expect(reads).toBe(0);
});
