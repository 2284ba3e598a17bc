import { invalidInput } from '@patchbay/kernel';

const MADE = Symbol('patchbay.path');

/** A path whose values cannot leave their segment. Made by the `path` tag only. */
export interface SafePath {
  readonly [MADE]: true;
  readonly text: string;
}

/** Several segments as one value (a file path): made by `segments`. */
export interface Segments {
  readonly list: readonly string[];
}

/**
 * A literal path, or one made by the `path` tag. A template literal without the tag is a compile error, so that no input can be
 * pasted into a URL by accident.
 */
export type Path<P extends string> = SafePath | (P & PlainLiteral<P>);

type PlainLiteral<P extends string> = string extends P ? UseTag : Record<never, never> extends Record<P, 1> ? UseTag : P;
type UseTag = 'write path`/things/${id}` so that the value cannot leave its segment';

/**
 * Tag for paths with values; each value is encoded and can never change the path's shape.
 * @example http.get(path`/v2/persons/${input.id}`, { expect: One })
 */
export function path(literals: TemplateStringsArray, ...values: readonly (string | number | Segments)[]): SafePath {
  let text = literals[0] ?? '';
  values.forEach((value, i) => {
    text += encodeValue(value) + (literals[i + 1] ?? '');
  });
  return { [MADE]: true, text: checkedPath(text) };
}

/**
 * A value that may span segments, such as a file path; empty, `.` and `..` segments are refused.
 * @example path`/repos/${owner}/${repo}/contents/${segments(input.path)}`
 */
export function segments(value: string): Segments {
  return { list: value.split('/') };
}

/** The text of a path, checked: starts with `/`, no dot or empty segment in the middle, no query, no fragment. */
export function pathText(value: string | SafePath): string {
  return typeof value === 'string' ? checkedPath(value) : value.text;
}

function encodeValue(value: string | number | Segments): string {
  if (typeof value === 'object') return value.list.map((segment) => encodeSegment(segment)).join('/');
  return encodeSegment(String(value));
}

function encodeSegment(value: string): string {
  if (value === '') throw invalidInput([{ path: 'path', message: 'A part of the address is empty' }]);
  if (!value.isWellFormed()) throw invalidInput([{ path: 'path', message: 'A part of the address is not valid Unicode' }]);
  return encodeURIComponent(value);
}

function checkedPath(text: string): string {
  const bad =
    !text.startsWith('/') ||
    /[?#\\\s\p{Cc}]/u.test(text) ||
    text.startsWith('//') ||
    text.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  if (bad) throw invalidInput([{ path: 'path', message: 'A path begins with one "/", has no "." or ".." part, no query and no fragment' }]);
  return text;
}
