import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collectorAvailable, startCollector, startOtlpReceiver, type Collector, type OtlpReceiver } from '@patchbay/testing';
import { startTelemetryWorld, type TelemetryWorld } from './support/telemetry-world.js';

const SECRETS = {
  authorization: 'Bearer abcdefgh12345678',
  'http.request.header.x-api-key': 'k-1234',
  'url.full': 'https://api.example.com/?q=ada',
  note: 'ask ada@example.com',
  dsn: 'postgres://user:hunter2@db/app',
  key: 'sk-live-0123456789abcdef',
};

/** One span by hand, as another service's instrumentation might send it. */
function spanOf(attributes: Readonly<Record<string, string>>, code: number): object {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    resourceSpans: [
      {
        resource: { attributes: [] },
        scopeSpans: [
          {
            scope: { name: 'elsewhere' },
            spans: [
              {
                traceId: randomBytes(16).toString('hex'),
                spanId: randomBytes(8).toString('hex'),
                name: 'elsewhere',
                kind: 1,
                startTimeUnixNano: String(now),
                endTimeUnixNano: String(now + 1_000_000n),
                attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
                status: { code },
              },
            ],
          },
        ],
      },
    ],
  };
}

const suite = collectorAvailable ? describe : describe.skip;
suite('the real collector with otel-collector.yaml (build it once: node scripts/testing/build-collector.mjs)', () => {
  let behind: OtlpReceiver;
  let collector: Collector;
  let telemetry: TelemetryWorld;
  beforeAll(async () => {
    behind = await startOtlpReceiver();
    collector = await startCollector({ SIGNOZ_ENDPOINT: behind.url, TAIL_DECISION_WAIT: '1s', TAIL_SHARE_PERCENT: '0' });
    telemetry = await startTelemetryWorld({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  }, 90_000);
  afterAll(async () => {
    await telemetry.close();
    await collector.close();
    await behind.close();
  });

  test('a failed call is kept whole, an ordinary one is not, and metrics and logs pass', async () => {
    const { world } = telemetry;
    world.provider.on('GET /broken', () => ({ status: 422, body: {} }));
    const [fine, broken] = [await world.connectorTo('/people'), await world.connectorTo('/broken')];
    const ordinary = await world.call('POST', `/api/v1/connectors/${fine}/execute`, { body: {} });
    const failed = await world.call('POST', `/api/v1/connectors/${broken}/execute`, { body: {} });
    const [ordinaryId, failedId] = [ordinary, failed].map((answer) => answer.headers.get('x-trace-id'));
    await behind.until(() => behind.spans.filter((span) => span.traceId === failedId).some((span) => span.kind === 'server'), 20_000);
    const names = behind.spans.filter((span) => span.traceId === failedId).map((span) => span.name);
    expect(names).toEqual(expect.arrayContaining(['connector.execute', 'router.execute', 'GET', 'INSERT executions']));
    expect(behind.spans.filter((span) => span.traceId === ordinaryId)).toEqual([]);
    await behind.until(() => behind.points.some((point) => point.metric === 'patchbay.executions'));
    await behind.until(() => behind.logs.some((log) => log.traceId === ordinaryId && log.body === 'request'));
  }, 40_000);

  test('secrets and personal data that others’ spans carry do not come out', async () => {
    const sent = await fetch(`${collector.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(spanOf({ ...SECRETS, 'patchbay.connector': 'pipedrive' }, 2)),
    });
    expect(sent.status).toBe(200);
    const span = await behind.until(() => behind.spans.find(({ name }) => name === 'elsewhere'), 20_000);
    expect(span.attributes['patchbay.connector']).toBe('pipedrive');
    expect(JSON.stringify(span.attributes)).not.toMatch(/abcdefgh|k-1234|q=ada|ada@|hunter2|0123456789/);
    expect(collector.log()).not.toMatch(/error/i);
  }, 40_000);
});
