import { SyntaxProblem } from '../values/syntax-problem.js';
import { MAX_REFERENCE_CHARS, parseReference, short, type Reference } from './reference.js';

export const MAX_TEMPLATE_CHARS = 100_000;
export const MAX_PLACEHOLDERS = 500;

/** A parsed text with placeholders. */
export interface Template {
  /** Plain texts and references in order; no empty texts. */
  readonly parts: readonly (string | Reference)[];
  /** The reference when the text is exactly one placeholder: then its JSON type is kept. */
  readonly whole?: Reference;
}

/**
 * Splits a text at its `{{…}}` placeholders, once. Linear in its length: a placeholder that does not close within
 * MAX_REFERENCE_CHARS characters ends the parse. A lone `}}` is plain text. Throws SyntaxProblem.
 */
export function parseTemplate(source: string): Template {
  if (source.length > MAX_TEMPLATE_CHARS) throw new SyntaxProblem(`is longer than ${MAX_TEMPLATE_CHARS} characters`);
  const parts: (string | Reference)[] = [];
  let position = 0;
  let placeholders = 0;
  for (let open = source.indexOf('{{'); open !== -1; open = source.indexOf('{{', position)) {
    if (++placeholders > MAX_PLACEHOLDERS) throw new SyntaxProblem(`has more than ${MAX_PLACEHOLDERS} placeholders`);
    if (open > position) parts.push(source.slice(position, open));
    const close = placeholderEnd(source, open);
    parts.push(parseReference(source.slice(open + 2, close)));
    position = close + 2;
  }
  if (position < source.length) parts.push(source.slice(position));
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? { parts, whole: only } : { parts };
}

/** Where the `}}` of the placeholder opened at `open` stands; quoted texts and JSON defaults inside may hold braces. */
export function placeholderEnd(source: string, open: number): number {
  const last = Math.min(source.length - 1, open + MAX_REFERENCE_CHARS + 4);
  let quote = '';
  let depth = 0;
  for (let i = open + 2; i < last; i++) {
    const char = source[i];
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{') depth++;
    else if (char === '}' && depth > 0) depth--;
    else if (char === '}' && source[i + 1] === '}') return i;
  }
  throw new SyntaxProblem(`the placeholder at character ${open + 1} (${short(source.slice(open, open + 40))}) is not closed with }}`);
}

export function referencesOf(template: Template): Reference[] {
  return template.parts.filter((part) => typeof part !== 'string');
}
