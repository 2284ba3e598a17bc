import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkspaceId } from '@patchbay/kernel';
import { formatSealingKeys, generateSealingKey, Sealer } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, startOauthProvider, type OauthProvider, type TestDatabase } from '@patchbay/testing';
import { storedTokens } from '../../test/composed-connections.js';
import { RefreshWorker } from '../../test/refresh-workers.js';
import type { Connection } from '../connection/connection.js';

// The times are about a tenth of the real ones, with room for a busy machine: a provider that stalls for 40 s stalls for 4 s here. PATCHBAY_LONG_TESTS runs
// the long form with the real times.
const LONG = process.env['PATCHBAY_LONG_TESTS'] !== undefined;
const SCALE = LONG ? 10 : 1;
const STALL_MS = 4_000 * SCALE;
const TIMINGS = {
  requestMs: LONG ? 43_000 : 7_000,
  claimMs: 1_000 * SCALE,
  heartbeatMs: 300 * SCALE,
  waitMs: LONG ? 45_000 : 8_000,
  pollMs: 100 * SCALE,
  firstPauseMs: 100 * SCALE,
  longestPauseMs: 1_000 * SCALE,
  cooldownMs: 1_500 * SCALE,
};
const CALLERS = 150;

const key = generateSealingKey('k1');
const sealer = new Sealer([key]);
let testing: TestDatabase;
let provider: OauthProvider;
let workspaceId: WorkspaceId;
let workers: RefreshWorker[] = [];

beforeAll(async () => {
  testing = await createTestDatabase();
});
afterAll(() => testing.close());
beforeEach(async () => {
  provider = await startOauthProvider();
  workspaceId = await createWorkspace(testing.db);
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  await provider.close();
});

async function start(count: number): Promise<void> {
  const parts = { ownerUrl: testing.ownerUrl, keys: formatSealingKeys([key]), providerUrl: provider.url, timings: TIMINGS };
  workers = await Promise.all(Array.from({ length: count }, () => RefreshWorker.start(parts)));
}

/** A connection whose access token has ended. */
async function ended(): Promise<{ connection: Connection; family: OauthProvider['families']['all'][number] }> {
  const family = provider.families.begin('client-1', 'read');
  const accessToken = provider.families.newest(family);
  provider.families.expire(accessToken);
  const connection = await storedTokens(
    { database: testing.db, sealer, workspaceId },
    { accessToken, refreshToken: family.refreshToken, clientId: 'client-1' },
  );
  return { connection, family };
}

async function eventsOf(connection: Connection): Promise<string[]> {
  const { rows } = await testing.db.inWorkspace(workspaceId, (tx) =>
    tx.query<{ type: string }>('select type from event_logs where subject_id = $1 order by id', [connection.id]),
  );
  return rows.map(({ type }) => type);
}

/** Resolves when the provider works on a token request; the returned function lets it go on. */
function gate(place: 'before' | 'after'): { reached: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  let reach = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  provider.settings[place] = () => {
    reach();
    return opened;
  };
  return { reached, open };
}

const jestLimitMs = 30_000 + 60_000 * (LONG ? 3 : 0);

describe.each([2, 4])('with %i processes and hundreds of callers', (count) => {
  test(
    'one refresh token is exchanged once and everybody gets the new access token',
    async () => {
      await start(count);
      const { connection, family } = await ended();
      const answers = (await Promise.all(workers.map((worker) => worker.ask(connection, CALLERS)))).flat();
      expect(answers).toHaveLength(CALLERS * count);
      expect(new Set(answers)).toEqual(new Set([provider.families.newest(family)]));
      expect({ refreshes: provider.refreshes(), reuses: provider.families.reuses, revoked: family.revoked }).toEqual({
        refreshes: 1,
        reuses: 0,
        revoked: false,
      });
    },
    jestLimitMs,
  );

  test(
    'a provider that stalls for almost as long as callers wait is asked once',
    async () => {
      await start(count);
      const { connection, family } = await ended();
      provider.settings.after = () => new Promise((resolve) => setTimeout(resolve, STALL_MS));
      const answers = (await Promise.all(workers.map((worker) => worker.ask(connection, CALLERS)))).flat();
      expect(new Set(answers)).toEqual(new Set([provider.families.newest(family)]));
      expect({ refreshes: provider.refreshes(), reuses: provider.families.reuses }).toEqual({ refreshes: 1, reuses: 0 });
    },
    jestLimitMs,
  );

  test(
    'a holder killed while its answer is on the way leaves one exchange, no revoked family and a clear account_reauth',
    async () => {
      await start(count);
      const { connection, family } = await ended();
      const { reached, open } = gate('after');
      const [holder, ...others] = workers as [RefreshWorker, ...RefreshWorker[]];
      void holder.ask(connection, CALLERS);
      await reached;
      const asked = Promise.all(others.map((worker) => worker.ask(connection, CALLERS)));
      await holder.kill();
      const answers = (await asked).flat();
      open();
      expect(new Set(answers)).toEqual(new Set(['error:account_reauth']));
      expect({ refreshes: provider.refreshes(), reuses: provider.families.reuses, revoked: family.revoked }).toEqual({
        refreshes: 1,
        reuses: 0,
        revoked: false,
      });
      expect(await eventsOf(connection)).toEqual(['connection.needsReauth']);
    },
    jestLimitMs,
  );

  test(
    'a dead account raises one event and every caller hears account_reauth',
    async () => {
      await start(count);
      const { connection, family } = await ended();
      family.revoked = true;
      const answers = (await Promise.all(workers.map((worker) => worker.ask(connection, CALLERS)))).flat();
      expect(new Set(answers)).toEqual(new Set(['error:account_reauth']));
      expect(await eventsOf(connection)).toEqual(['connection.needsReauth']);
      expect(provider.http.requests.filter((request) => request.path === '/token')).toHaveLength(1);
    },
    jestLimitMs,
  );
});

test(
  'a holder killed before it sent anything is replaced and the token is exchanged once',
  async () => {
    await start(2);
    const { connection, family } = await ended();
    // What a process leaves that claims and dies before it says that it sends.
    await testing.db.inWorkspace(workspaceId, (tx) =>
      tx.query(
        `update connections set refresh_fence = refresh_fence + 1, refresh_claimed_until = clock_timestamp() + interval '600 milliseconds' where id = $1`,
        [connection.id],
      ),
    );
    const answers = (await Promise.all(workers.map((worker) => worker.ask(connection, CALLERS)))).flat();
    expect(new Set(answers)).toEqual(new Set([provider.families.newest(family)]));
    expect({ refreshes: provider.refreshes(), reuses: provider.families.reuses }).toEqual({ refreshes: 1, reuses: 0 });
  },
  jestLimitMs,
);
