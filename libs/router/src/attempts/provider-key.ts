import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject, type ProviderRequest } from '@patchbay/kernel';
import type { Call } from '../call/call.js';

/** The request with the key by which its provider knows a repeat, when it has such a key. */
export interface KeyedRequest {
  readonly request: ProviderRequest;
  readonly keyed: boolean;
}

/**
 * Adds the provider's idempotency key, in the form of a UUID. It depends on the execution, the step and the request's place in the step only: every attempt,
 * and a repeated run of the same execution after a crash, carries the same.
 */
export function withProviderKey(call: Call, request: ProviderRequest): KeyedRequest {
  const rule = request.idempotency;
  if (!rule || request.effect === 'read') return { request, keyed: false };
  const step = request.stepId ?? '';
  const place = (call.attempts.askedBy.get(step) ?? 0) + 1;
  call.attempts.askedBy.set(step, place);
  const key = keyOf(`${call.request.reserved?.keySeed ?? call.executionId}/${step}/${place}`);
  if (rule.header !== undefined) return inHeader(request, rule.header, key);
  return rule.field === undefined ? { request, keyed: false } : inBody(request, rule.field, key);
}

function keyOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  // Version 8 (RFC 9562 §5.8): a name-based id of our own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function inHeader(request: ProviderRequest, header: string, key: string): KeyedRequest {
  const name = header.toLowerCase();
  // A key the author or user chose is theirs to answer for, and makes repeats as safe as ours.
  if (Object.keys(request.headers).some((present) => present.toLowerCase() === name)) return { request, keyed: true };
  const headers = { ...request.headers, [name]: key };
  const { resign } = request;
  return {
    request: {
      ...request,
      headers,
      ...(resign
        ? {
            resign: () => {
              const fresh = resign();
              return { ...fresh, headers: { ...fresh.headers, [name]: key } };
            },
          }
        : {}),
    },
    keyed: true,
  };
}

function inBody(request: ProviderRequest, field: string, key: string): KeyedRequest {
  try {
    const body: unknown = typeof request.body === 'string' ? JSON.parse(request.body) : undefined;
    const filled = isJsonObject(body) ? withMember(body, field.split('.'), key) : undefined;
    if (filled === undefined) return { request, keyed: false };
    return { request: filled === body ? request : { ...request, body: JSON.stringify(filled) }, keyed: true };
  } catch {
    return { request, keyed: false };
  }
}

/** The body with `key` at a path; the body itself when something is there already, undefined when no object could hold it. */
function withMember(body: JsonObject, [name = '', ...rest]: readonly string[], key: string): JsonObject | undefined {
  const present = Object.hasOwn(body, name) ? body[name] : undefined;
  if (rest.length === 0) return present === undefined ? { ...body, [name]: key } : body;
  const inner = present ?? {};
  const filled = isJsonObject(inner) ? withMember(inner, rest, key) : undefined;
  return filled === undefined || filled === present ? filled && body : { ...body, [name]: filled };
}
