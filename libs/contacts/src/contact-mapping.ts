import {
  customFieldOfTarget,
  isContactField,
  PlatformError,
  type ContactId,
  type JsonObject,
  type JsonValue,
  type WorkspaceId,
} from '@patchbay/kernel';
import { depthOf, type ConnectorResponse } from './contact.js';
import { storableJson, storableText } from './storable-json.js';

/** What one run writes to a contact. */
export interface MappedUpdate {
  readonly workspaceId: WorkspaceId;
  readonly contactId: ContactId;
  /** Mapping target (`firstname`, `customFields.score`) → value, as `Runnable.mapContact` gives it. */
  readonly updates: JsonObject;
  /** The raw answer to keep; absent when the connector does not log response data. */
  readonly response?: ConnectorResponse;
}

/** Mapped values by the column they go to. System fields are texts. */
export interface MappedValues {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly customFields: JsonObject;
}

/** Longest value of one mapped field, in characters of text or JSON. */
const MAX_VALUE_CHARS = 8_192;
/** A larger answer is kept as the beginning of its JSON text: ten of them must stay cheap to rewrite with every run. */
const MAX_RESPONSE_BYTES = 16_384;
const MAX_RESPONSE_DEPTH = 200;
/** Escaped once more inside a text, and three bytes of UTF-8 each at worst, this stays below the bound above. */
const PREVIEW_CHARS = 4_096;

/** Sorts mapped values into system and custom fields. Throws `mapping_failed` naming the target a value does not fit. */
export function toMappedValues(updates: JsonObject): MappedValues {
  const fields: Record<string, string | null> = {};
  const customFields: JsonObject = {};
  for (const [target, value] of Object.entries(updates)) {
    const custom = customFieldOfTarget(target);
    if (isContactField(target)) fields[target] = toText(target, value);
    else if (custom !== undefined) customFields[custom] = toCustomValue(target, value);
    else throw failed(target, 'is not a field of a contact');
  }
  return { fields, customFields };
}

/** The kept form of a raw answer as JSON text of bounded size and depth. */
export function keptResponse({ connector, executionId, at, response }: ConnectorResponse): string {
  const about = { connector, executionId, at };
  // Looked at first: serialising and storing both recurse, and Postgres gives up at some thousand levels.
  if (depthOf(response, MAX_RESPONSE_DEPTH) > MAX_RESPONSE_DEPTH) {
    return JSON.stringify({ ...about, response: `[nested deeper than ${MAX_RESPONSE_DEPTH} levels]`, truncated: true });
  }
  const text = storableJson(response);
  if (text.length * 3 > MAX_RESPONSE_BYTES && Buffer.byteLength(text) > MAX_RESPONSE_BYTES) {
    return storableJson({ ...about, response: text.slice(0, PREVIEW_CHARS), truncated: true });
  }
  return `${JSON.stringify(about).slice(0, -1)},"response":${text}}`;
}

function toText(target: string, value: JsonValue): string | null {
  if (value === null) return null;
  if (typeof value === 'object')
    throw failed(target, `takes a text, and the mapped value is ${Array.isArray(value) ? 'a list' : 'an object'}`);
  const text = storableText(String(value));
  if (text.length > MAX_VALUE_CHARS)
    throw failed(target, `takes at most ${MAX_VALUE_CHARS} characters, and the mapped value has ${text.length}`);
  return text;
}

function toCustomValue(target: string, value: JsonValue): JsonValue {
  if (depthOf(value, MAX_RESPONSE_DEPTH) > MAX_RESPONSE_DEPTH)
    throw failed(target, `takes at most ${MAX_RESPONSE_DEPTH} levels of nesting`);
  const text = storableJson(value);
  if (text.length > MAX_VALUE_CHARS)
    throw failed(target, `takes at most ${MAX_VALUE_CHARS} characters of JSON, and the mapped value has ${text.length}`);
  return typeof value === 'object' || typeof value === 'string' ? (JSON.parse(text) as JsonValue) : value;
}

function failed(target: string, problem: string): PlatformError {
  return new PlatformError('mapping_failed', `The field mapping to "${target}" failed: it ${problem}.`, {
    errors: [{ path: target, message: problem }],
  });
}
