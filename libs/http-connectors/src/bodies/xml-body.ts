import { XMLBuilder } from 'fast-xml-parser';
import { isJsonObject, type JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { templateInvalid, type Scope } from '../templates/scope.js';
import { compileValue, memberPath, type ParseAt } from '../templates/value-template.js';
import { compileXmlText, hasIllegalXmlChar } from './xml-text.js';

export const ATTRIBUTE_PREFIX = '@_';
export const TEXT_MEMBER = '#text';
const NAME = /^[A-Za-z_][\w.-]{0,199}(?::[A-Za-z_][\w.-]{0,199})?$/;

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: ATTRIBUTE_PREFIX, textNodeName: TEXT_MEMBER, suppressBooleanAttributes: false });

/**
 * Compiles an XML body. An object: members become elements (`@_name` an attribute, `#text` the element's text, lists repeated elements) below one
 * root. A text: XML with placeholders, see compileXmlText. Throws SyntaxProblem.
 */
export function compileXmlBody(body: JsonValue, place: string, parse: ParseAt): (scope: Scope) => string {
  if (typeof body === 'string') return compileXmlText(parse(body, place), place);
  if (!isJsonObject(body) || Object.keys(body).length !== 1) throw new SyntaxProblem('must be XML text, or an object with one member: the root element');
  const [root = ''] = Object.keys(body);
  if (!NAME.test(root) || Array.isArray(body[root])) throw new SyntaxProblem(`"${root.slice(0, 80)}" cannot be the root element`);
  const render = compileValue(body, place, parse);
  return (scope) => {
    const filled = render(scope);
    checkTree(filled, place, place);
    return builder.build(filled);
  };
}

/** Values may bring whole objects: their names become tags, so they must be names. */
function checkTree(value: JsonValue, path: string, place: string): void {
  if (typeof value === 'string') {
    if (hasIllegalXmlChar(value)) throw templateInvalid(path, 'holds a character that XML cannot carry');
    return;
  }
  if (Array.isArray(value)) return value.forEach((item, i) => checkTree(item, memberPath(path, i), place));
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const name = key.startsWith(ATTRIBUTE_PREFIX) ? key.slice(ATTRIBUTE_PREFIX.length) : key;
    const member = value[key] ?? null;
    const isTextPart = key === TEXT_MEMBER || key !== name;
    if (key !== TEXT_MEMBER && !NAME.test(name)) throw templateInvalid(place, `"${key.slice(0, 80)}" cannot be the name of an XML element or attribute`);
    if (isTextPart && typeof member === 'object' && member !== null) throw templateInvalid(memberPath(path, key), 'must be a text, a number or a boolean');
    checkTree(member, memberPath(path, key), place);
  }
}
