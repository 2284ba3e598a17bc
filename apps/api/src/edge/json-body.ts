import { isUtf8 } from 'node:buffer';
import { invalidInput, PlatformError } from '@patchbay/kernel';

/** Deeper bodies are refused before they are parsed: nothing we accept needs more, and every later walk may be recursive. */
export const MAX_JSON_DEPTH = 64;

/** Text that may hold a NUL, a surrogate escape or a key that reaches an object's prototype; only then is the value walked. */
const SUSPICIOUS = /\\u(?:0000|[dD][89a-fA-F]|00[4-7])|__proto__|"prototype"/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Reads a JSON body. In: the raw bytes. Out: the value; undefined for an empty body. Throws `malformed_json` for what is no JSON or no UTF-8,
 * `input_invalid` naming the field for NUL characters, lone surrogates (Postgres holds neither), prototype keys and too deep nesting.
 */
export function readJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new PlatformError('malformed_json', 'The body is not valid UTF-8.');
  if (bytes.length >= MAX_JSON_DEPTH * 2) refuseDeepNesting(bytes);
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (SUSPICIOUS.test(text)) refuseHostileStrings(value, '');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // V8's message quotes the body, so only its position is told.
    const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    throw new PlatformError(
      'malformed_json',
      position === undefined ? 'The body is not valid JSON.' : `The body is not valid JSON (character ${position}).`,
    );
  }
}

function refuseDeepNesting(bytes: Buffer): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inString) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) throw invalidInput([{ path: '', message: `must not be nested deeper than ${MAX_JSON_DEPTH} levels` }]);
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
}

function refuseHostileStrings(value: unknown, path: string): void {
  if (typeof value === 'string') {
    const problem = stringProblem(value);
    if (problem) throw invalidInput([{ path, message: problem }]);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refuseHostileStrings(item, `${path}[${index}]`));
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || (key === 'prototype' && path.endsWith('constructor'))) {
        throw invalidInput([{ path: joinPath(path, key), message: 'is a name that cannot be used' }]);
      }
      if (stringProblem(key)) throw invalidInput([{ path, message: 'has a field name with characters that cannot be stored' }]);
      refuseHostileStrings((value as Record<string, unknown>)[key], joinPath(path, key));
    }
  }
}

/** Why a string cannot be stored, if so. */
export function stringProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain the NUL character';
  if (LONE_SURROGATE.test(text)) return 'must not contain half of a surrogate pair';
  return undefined;
}

/** A JSON path one level deeper: `config` + `url` = `config.url`; odd names are quoted. */
export function joinPath(path: string, key: string): string {
  const plain = /^[A-Za-z_$][\w$]*$/.test(key);
  const shown = key.length > 100 ? `${key.slice(0, 100)}…` : key;
  if (!plain) return `${path}[${JSON.stringify(shown)}]`;
  return path === '' ? shown : `${path}.${shown}`;
}
