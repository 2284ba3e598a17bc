import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idAt, newId, type WorkspaceId } from '@patchbay/kernel';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import pg from 'pg';
import { CostsService } from './costs.service.js';
import { CostsStore } from './costs.store.js';

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

let testing: TestDatabase;
let owner: pg.Client;
let costs: CostsService;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  costs = new CostsService(testing.db, new CostsStore());
  workspaceId = await createWorkspace(testing.db);
  await add({ atMs: TODAY - DAY_MS + 1, model: 'small', usd: 1 });
  await add({ atMs: TODAY - DAY_MS + 2, model: 'small', usd: 2 });
  await add({ atMs: TODAY - DAY_MS + 3, model: 'large', usd: null });
  await add({ atMs: TODAY + 1, model: 'large', usd: 10, price: 5 });
});
afterAll(async () => {
  await owner.end();
  await testing.close();
});

async function add(cost: { atMs: number; model: string; usd: number | null; price?: number; workspace?: string }): Promise<void> {
  const id = `${idAt(cost.atMs).slice(0, 14)}7${newId().slice(15)}`;
  await owner.query(
    `insert into model_cost_logs values ($1, $2, $3, 'trace', 'openai', 'chat.create', null, 'openai', $4, 100, 10, 1, $5, $5, null, $6, '2026-10-04', $7)`,
    [
      cost.workspace ?? workspaceId,
      id,
      newId(),
      cost.model,
      cost.price ?? null,
      cost.price === undefined ? null : 'https://vendor.example',
      cost.usd,
    ],
  );
}
const all = { fromMs: TODAY - 7 * DAY_MS, toMs: TODAY + DAY_MS };

test('a list is the newest first, narrowed by model and time, page by page without gaps', async () => {
  const first = await costs.list(workspaceId, {}, { limit: 3 });
  expect(first.data.map((cost) => [cost.model, cost.usd])).toEqual([
    ['large', 10],
    ['large', null],
    ['small', 2],
  ]);
  expect(first.data[0]).toMatchObject({
    price: { input: 5, cached: null, source: 'https://vendor.example', asOf: '2026-10-04' },
    inputTokens: 100,
  });
  expect(first.data[1]?.price).toBeNull();
  const second = await costs.list(workspaceId, {}, { limit: 3, cursor: first.nextCursor ?? '' });
  expect([second.data.map((cost) => cost.usd), second.nextCursor]).toEqual([[1], null]);
  expect((await costs.list(workspaceId, { model: 'small' }, { limit: 1 })).data).toHaveLength(1);
  const filtered = await costs.list(workspaceId, { model: 'small', toMs: TODAY - DAY_MS + 2 }, { limit: 5 });
  expect([filtered.data.map((cost) => cost.usd), filtered.nextCursor]).toEqual([[1], null]);
  const of = first.data[0]?.executionId ?? '';
  expect((await costs.list(workspaceId, { executionId: of }, { limit: 5 })).data).toHaveLength(1);
});

test('sums go by model and day; calls of unknown price are counted apart, never as 0 dollars', async () => {
  const { total, groups } = await costs.totals(workspaceId, { ...all, groupBy: ['model', 'day'] });
  expect(total).toEqual({ calls: 4, inputTokens: 400, outputTokens: 40, cachedTokens: 4, usd: 13, unpricedCalls: 1 });
  const day = (offset: number): string => new Date(TODAY + offset * DAY_MS).toISOString().slice(0, 10);
  expect(groups.map(({ key, calls, usd, unpricedCalls }) => [key, calls, usd, unpricedCalls])).toEqual([
    [{ provider: 'openai', model: 'large', day: day(0) }, 1, 10, 0],
    [{ provider: 'openai', model: 'small', day: day(-1) }, 2, 3, 0],
    [{ provider: 'openai', model: 'large', day: day(-1) }, 1, 0, 1],
  ]);
  expect((await costs.totals(workspaceId, { ...all, groupBy: [] })).groups).toEqual([]);
});

test('an empty range is refused, and nothing at all sums up to nothing', async () => {
  await expect(costs.totals(workspaceId, { fromMs: 5, toMs: 5, groupBy: [] })).rejects.toMatchObject({ code: 'input_invalid' });
  const { total } = await costs.totals(await createWorkspace(testing.db), { ...all, groupBy: ['model'] });
  expect(total).toMatchObject({ calls: 0, usd: 0 });
});

test('what is older than the workspace keeps is not shown', async () => {
  const brief = await createWorkspace(testing.db);
  await owner.query(`update workspaces set settings = '{"retentionDays":{"costs":2}}' where id = $1`, [brief]);
  await add({ atMs: Date.now() - 3 * DAY_MS, model: 'old', usd: 1, workspace: brief });
  await add({ atMs: Date.now() - DAY_MS, model: 'new', usd: 1, workspace: brief });
  expect((await costs.list(brief, {}, { limit: 5 })).data.map((cost) => cost.model)).toEqual(['new']);
  expect((await costs.totals(brief, { ...all, groupBy: [] })).total.calls).toBe(1);
});
