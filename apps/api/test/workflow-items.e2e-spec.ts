import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startTestApi, type TestApi } from './support/test-api.js';
import { WorkflowDesk, type Json } from './support/workflow-desk.js';

jest.setTimeout(60_000);

let api: TestApi;
let desk: WorkflowDesk;
beforeAll(async () => {
  api = await startTestApi();
  desk = await WorkflowDesk.open(api);
});
afterAll(async () => {
  await desk.world.close();
  await api.close();
});

describe('a for-each', () => {
  const each = (connector: string, rest: Json = {}): Json => ({
    start: 'each',
    nodes: [
      {
        id: 'each',
        type: 'forEach',
        items: '{{input.list}}',
        concurrency: 3,
        body: {
          start: 'send',
          nodes: [
            { id: 'send', type: 'action', connector, input: { n: '{{item}}', at: '{{index}}' } },
            { id: 'name', type: 'transform', value: 'n{{send.sent.n}}' },
          ],
          edges: [{ from: 'send', to: 'name' }],
          output: '{{name}}',
        },
        ...rest,
      },
      { id: 'after', type: 'transform', value: '{{each.results}}' },
    ],
    edges: [{ from: 'each', to: 'after' }],
    output: { counts: ['{{each.total}}', '{{each.succeeded}}', '{{each.failed}}'], results: '{{after}}' },
  });

  test('does its body for every item, so many at once, and keeps the results in order', async () => {
    let open = 0;
    let most = 0;
    const connector = await desk.poster('/each1', async (request) => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, 30));
      open -= 1;
      return { body: request.json() };
    });
    const list = Array.from({ length: 11 }, (_, i) => i * 10);
    const ended = await desk.run(each(connector), { input: { list } });
    expect(ended.output).toEqual({ counts: [11, 11, 0], results: list.map((n) => `n${n}`) });
    expect(most).toBeLessThanOrEqual(3);
    expect(desk.requestsTo('/each1')).toHaveLength(11);
    const items = await desk.world.call<{ data: { item: number; input: unknown; nodes: unknown[] }[]; pagination: { nextCursor: string } }>(
      'GET',
      `/api/v1/workflow-runs/${ended.id}/items?node=each&limit=4`,
    );
    expect(items.body.data.map(({ item, input, nodes }) => [item, input, nodes.length])).toEqual([
      [0, 0, 2],
      [1, 10, 2],
      [2, 20, 2],
      [3, 30, 2],
    ]);
  });

  test('of nothing ends at once', async () => {
    const connector = await desk.poster('/each2', { status: 200 });
    expect((await desk.run(each(connector), { input: { list: [] } })).output).toEqual({ counts: [0, 0, 0], results: [] });
  });

  test('fails with its first failed item, and a retry goes on with the items that did not succeed', async () => {
    let broken = true;
    const connector = await desk.poster('/each3', (request) => {
      const { sent } = request.json() as { sent: { n: number } };
      return broken && sent.n === 3 ? { status: 422 } : { body: { sent } };
    });
    const failed = await desk.run(each(connector, { concurrency: 1 }), { input: { list: [1, 2, 3, 4, 5] }, status: 'failed' });
    expect(failed.error).toMatchObject({ code: 'provider_rejected', nodeId: 'each' });
    broken = false;
    await desk.act(failed.id, 'retry');
    const ended = await desk.world.untilRun(failed.id, 'succeeded');
    expect(ended.output).toEqual({ counts: [5, 5, 0], results: ['n1', 'n2', 'n3', 'n4', 'n5'] });
    expect(desk.requestsTo('/each3').map((request) => (request.json() as { sent: { n: number } }).sent.n)).toEqual([1, 2, 3, 3, 4, 5]);
  });

  test('counts failed items and goes on with continueOnError', async () => {
    const connector = await desk.poster('/each4', (request) => {
      const { sent } = request.json() as { sent: { n: number } };
      return sent.n % 2 === 0 ? { status: 422 } : { body: { sent } };
    });
    const ended = await desk.run(each(connector, { continueOnError: true }), { input: { list: [1, 2, 3, 4] } });
    expect(ended.output).toEqual({ counts: [4, 2, 2], results: ['n1', null, 'n3', null] });
  });

  test('of what is no list fails', async () => {
    const connector = await desk.poster('/each5', { status: 200 });
    expect((await desk.run(each(connector), { input: { list: 'abc' }, status: 'failed' })).error).toMatchObject({
      code: 'template_invalid',
      nodeId: 'each',
    });
  });
});

describe('many runs', () => {
  test('are listed by workflow and state in stable pages, and acted on by filter', async () => {
    const workflow = await desk.save({ start: 'a', nodes: [{ id: 'a', type: 'transform', value: '{{input.x}}' }] });
    const ids = [];
    for (let i = 0; i < 5; i += 1) ids.push(await desk.start(workflow, { input: i % 2 === 0 ? {} : { x: 1 } }));
    await Promise.all(ids.map((id, i) => desk.world.untilRun(id, i % 2 === 0 ? 'failed' : 'succeeded')));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { data: { id: string }[]; pagination: { nextCursor: string | null } } } = await desk.world.call(
        'GET',
        `/api/v1/workflows/${workflow}/runs?status=failed&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...body.data.map(({ id }) => id));
      cursor = body.pagination.nextCursor;
    }
    expect(seen).toEqual([ids[4], ids[2], ids[0]]);
    const done = await desk.world.call<{ done: { runId: string }[]; refused: { code: string }[]; more: boolean }>(
      'POST',
      '/api/v1/workflow-runs/bulk',
      {
        body: { action: 'cancel', filter: { workflowId: workflow, status: 'failed' } },
      },
    );
    expect(done.body).toMatchObject({ done: [], more: false });
    expect(done.body.refused.map(({ code }) => code)).toEqual(['illegal_state', 'illegal_state', 'illegal_state']);
  });
});
