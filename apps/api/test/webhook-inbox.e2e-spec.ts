import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi, type Answer, type TestApi } from './support/test-api.js';
import { World } from './support/world.js';

interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}
interface EventView {
  readonly status: string;
  readonly runId: string | null;
  readonly reason: { code: string; message: string } | null;
  readonly headers: Record<string, string>;
  readonly body: string;
}
interface Taken {
  readonly eventId: string;
  readonly duplicate: boolean;
  readonly code?: string;
}

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await World.create(api);
}, 60_000);
afterAll(async () => {
  await world.close();
  await api.close();
});

async function endpointOf(trigger: object, inputSchema: object = { type: 'object' }): Promise<{ endpoint: Endpoint; workflowId: string }> {
  const definition = {
    name: randomUUID(),
    inputSchema,
    triggers: [{ id: 'in', type: 'webhook', ...trigger }],
    start: 'note',
    nodes: [{ id: 'note', type: 'transform', value: '{{input}}' }],
    output: '{{note}}',
  };
  const { body: workflow } = await world.call<{ id: string }>('POST', '/api/v1/workflows', { body: { definition } });
  const body = { workflowId: workflow.id, triggerId: 'in', scheme: 'hmac-sha256', options: { eventIdHeader: 'X-Event-Id' } };
  const { body: endpoint } = await world.call<Endpoint>('POST', '/api/v1/webhook-endpoints', { body });
  return { endpoint, workflowId: workflow.id };
}

/** Delivers as a sender does: to the address, with a signature and no credential of ours. */
function deliver(endpoint: Endpoint, raw: string, headers: Record<string, string> = {}): Promise<Answer<Taken>> {
  const signature = createHmac('sha256', endpoint.secret).update(raw).digest('hex');
  return api.call<Taken>('POST', `/api/v1/webhooks/in/${endpoint.id}`, {
    key: null,
    raw,
    headers: { 'x-signature': signature, ...headers },
  });
}

async function settled(eventId: string): Promise<EventView> {
  for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 30))) {
    const { body } = await world.call<EventView>('GET', `/api/v1/webhook-events/${eventId}`);
    if (body.status !== 'stored') return body;
    if (Date.now() > end) throw new Error(`the event is still stored: ${JSON.stringify(body)}`);
  }
}

async function runCount(workflowId: string): Promise<number> {
  const { body } = await world.call<{ data: unknown[] }>('GET', `/api/v1/workflow-runs?workflowId=${workflowId}&limit=200`);
  return body.data.length;
}

test('a signed event is stored, answered and starts one run with the trigger’s input', async () => {
  const { endpoint, workflowId } = await endpointOf({
    input: { order: '{{event.body.order.id}}', topic: '{{event.headers.x-event-type}}' },
  });
  expect(endpoint.url).toMatch(new RegExp(`/api/v1/webhooks/in/${endpoint.id}$`));
  const { status, body } = await deliver(endpoint, '{"order": {"id": 7}}', {
    'x-event-type': 'order.paid',
    authorization: 'Bearer secret-of-sender',
  });
  expect({ status, body }).toMatchObject({ status: 202, body: { duplicate: false } });
  const event = await settled(body.eventId);
  expect(event).toMatchObject({ status: 'started', body: '{"order": {"id": 7}}', headers: { 'x-event-type': 'order.paid' } });
  expect(JSON.stringify(event)).not.toMatch(/secret-of-sender|x-signature/);
  const run = (await world.untilRun(event.runId ?? '', 'succeeded')) as unknown as { output: unknown; trigger: unknown };
  expect(run.output).toEqual({ order: 7, topic: 'order.paid' });
  expect(await runCount(workflowId)).toBe(1);
});

test('the same event again starts nothing: by the sender’s id, or by its bytes', async () => {
  const { endpoint, workflowId } = await endpointOf({});
  const first = await deliver(endpoint, '{"n":1}', { 'x-event-id': 'e-1' });
  const again = await deliver(endpoint, '{"n":2}', { 'x-event-id': 'e-1' });
  expect(again.body).toEqual({ eventId: first.body.eventId, duplicate: true });
  const bytes = await Promise.all(Array.from({ length: 10 }, () => deliver(endpoint, '{"n":3}')));
  expect(new Set(bytes.map(({ body }) => body.eventId)).size).toBe(1);
  expect(bytes.filter(({ body }) => !body.duplicate)).toHaveLength(1);
  await settled(first.body.eventId);
  await settled(bytes[0]?.body.eventId ?? '');
  expect(await runCount(workflowId)).toBe(2);
});

test('what is not signed rightly leaves no trace, whatever its body', async () => {
  const { endpoint } = await endpointOf({});
  const wrong = await deliver({ ...endpoint, secret: 'another-secret' }, '{"a":1}');
  expect(wrong).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  expect(await deliver({ ...endpoint, secret: 'another-secret' }, '{"broken')).toMatchObject({ status: 401 });
  expect(await deliver({ ...endpoint, id: randomUUID() }, '{}')).toMatchObject({ status: 404 });
  const { body } = await world.call<{ data: unknown[] }>('GET', `/api/v1/webhook-events?endpointId=${endpoint.id}`);
  expect(body.data).toEqual([]);
  await world.call('PATCH', `/api/v1/webhook-endpoints/${endpoint.id}`, { body: { enabled: false } });
  expect(await deliver(endpoint, '{}')).toMatchObject({ status: 404 });
});

test('an old secret is refused once there is a new one', async () => {
  const { endpoint } = await endpointOf({});
  const { body: rotated } = await world.call<Endpoint>('POST', `/api/v1/webhook-endpoints/${endpoint.id}/rotate`, { body: {} });
  expect(rotated.secret).not.toBe(endpoint.secret);
  expect((await deliver(endpoint, '{}')).status).toBe(401);
  expect((await deliver(rotated, '{}')).status).toBe(202);
  const { body } = await world.call('GET', `/api/v1/webhook-endpoints?workflowId=${(await endpointOf({})).workflowId}`);
  expect(JSON.stringify(body)).not.toContain('secret');
});

test('an event that cannot begin a run is dead with its reason, and can be replayed once that is mended', async () => {
  const { endpoint, workflowId } = await endpointOf({}, { type: 'object', required: ['email'], properties: { email: { type: 'string' } } });
  const { body } = await deliver(endpoint, '{"mail":"x"}');
  expect(await settled(body.eventId)).toMatchObject({
    status: 'dead',
    runId: null,
    reason: { code: 'input_invalid', message: expect.stringContaining('email') },
  });
  expect(await runCount(workflowId)).toBe(0);
  const { body: workflow } = await world.call<{ definition: object }>('GET', `/api/v1/workflows/${workflowId}`);
  await world.call('PUT', `/api/v1/workflows/${workflowId}`, {
    body: { definition: { ...workflow.definition, inputSchema: { type: 'object' } } },
  });
  expect((await world.call('POST', `/api/v1/webhook-events/${body.eventId}/replay`)).status).toBe(202);
  expect(await settled(body.eventId)).toMatchObject({ status: 'started', reason: null });
  expect(await runCount(workflowId)).toBe(1);
});

test('a trigger takes only events for which its condition holds; forms and texts are read too', async () => {
  const { endpoint } = await endpointOf({ when: '{{event.body.kind}} === "paid"', input: { kind: '{{event.body.kind}}' } });
  const ignored = await deliver(endpoint, '{"kind":"open"}');
  expect(await settled(ignored.body.eventId)).toMatchObject({ status: 'ignored', runId: null });
  const form = await deliver(endpoint, 'kind=paid&x=1', { 'content-type': 'application/x-www-form-urlencoded' });
  expect(await settled(form.body.eventId)).toMatchObject({ status: 'started' });
  const { body } = await world.call<{ data: { status: string }[] }>(
    'GET',
    `/api/v1/webhook-events?endpointId=${endpoint.id}&status=ignored`,
  );
  expect(body.data).toHaveLength(1);
});

test('Slack’s question is answered when it is signed', async () => {
  const { workflowId } = await endpointOf({});
  const { body: workflow } = await world.call<{ definition: { triggers: object[] } }>('GET', `/api/v1/workflows/${workflowId}`);
  const definition = { ...workflow.definition, triggers: [...workflow.definition.triggers, { id: 'slack', type: 'webhook' }] };
  await world.call('PUT', `/api/v1/workflows/${workflowId}`, { body: { definition } });
  const created = { workflowId, triggerId: 'slack', scheme: 'slack', secret: 'slack-signing-secret' };
  const { body: endpoint } = await world.call<Endpoint>('POST', '/api/v1/webhook-endpoints', { body: created });
  const raw = '{"type":"url_verification","challenge":"3eZbrw1a"}';
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = `v0=${createHmac('sha256', 'slack-signing-secret').update(`v0:${timestamp}:${raw}`).digest('hex')}`;
  const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
  const { status, text } = await api.call('POST', `/api/v1/webhooks/in/${endpoint.id}`, { key: null, raw, headers });
  expect({ status, text }).toEqual({ status: 200, text: '{"challenge":"3eZbrw1a"}' });
});

test('another workspace sees neither the address nor its events', async () => {
  const { endpoint, workflowId } = await endpointOf({});
  const { body } = await deliver(endpoint, '{"private":1}');
  const other = await World.create(api);
  expect((await other.call('GET', `/api/v1/webhook-events/${body.eventId}`)).status).toBe(404);
  expect((await other.call('GET', `/api/v1/webhook-endpoints?workflowId=${workflowId}`)).body).toMatchObject({ data: [] });
  expect((await other.call('DELETE', `/api/v1/webhook-endpoints/${endpoint.id}`)).status).toBe(404);
  await other.close();
});
