import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ROUTER_STEPS } from '@patchbay/kernel';
import type { ReceivedSpan } from '@patchbay/testing';
import pg from 'pg';
import { startTelemetryWorld, type TelemetryWorld } from './support/telemetry-world.js';

// What is exported is waited for; on a busy machine that takes a while.
jest.setTimeout(60_000);

interface Explained {
  readonly traceId: string;
  readonly traceUrl: string;
  readonly status: string;
  readonly decisions: readonly { readonly step: string }[];
  readonly attempts: readonly { readonly response?: { readonly status: number } }[];
}

let telemetry: TelemetryWorld;
beforeAll(async () => {
  telemetry = await startTelemetryWorld({
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    PATCHBAY_TRACE_URL_TEMPLATE: 'https://signoz.example.com/trace/{traceId}',
  });
});
afterAll(() => telemetry.close());

interface Called {
  readonly executionId: string;
  readonly traceId: string;
}

/** The explanation of a call that has ended. */
async function explained(executionId: string): Promise<Explained> {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { body } = await telemetry.world.call<Explained>('GET', `/api/v1/executions/${executionId}`);
    if (body.status === 'succeeded') return body;
    if (Date.now() > end) throw new Error(`the call is ${body.status}`);
  }
}

/** The call's spans, once its first and its last are there. */
function spansOf(traceId: string, last: string): Promise<ReceivedSpan[]> {
  const { receiver } = telemetry;
  return receiver.until(() => {
    const spans = receiver.spans.filter((span) => span.traceId === traceId);
    return spans.some((span) => span.kind === 'server') && spans.some((span) => span.name === last) && spans;
  });
}

test.each([
  ['sync', 'router.record', ['connector.execute', 'router.execute', 'POST', 'INSERT executions', 'UPDATE executions']],
  [
    'async',
    'process executions',
    ['connector.execute', 'send executions', 'router.execute', 'POST', 'INSERT executions', 'UPDATE executions'],
  ],
])(
  'one %s call is seen in its explanation, in Postgres, in one connected trace, in the metrics and in the log, by one trace id',
  async (mode, last, names) => {
    const { world, receiver, api } = telemetry;
    const connector = await world.connectorTo('/people', 'POST');
    const called = await world.call<Called>('POST', `/api/v1/connectors/${connector}/execute?mode=${mode}`, { body: {} });
    const { executionId, traceId } = called.body;
    expect(called.headers.get('x-trace-id')).toBe(traceId);

    const explanation = await explained(executionId);
    expect(explanation).toMatchObject({ traceId, status: 'succeeded', traceUrl: `https://signoz.example.com/trace/${traceId}` });
    expect(explanation.decisions.map(({ step }) => step)).toEqual([...ROUTER_STEPS]);
    expect(explanation.attempts).toMatchObject([{ response: { status: 200 } }]);

    const client = new pg.Client({ connectionString: api.ownerUrl });
    await client.connect();
    const { rows } = await client.query('select id, status, mode, connector_key from executions where trace_id = $1', [traceId]);
    await client.end();
    expect(rows).toEqual([{ id: executionId, status: 'succeeded', mode, connector_key: connector }]);

    const spans = await spansOf(traceId, last);
    expect(spans.map((span) => span.name)).toEqual(expect.arrayContaining(names));
    const ids = new Set(spans.map((span) => span.spanId));
    const tops = spans.filter((span) => !ids.has(span.parentSpanId));
    expect(tops).toMatchObject([{ kind: 'server', parentSpanId: '' }]);
    expect(spans.find((span) => span.name === 'connector.execute')?.attributes).toMatchObject({ 'patchbay.execution_id': executionId });
    expect(spans[0]?.resource).toMatchObject({ 'service.name': 'patchbay' });

    const counted = await receiver.until(() =>
      receiver.points.find((point) => point.metric === 'patchbay.executions' && point.attributes['patchbay.mode'] === mode),
    );
    expect(counted).toMatchObject({ attributes: { 'patchbay.connector': 'custom', 'patchbay.status': 'succeeded' }, value: 1 });

    const logged = await receiver.until(() => receiver.logs.find((log) => log.traceId === traceId && log.body === 'request'));
    const status = mode === 'sync' ? 200 : 202;
    expect(logged).toMatchObject({ severity: 'info', attributes: { route: '/api/v1/connectors/:key/execute', status } });
    expect(receiver.spans.find((span) => span.spanId === logged.spanId)).toMatchObject({ kind: 'server', traceId });
    expect(api.log()).toContain(`"traceId":"${traceId}"`);
  },
);

test('the metrics tell of calls, requests, the queue, the recorder, circuits, the pools and the event loop', async () => {
  const { world, receiver } = telemetry;
  const connector = await world.connectorTo('/people');
  await world.call('POST', `/api/v1/connectors/${connector}/execute?mode=async`, { body: {} });
  const names = [
    'patchbay.executions',
    'patchbay.execution.duration',
    'patchbay.provider.request.duration',
    'http.server.request.duration',
    'patchbay.queue.jobs',
    'patchbay.queue.oldest.age',
    'patchbay.recorder.batch.size',
    'patchbay.recorder.lag',
    'patchbay.recorder.waiting',
    'patchbay.breaker.circuits',
    'db.client.connection.count',
    'nodejs.eventloop.delay.p99',
    'nodejs.eventloop.utilization',
  ];
  await receiver.until(() => names.every((name) => receiver.points.some((point) => point.metric === name)));
  const ids = new RegExp([world.workspaceId, connector, world.marker].join('|'));
  expect(JSON.stringify(receiver.points.map((point) => point.attributes))).not.toMatch(ids);
});

test('a provider is told the trace only by a connector that opted in, and its span is the request’s', async () => {
  const { world, receiver } = telemetry;
  const definition = (sendTraceContext: boolean): object => ({
    name: `told ${String(sendTraceContext)}`,
    category: 'enrichment',
    type: 'single-step',
    config: { method: 'GET', url: `${world.provider.url}/told`, auth: { type: 'none' } },
    sendTraceContext,
  });
  const traceIds: string[] = [];
  for (const wanted of [true, false]) {
    const { body } = await world.call<{ id: string }>('POST', '/api/v1/connectors', { body: definition(wanted) });
    const answer = await world.call<{ traceId: string }>('POST', `/api/v1/connectors/${body.id}/execute`, { body: {} });
    traceIds.push(answer.body.traceId);
  }
  const [told, untold] = world.provider.requests.filter((request) => request.path === '/told');
  const [traceId] = traceIds;
  const attempt = await receiver.until(() => receiver.spans.find((span) => span.traceId === traceId && span.name === 'GET'));
  expect(told?.headers['traceparent']).toBe(`00-${traceId}-${attempt.spanId}-01`);
  expect(untold?.headers).not.toHaveProperty('traceparent');
});
