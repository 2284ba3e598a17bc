import { invalidInput, isJsonObject, isUuid, type FieldProblem, type JsonObject } from '@patchbay/kernel';
import { joinPath } from '../edge/json-body.js';

/** What a caller may say about a call. */
export interface CallBody {
  readonly action?: string;
  readonly connectionId?: string;
  readonly input?: unknown;
  readonly contact?: JsonObject;
  readonly contactId?: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= 200;

const CHECKS: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  action: [isText, 'must be an action’s key, such as contact.create'],
  connectionId: [isUuid, 'must be a UUID'],
  input: [() => true, ''],
  contact: [isJsonObject, 'must be an object'],
  contactId: [isUuid, 'must be a UUID'],
};

/**
 * Checks the body of a call by hand: this is the hot path. In: the parsed body, undefined when there was none. Throws `input_invalid` naming
 * each wrong or unknown field; `input` itself is checked by the connector's own schema.
 */
export function readCallBody(body: unknown): CallBody {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw invalidInput([{ path: '', message: 'must be an object' }]);
  let problems: FieldProblem[] | undefined;
  for (const name in body) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
    if (check?.[0]((body as Record<string, unknown>)[name]) === true) continue;
    (problems ??= []).push({ path: joinPath('', name), message: check?.[1] ?? 'is not a known field' });
    if (problems.length >= 20) break;
  }
  if (problems) throw invalidInput(problems);
  return body;
}

/** `?mode=`; `sync` when absent. Throws `input_invalid` naming what is wrong. */
export function readMode(query: Readonly<Record<string, unknown>>): 'sync' | 'async' {
  for (const name in query)
    if (name !== 'mode') throw invalidInput([{ path: joinPath('', name), message: 'is not a known query parameter' }]);
  const mode = query['mode'];
  if (mode === undefined || mode === '' || mode === 'sync') return 'sync';
  if (mode === 'async') return 'async';
  throw invalidInput([{ path: 'mode', message: 'must be sync or async' }]);
}
