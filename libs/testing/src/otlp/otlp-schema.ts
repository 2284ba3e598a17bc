import type { Field, MessageSchema } from './protobuf.js';

/* Field numbers of opentelemetry-proto 1.9 (https://github.com/open-telemetry/opentelemetry-proto): the parts a test looks at. */

const message = (fields: Readonly<Record<number, Field>>): MessageSchema =>
  new Map(Object.entries(fields).map(([number, field]) => [Number(number), field]));
const one = (name: string, kind: Field['kind']): Field => ({ name, kind });
const many = (name: string, kind: Field['kind']): Field => ({ name, kind, repeated: true });

const ANY_VALUE: MessageSchema = message({
  1: one('stringValue', 'string'),
  2: one('boolValue', 'bool'),
  3: one('intValue', 'uint'),
  4: one('doubleValue', 'double'),
  5: one('arrayValue', () => message({ 1: many('values', () => ANY_VALUE) })),
  6: one('kvlistValue', () => message({ 1: many('values', () => KEY_VALUE) })),
  7: one('bytesValue', 'bytes'),
});
const KEY_VALUE: MessageSchema = message({ 1: one('key', 'string'), 2: one('value', () => ANY_VALUE) });

const RESOURCE = message({ 1: many('attributes', KEY_VALUE) });
const SCOPE = message({ 1: one('name', 'string'), 2: one('version', 'string') });

const EVENT = message({ 1: one('timeUnixNano', 'fixed64'), 2: one('name', 'string'), 3: many('attributes', KEY_VALUE) });
const LINK = message({
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  3: one('traceState', 'string'),
  4: many('attributes', KEY_VALUE),
});
const SPAN = message({
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  3: one('traceState', 'string'),
  4: one('parentSpanId', 'hex'),
  5: one('name', 'string'),
  6: one('kind', 'uint'),
  7: one('startTimeUnixNano', 'fixed64'),
  8: one('endTimeUnixNano', 'fixed64'),
  9: many('attributes', KEY_VALUE),
  11: many('events', EVENT),
  13: many('links', LINK),
  15: one('status', message({ 2: one('message', 'string'), 3: one('code', 'uint') })),
});

const LOG_RECORD = message({
  1: one('timeUnixNano', 'fixed64'),
  2: one('severityNumber', 'uint'),
  3: one('severityText', 'string'),
  5: one('body', ANY_VALUE),
  6: many('attributes', KEY_VALUE),
  9: one('traceId', 'hex'),
  10: one('spanId', 'hex'),
});

const NUMBER_POINT = message({ 4: one('asDouble', 'double'), 6: one('asInt', 'sfixed64'), 7: many('attributes', KEY_VALUE) });
const HISTOGRAM_POINT = message({
  4: one('count', 'fixed64'),
  5: one('sum', 'double'),
  6: many('bucketCounts', 'fixed64'),
  7: many('explicitBounds', 'double'),
  9: many('attributes', KEY_VALUE),
  11: one('min', 'double'),
  12: one('max', 'double'),
});
const points = (kind: MessageSchema): MessageSchema => message({ 1: many('dataPoints', kind) });
const METRIC = message({
  1: one('name', 'string'),
  2: one('description', 'string'),
  3: one('unit', 'string'),
  5: one('gauge', points(NUMBER_POINT)),
  7: one('sum', points(NUMBER_POINT)),
  9: one('histogram', points(HISTOGRAM_POINT)),
});

/** Request → resources → scopes → items, alike for the three signals. */
const request = (names: { resources: string; scopes: string; items: string }, item: MessageSchema): MessageSchema =>
  message({
    1: many(
      names.resources,
      message({ 1: one('resource', RESOURCE), 2: many(names.scopes, message({ 1: one('scope', SCOPE), 2: many(names.items, item) })) }),
    ),
  });

export const SIGNALS = {
  traces: { resources: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' },
  metrics: { resources: 'resourceMetrics', scopes: 'scopeMetrics', items: 'metrics' },
  logs: { resources: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords' },
} as const;
export type Signal = keyof typeof SIGNALS;

export const REQUESTS: Readonly<Record<Signal, MessageSchema>> = {
  traces: request(SIGNALS.traces, SPAN),
  metrics: request(SIGNALS.metrics, METRIC),
  logs: request(SIGNALS.logs, LOG_RECORD),
};
