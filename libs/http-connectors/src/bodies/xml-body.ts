import { isJsonObject, type JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import type { Scope } from '../templates/scope.js';
import { compileValue, memberPath, type ParseAt } from '../templates/value-template.js';
import { compileXmlText } from './xml-text.js';
import { isXmlName, writeElement } from './xml-writer.js';

/** Compiles an XML body: a text with placeholders (see compileXmlText), or an object with one member, the root element (see writeElement). Throws SyntaxProblem. */
export function compileXmlBody(body: JsonValue, place: string, parse: ParseAt): (scope: Scope) => string {
  if (typeof body === 'string') return compileXmlText(parse(body, place), place);
  const [root = '', another] = isJsonObject(body) ? Object.keys(body) : [];
  const content = isJsonObject(body) ? (body[root] ?? null) : null;
  if (!isJsonObject(body) || root === '' || another !== undefined)
    throw new SyntaxProblem('must be XML text, or an object with one member: the root element');
  if (!isXmlName(root) || Array.isArray(content)) throw new SyntaxProblem(`"${root.slice(0, 80)}" cannot be the root element`);
  const rootPlace = memberPath(place, root);
  const render = compileValue(content, rootPlace, parse);
  return (scope) => writeElement(root, render(scope), rootPlace);
}
