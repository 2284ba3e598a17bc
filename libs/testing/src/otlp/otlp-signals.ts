import { SIGNALS, type Signal } from './otlp-schema.js';

export type Attributes = Readonly<Record<string, unknown>>;

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: a root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes: Attributes;
  readonly failed: boolean;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly durationMs: number;
  readonly scope: string;
  readonly resource: Attributes;
}

export interface ReceivedLog {
  readonly severity: string;
  readonly body: unknown;
  readonly attributes: Attributes;
  readonly traceId: string;
  readonly spanId: string;
}

export interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly attributes: Attributes;
  /** The value, or a histogram's sum. */
  readonly value: number;
  /** Of a histogram: how many values. */
  readonly count: number;
}

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

type Json = Record<string, unknown>;

interface Placed {
  readonly item: Json;
  readonly scope: string;
  readonly resource: Attributes;
}

/** In: an export request in OTLP's JSON shape. Out: its items, each with where it came from. */
function itemsOf(signal: Signal, request: Json): Placed[] {
  const names = SIGNALS[signal];
  return list(request[names.resources]).flatMap((resource) =>
    list(resource[names.scopes]).flatMap((scope) =>
      list(scope[names.items]).map((item) => ({
        item,
        scope: text((scope['scope'] as Json | undefined)?.['name']),
        resource: attributesOf((resource['resource'] as Json | undefined)?.['attributes']),
      })),
    ),
  );
}

export function spansOf(request: Json): ReceivedSpan[] {
  return itemsOf('traces', request).map(({ item, scope, resource }) => ({
    traceId: text(item['traceId']),
    spanId: text(item['spanId']),
    parentSpanId: text(item['parentSpanId']),
    name: text(item['name']),
    kind: KINDS[Number(item['kind'] ?? 0)] ?? 'unspecified',
    attributes: attributesOf(item['attributes']),
    failed: Number((item['status'] as Json | undefined)?.['code'] ?? 0) === 2,
    links: list(item['links']).map((link) => ({ traceId: text(link['traceId']), spanId: text(link['spanId']) })),
    events: list(item['events']).map((event) => ({ name: text(event['name']), attributes: attributesOf(event['attributes']) })),
    durationMs: Number(BigInt(text(item['endTimeUnixNano']) || 0) - BigInt(text(item['startTimeUnixNano']) || 0)) / 1e6,
    scope,
    resource,
  }));
}

export function logsOf(request: Json): ReceivedLog[] {
  return itemsOf('logs', request).map(({ item }) => ({
    severity: text(item['severityText']),
    body: valueOf(item['body']),
    attributes: attributesOf(item['attributes']),
    traceId: text(item['traceId']),
    spanId: text(item['spanId']),
  }));
}

export function pointsOf(request: Json): ReceivedPoint[] {
  return itemsOf('metrics', request).flatMap(({ item }) =>
    (['gauge', 'sum', 'histogram'] as const).flatMap((kind) =>
      list((item[kind] as Json | undefined)?.['dataPoints']).map((point) => ({
        metric: text(item['name']),
        unit: text(item['unit']),
        kind,
        attributes: attributesOf(point['attributes']),
        value: Number(point['asDouble'] ?? point['asInt'] ?? point['sum'] ?? 0),
        count: Number(point['count'] ?? 0),
      })),
    ),
  );
}

function attributesOf(pairs: unknown): Attributes {
  return Object.fromEntries(list(pairs).map((pair) => [text(pair['key']), valueOf(pair['value'])]));
}

function valueOf(value: unknown): unknown {
  const [kind, inner] = Object.entries((value ?? {}) as Json)[0] ?? [];
  if (kind === 'intValue') return Number(inner);
  if (kind === 'arrayValue') return list((inner as Json)['values']).map(valueOf);
  if (kind === 'kvlistValue') return attributesOf((inner as Json)['values']);
  return inner;
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
