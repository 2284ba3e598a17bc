import { PlatformError, type JsonValue, type OutboundResponse } from '@patchbay/kernel';
import type { z } from 'zod';

type Parsed = { readonly json: JsonValue } | { readonly text: string } | { readonly empty: true };

const decoder = new TextDecoder('utf-8');
/** A body is parsed once, although the failure reading and the action both look at it. */
const parsedBodies = new WeakMap<OutboundResponse, Parsed>();

function parse(response: OutboundResponse): Parsed {
  const known = parsedBodies.get(response);
  if (known) return known;
  const parsed = parseBytes(response.body);
  parsedBodies.set(response, parsed);
  return parsed;
}

function parseBytes(bytes: Uint8Array): Parsed {
  const text = decoder.decode(bytes);
  if (text.trim() === '') return { empty: true };
  try {
    return { json: JSON.parse(text) as JsonValue };
  } catch {
    return { text }; // the parser's own message quotes the body, so it is not kept as a cause
  }
}

/** JSON of a body, its text when it is no JSON, `null` when it is empty. Never throws. */
export function readBody(response: OutboundResponse): JsonValue {
  const parsed = parse(response);
  if ('json' in parsed) return parsed.json;
  return 'text' in parsed ? parsed.text : null;
}

interface Asker {
  readonly title: string;
  readonly connector: string;
  readonly action: string;
}

/** The part of an answer an action reads. A misfit is `provider_drift` naming the place, never the value. */
export function expectBody<E extends z.ZodType>(
  asker: Asker,
  response: OutboundResponse,
  expected: { schema: E; graphql: boolean },
): z.output<E> {
  const parsed = parse(response);
  if ('text' in parsed) throw drift(asker, response, 'the answer is not JSON', '');
  const body = 'json' in parsed ? parsed.json : undefined;
  const looked = expected.graphql && typeof body === 'object' && body !== null && !Array.isArray(body) ? body['data'] : body;
  const fitted = expected.schema.safeParse(looked);
  if (fitted.success) return fitted.data;
  const issue = fitted.error.issues[0];
  const path = issue ? jsonPath(issue.path) : '';
  throw drift(asker, response, `${path || 'the answer'}: ${issue?.message ?? 'unexpected'}`, path);
}

function drift(asker: Asker, response: OutboundResponse, what: string, path: string): PlatformError {
  return new PlatformError('provider_drift', `${asker.title} answered ${asker.action} in an unexpected shape: ${what}.`, {
    connector: asker.connector,
    action: asker.action,
    providerStatus: response.status,
    sent: true,
    ...(path ? { path } : {}),
  });
}

/** `['emails', 0, 'value']` → `emails[0].value`. */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
