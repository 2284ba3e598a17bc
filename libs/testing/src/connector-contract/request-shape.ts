import { canonicalJson } from '@patchbay/kernel';
import type { Exchange } from './reply-file.js';
import { mediaType, type SentRequest } from './sent-request.js';

/** The router's own keys are version 8 ids of one variant and differ from run to run. */
const PROVIDER_KEY = /\b[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}\b/g;

export type RecordedRequest = Exchange['request'];

/** A sent request in the form recordings have. `host` is named only when it is not the base URL's. */
export function shapeOf(request: SentRequest, baseHost: string): RecordedRequest {
  const url = new URL(request.url);
  const query = grouped(url.searchParams);
  const body = bodyOf(request);
  return {
    method: request.method,
    path: url.pathname,
    ...(url.host === baseHost ? {} : { host: url.host }),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(body === undefined ? {} : { body }),
  };
}

/** Body as a recording holds it: JSON, form fields, or text without its random boundary. */
function bodyOf(request: SentRequest): unknown {
  if (request.body.byteLength === 0) return undefined;
  const text = Buffer.from(request.body).toString();
  const type = mediaType(request);
  if (type.endsWith('json')) return JSON.parse(text.replaceAll(PROVIDER_KEY, 'PROVIDER-KEY')) as unknown;
  if (type === 'application/x-www-form-urlencoded') return grouped(new URLSearchParams(text));
  return text.replaceAll(/patchbay-[0-9a-f-]{36}/g, 'BOUNDARY');
}

function grouped(pairs: URLSearchParams): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const name of new Set(pairs.keys())) {
    const values = pairs.getAll(name);
    fields[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return fields;
}

/** Differences between what was recorded and what was sent; empty = the same. */
export function differences(recorded: RecordedRequest, sent: RecordedRequest, headers: SentRequest['headers']): string[] {
  const { headers: wantedHeaders = {}, ...wanted } = recorded;
  const parts = (['method', 'host', 'path', 'query', 'body'] as const).filter(
    (part) => canonicalJson(wanted[part]) !== canonicalJson(sent[part]),
  );
  return [
    ...parts.map((part) => `${part}: recorded ${JSON.stringify(wanted[part])}, sent ${JSON.stringify(sent[part])}`),
    ...Object.entries(wantedHeaders)
      .filter(([name, value]) => headers[name.toLowerCase()] !== value)
      .map(([name]) => `header ${name} differs`),
  ];
}
