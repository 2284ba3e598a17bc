import { PlatformError, type JsonValue } from '@patchbay/kernel';
import { jsonSize } from '../values/json-size.js';
import { readPath, type Reference } from './reference.js';

/** What placeholders read while one step is filled in. */
export interface Scope {
  /** `input`, `contact`, `now` and the outputs of the steps that have run. */
  readonly roots: ReadonlyMap<string, JsonValue>;
  /** Opened workspace secrets by name. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Why a step has no output, by step id: `was skipped`, `failed`. */
  readonly absent: ReadonlyMap<string, string>;
  /** Characters placeholders may still add to this step's request. */
  budgetChars: number;
}

/** Characters all placeholders of one step may add together; a request larger than this is a mistake or an attack. */
export const MAX_FILLED_CHARS = 5_000_000;

/** The value a reference reads: its default in place of a missing or null value; undefined when there is neither. */
export function lookUp(reference: Reference, scope: Scope): JsonValue | undefined {
  const value =
    reference.root === 'workspace'
      ? scope.secrets.get(String(reference.path[0]))
      : readPath(scope.roots.get(reference.root), reference.path);
  return (value === undefined || value === null) && reference.fallback ? reference.fallback.value : value;
}

/** The typed value of a placeholder that stands alone: null stays null. Throws `template_invalid` when it is missing. */
export function typedValue(reference: Reference, scope: Scope, place: string): JsonValue {
  const value = lookUp(reference, scope);
  if (value === undefined) throw missingVariable(reference, scope, place);
  charge(scope, value, place);
  return value;
}

/** The text of a placeholder inside a text: objects and lists as JSON. Throws `template_invalid` when it is missing or null. */
export function textValue(reference: Reference, scope: Scope, place: string): string {
  const value = lookUp(reference, scope);
  if (typeof value === 'string') {
    chargeChars(scope, value.length, place);
    return value;
  }
  if (value === undefined || value === null) throw missingVariable(reference, scope, place);
  charge(scope, value, place);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `template_invalid` about one place of the definition. */
export function templateInvalid(place: string, problem: string): PlatformError {
  return new PlatformError('template_invalid', `${place}: ${problem}`, { path: place, errors: [{ path: place, message: problem }] });
}

export function missingVariable(reference: Reference, scope: Scope, place: string): PlatformError {
  const state = lookUp(reference, scope) === null ? 'is null' : 'has no value';
  const why = whyMissing(reference, scope);
  const fix = reference.root === 'workspace' ? 'store the secret' : `send it, or write {{${reference.text} | default: …}}`;
  return templateInvalid(place, `{{${reference.text}}} ${state}${why}; ${fix}`);
}

function whyMissing(reference: Reference, scope: Scope): string {
  const absence = scope.absent.get(reference.root);
  if (absence !== undefined) return ` because step "${reference.root}" ${absence}`;
  if (reference.root === 'contact' && !scope.roots.has('contact')) return ' because the call has no contact';
  return '';
}

function charge(scope: Scope, value: JsonValue, place: string): void {
  chargeChars(scope, jsonSize(value, scope.budgetChars), place);
}

function chargeChars(scope: Scope, chars: number, place: string): void {
  scope.budgetChars -= chars;
  if (scope.budgetChars < 0)
    throw templateInvalid(place, `the placeholders of this step add up to more than ${MAX_FILLED_CHARS} characters`);
}
