import type { JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { typedValue, type Scope } from '../templates/scope.js';
import { compileText } from '../templates/text-template.js';
import { placeholderEnd } from '../templates/template.js';
import { memberPath, type ParseAt } from '../templates/value-template.js';

type Piece = string | ((scope: Scope) => string);

/**
 * Compiles a JSON body into ready text with holes: constant parts are serialised once. A text that is exactly one placeholder
 * becomes the value with its type, other placeholders become part of the text around them.
 */
export function compileJsonBody(body: JsonValue, place: string, parse: ParseAt): (scope: Scope) => string {
  const pieces: Piece[] = [];
  serialise(body, place, { pieces, parse });
  if (pieces.every((piece) => typeof piece === 'string')) {
    const constant = pieces.join('');
    return () => constant;
  }
  return (scope) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(scope);
    return text;
  };
}

interface Output {
  readonly pieces: Piece[];
  readonly parse: ParseAt;
}

function serialise(value: JsonValue, place: string, out: Output): void {
  if (typeof value === 'string') return serialiseText(value, place, out);
  if (Array.isArray(value)) {
    write(out, '[');
    value.forEach((item, i) => {
      if (i > 0) write(out, ',');
      serialise(item, memberPath(place, i), out);
    });
    return write(out, ']');
  }
  if (typeof value === 'object' && value !== null) {
    write(out, '{');
    Object.keys(value).forEach((key, i) => {
      write(out, `${i > 0 ? ',' : ''}${JSON.stringify(key)}:`);
      serialise(value[key] ?? null, memberPath(place, key), out);
    });
    return write(out, '}');
  }
  write(out, JSON.stringify(value));
}

function serialiseText(source: string, place: string, out: Output): void {
  const template = out.parse(source, place);
  const { whole } = template;
  if (whole) out.pieces.push((scope) => JSON.stringify(typedValue(whole, scope, place)));
  else if (template.parts.every((part) => typeof part === 'string')) write(out, JSON.stringify(template.parts.join('')));
  else {
    const render = compileText(template, { place });
    out.pieces.push((scope) => JSON.stringify(render(scope)));
  }
}

function write(out: Output, text: string): void {
  const last = out.pieces.length - 1;
  const before = out.pieces[last];
  if (typeof before === 'string') out.pieces[last] = before + text;
  else out.pieces.push(text);
}

/**
 * Reads a JSON body written as text, e.g. `{"id": {{input.id}}, "name": "{{contact.firstname}}"}`: placeholders outside quotes stand for whole values.
 * Out: the tree with its templates. Throws SyntaxProblem when the text could not yield JSON.
 */
export function readJsonText(source: string): JsonValue {
  try {
    return JSON.parse(quotePlaceholders(source)) as JsonValue;
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) throw thrown;
    throw new SyntaxProblem(
      'is not JSON; write an object, or JSON text in which a placeholder stands inside a quoted text or for a whole value',
    );
  }
}

/** Puts quotes around placeholders that stand outside quoted texts; `{{` is never JSON there. */
function quotePlaceholders(source: string): string {
  let quoted = '';
  let start = 0;
  let inText = false;
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    if (inText && char === '\\') i++;
    else if (char === '"') inText = !inText;
    else if (!inText && char === '{' && source[i + 1] === '{') {
      const end = placeholderEnd(source, i) + 2;
      quoted += source.slice(start, i) + JSON.stringify(source.slice(i, end));
      start = end;
      i = end - 1;
    }
  }
  return quoted + source.slice(start);
}
