import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ROUTER_STEPS } from '@patchbay/kernel';
import { pathOf, type ReceivedSpan } from '@patchbay/testing';
import { startTelemetryWorld, type TelemetryWorld } from './support/telemetry-world.js';

// What is exported is waited for; on a busy machine that takes a while.
jest.setTimeout(60_000);

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER_SPAN = '00f067aa0ba902b7';

let telemetry: TelemetryWorld;
beforeAll(async () => {
  telemetry = await startTelemetryWorld({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });
});
afterAll(() => telemetry.close());

/** The spans of a trace once `last` is among them and its parent arrived too. */
async function treeOf(traceId: string, last: string): Promise<ReceivedSpan[]> {
  const { receiver } = telemetry;
  return receiver.until(() => {
    const spans = receiver.spans.filter((span) => span.traceId === traceId);
    return spans.some((span) => span.name === last) && spans.some((span) => span.kind === 'server') && spans;
  });
}

const named = (spans: readonly ReceivedSpan[], name: string): ReceivedSpan => {
  const found = spans.find((span) => span.name === name);
  if (!found) throw new Error(`no span ${name} among ${spans.map((span) => span.name).join(', ')}`);
  return found;
};

/** Every span but one hangs below another of the same trace. */
function expectOneTree(spans: readonly ReceivedSpan[], rootParent = ''): void {
  const ids = new Set(spans.map((span) => span.spanId));
  const tops = spans.filter((span) => !ids.has(span.parentSpanId));
  expect(tops.map((span) => [span.kind, span.parentSpanId])).toEqual([['server', rootParent]]);
}

test('a call is one connected tree from the caller to the provider and the commit', async () => {
  const { world } = telemetry;
  const connector = await world.connectorTo('/people?email=ada@example.com', 'POST');
  const { body, headers } = await world.call<{ traceId: string; executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`, {
    body: { input: { note: 'private' } },
    headers: { traceparent: `00-${TRACE}-${CALLER_SPAN}-01` },
  });
  expect([body.traceId, headers.get('x-trace-id')]).toEqual([TRACE, TRACE]);
  const spans = await treeOf(TRACE, 'router.record');
  expectOneTree(spans, CALLER_SPAN);
  const call = ['POST /api/v1/connectors/:key/execute', 'connector.execute'];
  for (const step of ROUTER_STEPS) expect(pathOf(named(spans, `router.${step}`), spans)).toEqual([...call, `router.${step}`]);
  expect(pathOf(named(spans, 'POST'), spans)).toEqual([...call, 'router.execute', 'POST']);
  expect(named(spans, 'POST').attributes).toEqual({
    'http.request.method': 'POST',
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(world.provider.url).port),
    'http.response.status_code': 200,
  });
  expect(pathOf(named(spans, 'INSERT executions'), spans)).toEqual([
    ...call,
    'router.intent',
    'write execution records',
    'INSERT executions',
  ]);
  expect(named(spans, 'INSERT executions')).toMatchObject({ kind: 'client', attributes: { 'db.system.name': 'postgresql' } });
  expect(named(spans, 'connector.execute').attributes).toMatchObject({
    'patchbay.execution_id': body.executionId,
    'patchbay.workspace_id': world.workspaceId,
    'patchbay.status': 'succeeded',
  });
  expect(named(spans, call[0] ?? '').attributes).toMatchObject({
    'http.route': '/api/v1/connectors/:key/execute',
    'http.response.status_code': 200,
  });
  expect(JSON.stringify(spans)).not.toMatch(/ada@example|private|\/people/);
});

test('an accepted call goes on in the worker, in the same trace', async () => {
  const { world } = telemetry;
  const connector = await world.connectorTo('/people');
  const { body } = await world.call<{ traceId: string; executionId: string }>(
    'POST',
    `/api/v1/connectors/${connector}/execute?mode=async`,
    {
      body: {},
    },
  );
  const spans = await telemetry.receiver.until(() => {
    const mine = telemetry.receiver.spans.filter((span) => span.traceId === body.traceId);
    return mine.some((span) => span.name === 'process executions') && mine.some((span) => span.kind === 'server') && mine;
  });
  expectOneTree(spans);
  const path = ['POST /api/v1/connectors/:key/execute', 'connector.execute', 'router.replay', 'send executions', 'process executions'];
  expect(pathOf(named(spans, 'process executions'), spans)).toEqual(path);
  expect(pathOf(named(spans, 'GET'), spans)).toEqual([...path, 'connector.execute', 'router.execute', 'GET']);
  expect(named(spans, 'process executions')).toMatchObject({
    kind: 'consumer',
    attributes: { 'messaging.destination.name': 'executions', 'messaging.message.id': body.executionId },
  });
  expect(named(spans, 'send executions').kind).toBe('producer');
});

test('a failed call is marked on the way up, by codes', async () => {
  const { world } = telemetry;
  world.provider.on('GET /broken', () => ({ status: 422, body: { error: 'Ada is unknown' } }));
  const connector = await world.connectorTo('/broken');
  const { headers } = await world.call('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
  const spans = await treeOf(headers.get('x-trace-id') ?? '', 'router.record');
  expect(spans.filter((span) => span.failed).map((span) => [span.name, span.attributes['error.type']])).toEqual(
    expect.arrayContaining([
      ['GET', '422'],
      ['router.execute', 'provider_rejected'],
      ['connector.execute', 'provider_rejected'],
    ]),
  );
  expect(JSON.stringify(spans)).not.toContain('Ada');
});

test('a caller that does not sample is not sampled here, nor in the worker', async () => {
  const { world, receiver } = telemetry;
  const connector = await world.connectorTo('/people');
  const unsampled = 'b'.repeat(32);
  const call = (mode: string): Promise<unknown> =>
    world.call('POST', `/api/v1/connectors/${connector}/execute?mode=${mode}`, {
      body: {},
      headers: { traceparent: `00-${unsampled}-${CALLER_SPAN}-00` },
    });
  const before = world.provider.requests.length;
  await call('sync');
  await call('async');
  await world.provider.received(before + 2);
  const after = await world.call<{ traceId: string }>('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
  await treeOf(after.body.traceId, 'router.record');
  expect(receiver.spans.filter((span) => span.traceId === unsampled)).toEqual([]);
});
