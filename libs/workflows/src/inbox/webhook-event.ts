import type { JsonObject, JsonValue } from '@patchbay/kernel';
import type { WebhookHeaders } from './signature-scheme.js';

/** Headers that say what was sent. Signatures, tokens and cookies are not among them. */
const SHOWN =
  /^(?:content-type|user-agent|webhook-(?:id|timestamp)|x-github-(?:event|delivery|hook-id)|x-shopify-(?:topic|shop-domain|webhook-id|event-id|api-version)|x-(?:event|request|delivery|correlation)-?(?:id|type|name|key)?)$/;
const MAX_HEADER_CHARS = 500;

export function shownHeaders(headers: WebhookHeaders): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (SHOWN.test(name) && typeof value === 'string') shown[name] = value.slice(0, MAX_HEADER_CHARS);
  return shown;
}

/** The event as a trigger's templates see it. */
export function eventOf(at: { contentType: string; headers: JsonObject; body: Buffer; receivedAt: Date }): JsonObject {
  return { body: bodyOf(at.contentType, at.body), headers: at.headers, receivedAt: at.receivedAt.toISOString() };
}

/** JSON and forms are read; anything else, and JSON that is none, is text. */
function bodyOf(contentType: string, body: Buffer): JsonValue {
  const text = body.toString('utf8');
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
