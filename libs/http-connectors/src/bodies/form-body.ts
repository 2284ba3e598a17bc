import type { JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { encodeFormPart } from '../templates/percent-encoding.js';
import { lookUp, templateInvalid, typedValue, type Scope } from '../templates/scope.js';
import { compileText } from '../templates/text-template.js';
import { compileValue, memberPath, type ParseAt } from '../templates/value-template.js';

/**
 * Compiles an `application/x-www-form-urlencoded` body. An object: one field per member, lists repeated, objects as JSON text, null left out.
 * A text: as written, with placeholders encoded. Throws SyntaxProblem.
 */
export function compileFormBody(body: JsonValue, place: string, parse: ParseAt): (scope: Scope) => string {
  if (typeof body === 'string') return compileText(parse(body, place), { place, encode: encodeFormPart });
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SyntaxProblem('must be an object of fields, or text such as a=1&b={{input.b}}');
  const fields = Object.keys(body).map((key) => ({
    name: encodeFormPart(key),
    values: compileField(body[key] ?? null, memberPath(place, key), parse),
  }));
  return (scope) => {
    const pairs: string[] = [];
    for (const { name, values } of fields) for (const value of values(scope)) pairs.push(`${name}=${encodeFormPart(value)}`);
    return pairs.join('&');
  };
}

/** Compiles one form field or query parameter into the texts to send for it: none, one, or one per list item. */
export function compileField(value: JsonValue, place: string, parse: ParseAt): (scope: Scope) => readonly string[] {
  if (typeof value === 'string') {
    const template = parse(value, place);
    const { whole } = template;
    if (!whole) {
      const render = compileText(template, { place });
      return (scope) => [render(scope)];
    }
    return (scope) => {
      const found = lookUp(whole, scope);
      // A null that the author did not ask for by `default: null` is a mistake worth telling.
      if (found === null && whole.fallback === undefined)
        throw templateInvalid(place, `{{${whole.text}}} is null; write {{${whole.text} | default: null}} to leave it out`);
      return texts(typedValue(whole, scope, place));
    };
  }
  const render = compileValue(value, place, parse);
  return (scope) => texts(render(scope));
}

function texts(value: JsonValue): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)));
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
}
