import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SIMULATOR_KEY } from '@patchbay/simulator';
import pg from 'pg';
import { PRICES as CLAUDE } from '../../../connectors/ai/anthropic/actions/prices.js';
import { PRICES as GPT } from '../../../connectors/ai/openai/actions/prices.js';
import { startTestApi, type TestApi } from './support/test-api.js';

interface Cost {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number | null;
  readonly price: {
    readonly input: number | null;
    readonly output: number | null;
    readonly source: string | null;
    readonly asOf: string | null;
  } | null;
}

let api: TestApi;
let owner: pg.Client;
beforeAll(async () => {
  api = await startTestApi({ PATCHBAY_SIMULATOR: 'true', PATCHBAY_EGRESS_ALLOW: '' });
  owner = new pg.Client({ connectionString: api.ownerUrl });
  await owner.connect();
  const openai = { type: 'bearer', token: SIMULATOR_KEY };
  const anthropic = { type: 'api_key', apiKey: SIMULATOR_KEY };
  for (const [connector, auth] of Object.entries({ openai, anthropic })) {
    const { status, text } = await api.call('POST', '/api/v1/connections', { body: { connector, name: connector, auth } });
    if (status !== 201) throw new Error(text);
  }
}, 60_000);
afterAll(async () => {
  await owner.end();
  await api.close();
});

const messages = [{ role: 'user', content: 'How many engines has a glider?' }];

/** Calls a model. Out: the call's execution. */
async function call(connector: string, action: string, input: object): Promise<string> {
  const answer = await api.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`, { body: { action, input } });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.executionId;
}

async function costOf(executionId: string): Promise<Cost> {
  const { body } = await api.call<{ data: Cost[] }>('GET', `/api/v1/costs?executionId=${executionId}`);
  expect(body.data).toHaveLength(1);
  return body.data[0] as Cost;
}

const PRICED = [
  ['openai', 'chat.create', { model: 'gpt-5-mini', messages }, GPT],
  ['openai', 'embedding.create', { model: 'text-embedding-3-small', texts: ['glider'] }, GPT],
  ['anthropic', 'message.create', { model: 'claude-sonnet-5-5', messages }, CLAUDE],
] as const;

test.each(PRICED)('a call of %s %s has one row, priced by the dated list', async (connector, action, input, list) => {
  const id = await call(connector, action, input);
  const cost = await costOf(id);
  const price = list.models[input.model];
  if (!price) throw new Error('the list has no such model');
  expect(cost).toMatchObject({
    provider: connector,
    model: input.model,
    price: { input: price.input, output: price.output, source: list.source, asOf: list.asOf },
  });
  expect(cost.inputTokens).toBeGreaterThan(0);
  expect(cost.usd).toBeCloseTo((cost.inputTokens * price.input + cost.outputTokens * price.output) / 1e6, 9);
  const { rows } = await owner.query('select model, usd::float8 as usd, price_source from model_cost_logs where execution_id = $1', [id]);
  expect(rows).toEqual([{ model: input.model, usd: cost.usd, price_source: list.source }]);
  const { body } = await api.call<{ costs: { usd: number }[] }>('GET', `/api/v1/executions/${id}`);
  expect(body.costs).toMatchObject([{ usd: cost.usd }]);
});

test('a model that no list names costs null, never 0, and sums say so', async () => {
  const id = await call('openai', 'chat.create', { model: 'omni-moderation-latest', messages });
  expect(await costOf(id)).toMatchObject({ model: 'omni-moderation-latest', usd: null });
  const { rows } = await owner.query('select usd from model_cost_logs where execution_id = $1', [id]);
  expect(rows).toEqual([{ usd: null }]);
  const { body } = await api.call<{ groups: { key: { model: string }; calls: number; unpricedCalls: number; usd: number | null }[] }>(
    'GET',
    '/api/v1/costs/totals?groupBy=model',
  );
  expect(body.groups.find(({ key }) => key.model === 'omni-moderation-latest')).toMatchObject({ calls: 1, unpricedCalls: 1 });
});

test('a call that the provider refuses costs nothing', async () => {
  const body = { action: 'chat.create', input: { model: 'no-such-model', messages } };
  const answer = await api.call<{ executionId: string }>('POST', '/api/v1/connectors/openai/execute', { body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect((await api.call<{ data: unknown[] }>('GET', `/api/v1/costs?executionId=${answer.body.executionId}`)).body.data).toEqual([]);
});
