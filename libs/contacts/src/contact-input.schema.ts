import { CONTACT_FIELDS, invalidInput, isContactField, isJsonObject, type FieldProblem, type JsonObject } from '@patchbay/kernel';
import { depthOf, type ContactChange } from './contact.js';

export const MAX_TEXT_CHARS = 1_000;
export const MAX_CUSTOM_FIELDS = 200;
export const MAX_CUSTOM_BYTES = 65_536;
const MAX_CUSTOM_DEPTH = 20;
// Only what cannot be an address is refused; whether it can receive mail is a connector's question.
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
/** Postgres text and jsonb hold no U+0000 and no lone surrogate. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Why a value does not fit a system field; undefined when it does. */
export function textProblem(field: string, value: unknown): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string') return 'must be a text or null';
  if (value.length > MAX_TEXT_CHARS) return `must be at most ${MAX_TEXT_CHARS} characters`;
  if (!isStorable(value)) return 'must be valid Unicode without NUL characters';
  if (field === 'email' && value !== '' && !EMAIL.test(value)) return 'must be an e-mail address';
  return undefined;
}

/** Why a value does not fit `customFields`; undefined when it does. */
export function customFieldsProblem(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'must be an object';
  if (Object.keys(value).length > MAX_CUSTOM_FIELDS) return `must have at most ${MAX_CUSTOM_FIELDS} fields`;
  if (depthOf(value, MAX_CUSTOM_DEPTH) > MAX_CUSTOM_DEPTH) return `must nest at most ${MAX_CUSTOM_DEPTH} levels`;
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > MAX_CUSTOM_BYTES) return `must be at most ${MAX_CUSTOM_BYTES} bytes of JSON`;
  if (Object.keys(value).some((name) => name === '' || name.length > 100)) return 'must have field names of 1 to 100 characters';
  if (!everyText(value, isStorable)) return 'must be valid Unicode without NUL characters';
  return undefined;
}

/** The problems of a contact's body, each named by its path below `prefix`. */
export function contactProblems(body: JsonObject, prefix = ''): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const [name, value] of Object.entries(body)) {
    const message = problemOf(name, value);
    if (message) problems.push({ path: `${prefix}${name}`, message });
  }
  return problems;
}

/** A body of create or patch as a change. Throws `input_invalid` naming each field. */
export function parseContact(body: unknown): ContactChange {
  if (!isJsonObject(body)) throw invalidInput([{ path: '', message: 'must be an object' }]);
  const problems = contactProblems(body);
  if (problems.length > 0) throw invalidInput(problems);
  return toChange(body);
}

/** A checked body with empty texts turned into "no value". */
export function toChange(body: JsonObject): ContactChange {
  const change: Record<string, unknown> = {};
  for (const field of CONTACT_FIELDS) {
    if (Object.hasOwn(body, field)) change[field] = body[field] === '' ? null : body[field];
  }
  if (Object.hasOwn(body, 'customFields')) change['customFields'] = body['customFields'];
  return change;
}

function problemOf(name: string, value: unknown): string | undefined {
  if (isContactField(name)) return textProblem(name, value);
  if (name === 'customFields') return customFieldsProblem(value);
  if (name === 'metadata') return 'is written by the platform and cannot be set';
  return 'is not a known field; put your own fields into customFields';
}

function everyText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => test(key) && everyText(member, test));
}
