import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { EventStream, type StreamEvent } from './support/event-stream.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { WorkflowDesk } from './support/workflow-desk.js';

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

const watch = (headers: Record<string, string> = {}): Promise<EventStream> =>
  EventStream.open(`${api.url}/api/v1/executions/stream`, { authorization: `Bearer ${desk.world.key}`, ...headers });
const TWO_TEXTS = {
  start: 'one',
  nodes: [
    { id: 'one', type: 'transform', value: 1 },
    { id: 'two', type: 'transform', value: 2 },
  ],
  edges: [{ from: 'one', to: 'two' }],
};
const PAUSE = { start: 'pause', nodes: [{ id: 'pause', type: 'delay', seconds: 3_600 }] };
const is =
  (runId: string, status: string) =>
  ({ event, data }: StreamEvent): boolean =>
    event === 'workflow-run' && data.runId === runId && data.status === status;

test('the stream tells how runs of workflows move, and nothing of another workspace’s', async () => {
  const stranger = await WorkflowDesk.open(api);
  const stream = await watch();
  const foreign = await stranger.run(TWO_TEXTS);
  const run = await desk.run(TWO_TEXTS);
  const end = await stream.until(is(run.id, 'succeeded'));
  expect(Number(end.id)).toBeGreaterThan(Date.now() - 30_000);
  expect(stream.events.filter(({ data }) => data.runId === run.id).map(({ data }) => data.status)).toContain('running');
  expect(stream.events.map(({ data }) => data.runId)).not.toContain(foreign.id);
  stream.close();
  await stranger.world.close();
});

test('a cancelled run, one that goes on, and one that waits are told', async () => {
  const stream = await watch();
  const id = await desk.start(await desk.save(PAUSE));
  await stream.until(is(id, 'running'));
  await desk.act(id, 'cancel');
  await stream.until(is(id, 'cancelled'));
  stream.events.length = 0;
  await desk.act(id, 'retry');
  await stream.until(is(id, 'running'));
  await desk.act(id, 'cancel');
  stream.close();
});

test('who was away is told by the rows what ended meanwhile, and what is under way', async () => {
  const stream = await watch();
  const seen = await desk.run(TWO_TEXTS);
  const last = await stream.until(is(seen.id, 'succeeded'));
  stream.close();
  const waiting = await desk.start(await desk.save(PAUSE));
  const ended = await desk.run(TWO_TEXTS);
  const resumed = await watch({ 'last-event-id': last.id ?? '' });
  await resumed.until(is(ended.id, 'succeeded'));
  await resumed.until(is(waiting, 'running'));
  expect(resumed.events.filter(({ event }) => event === 'reset')).toEqual([]);
  resumed.close();
  await desk.act(waiting, 'cancel');
});
