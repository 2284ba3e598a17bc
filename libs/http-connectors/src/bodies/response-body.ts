import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { PlatformError, type JsonObject, type JsonValue, type OutboundResponse } from '@patchbay/kernel';
import { nestsAtMost } from '../values/json-size.js';
import { setMember } from '../values/own-property.js';
import { ATTRIBUTE_PREFIX, TEXT_MEMBER } from './xml-writer.js';

export interface ReadBody {
  readonly value: JsonValue;
  /** The decoded text; absent for binary and empty answers. */
  readonly text?: string;
}

/** Deeper JSON breaks recursive readers downstream. */
const MAX_DEPTH = 400;
/** Below this length JSON cannot nest deeper than MAX_DEPTH. */
const SURELY_SHALLOW_CHARS = 2 * MAX_DEPTH;

// Values stay texts ("007" is not 7). Document types are refused before parsing, so only XML's own and numeric entities are decoded.
const xmlParser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_PREFIX,
  textNodeName: TEXT_MEMBER,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  maxNestedTags: 200,
});

/**
 * Reads an answer by its content type: JSON, XML (as an object), form, text; anything else as `{ contentType, base64 }`. Empty → null.
 * Throws `provider_drift` when the body is not what its content type says.
 */
export function readBody(response: OutboundResponse): ReadBody {
  const { body, headers } = response;
  if (body.byteLength === 0) return { value: null };
  const contentType = headers['content-type'] ?? '';
  const kind = kindOf(contentType);
  if (kind === 'binary') return { value: asBase64(body, contentType) };
  const text = decode(body, contentType);
  if (text === undefined) return { value: asBase64(body, contentType) };
  switch (kind) {
    case 'json':
      return { value: text.trim() === '' ? null : parseJson(text, contentType), text };
    case 'xml':
      return { value: parseXml(text, contentType), text };
    case 'form':
      return { value: parseForm(text), text };
    case 'unnamed':
      return { value: guess(text), text };
    case 'text':
      return { value: text, text };
  }
}

/** As readBody, for error answers: a body that is not what it says is told as text instead of hiding the error. */
export function readBodyLeniently(response: OutboundResponse): ReadBody {
  try {
    return readBody(response);
  } catch {
    const text = Buffer.from(response.body).toString('utf8');
    return { value: text, text };
  }
}

type Kind = 'json' | 'xml' | 'form' | 'text' | 'unnamed' | 'binary';

function kindOf(contentType: string): Kind {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type === 'application/json' || type.endsWith('+json') || type === 'text/json') return 'json';
  if (type === '') return 'unnamed';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('text/') || /^application\/(?:javascript|x-javascript|graphql|x-ndjson|ndjson|jsonl|yaml|x-yaml|sql)$/.test(type))
    return 'text';
  return 'binary';
}

/** The text of a body in its stated character set (default UTF-8); undefined when its bytes are not text at all. */
function decode(body: Uint8Array, contentType: string): string | undefined {
  const charset = /charset\s*=\s*"?([\w-]{1,40})/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') {
    try {
      return new TextDecoder(charset).decode(body);
    } catch {
      // An unknown label: read it as UTF-8 like everything else.
    }
  }
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (contentType === '' && text.includes('\ufffd')) return undefined;
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function parseJson(text: string, contentType: string): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (thrown) {
    throw drift(`The provider says it answers with ${mediaType(contentType)}, but the body is not valid JSON`, thrown);
  }
  if (text.length > SURELY_SHALLOW_CHARS && !nestsAtMost(value, MAX_DEPTH))
    throw drift(`The provider's JSON nests deeper than ${MAX_DEPTH} levels`);
  return value;
}

function parseXml(text: string, contentType: string): JsonValue {
  if (/<!DOCTYPE/i.test(text)) throw drift("The provider's XML has a document type declaration, which is not read for safety");
  try {
    if (XMLValidator.validate(text) !== true) throw new Error('not well-formed');
    return xmlParser.parse(text) as JsonValue;
  } catch (thrown) {
    throw drift(`The provider says it answers with ${mediaType(contentType)}, but the body is not XML that can be read`, thrown);
  }
}

function parseForm(text: string): JsonObject {
  const fields: JsonObject = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (Array.isArray(before)) before.push(value);
    else setMember(fields, name, before === undefined ? value : [before, value]);
  }
  return fields;
}

/** Without a content type: JSON when it parses as an object or list, else text. */
function guess(text: string): JsonValue {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return parseJson(text, '');
  } catch {
    return text;
  }
}

function asBase64(body: Uint8Array, contentType: string): JsonObject {
  return { contentType: mediaType(contentType), base64: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64') };
}

function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().slice(0, 100) || 'application/octet-stream';
}

function drift(message: string, cause?: unknown): PlatformError {
  return new PlatformError('provider_drift', `${message}.`, {}, { cause });
}
