import type { JsonValue } from '@patchbay/kernel';
import { memberPath } from '../templates/value-template.js';
import { templateInvalid } from '../templates/scope.js';
import { escapeXml, hasIllegalXmlChar } from './xml-text.js';

export const ATTRIBUTE_PREFIX = '@_';
export const TEXT_MEMBER = '#text';
const NAME = /^[A-Za-z_][\w.-]{0,199}(?::[A-Za-z_][\w.-]{0,199})?$/;

export function isXmlName(name: string): boolean {
  return NAME.test(name);
}

/**
 * One element as XML: members become elements, `@_name` an attribute, `#text` the element's text, lists repeated elements; null is an empty element, or
 * no attribute. Values may bring whole objects, so names are checked as they are written. `place` is the JSON path of the value.
 * Throws `template_invalid`. Written here because fast-xml-parser's builder takes names on trust.
 */
export function writeElement(name: string, value: JsonValue, place: string): string {
  if (!isXmlName(name)) throw templateInvalid(place, `"${name.slice(0, 80)}" cannot be the name of an XML element`);
  if (value === null) return `<${name}/>`;
  if (typeof value !== 'object') return `<${name}>${scalar(value, place)}</${name}>`;
  if (Array.isArray(value)) throw templateInvalid(place, 'is a list inside a list, which has no XML form');
  let attributes = '';
  let content = '';
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null;
    const path = memberPath(place, key);
    if (key === TEXT_MEMBER) content += member === null ? '' : scalar(member, path);
    else if (key.startsWith(ATTRIBUTE_PREFIX)) attributes += writeAttribute(key.slice(ATTRIBUTE_PREFIX.length), member, path);
    else if (Array.isArray(member)) for (const [i, item] of member.entries()) content += writeElement(key, item, memberPath(path, i));
    else content += writeElement(key, member, path);
  }
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

function writeAttribute(name: string, value: JsonValue, place: string): string {
  if (!isXmlName(name)) throw templateInvalid(place, `"${name.slice(0, 80)}" cannot be the name of an XML attribute`);
  return value === null ? '' : ` ${name}="${scalar(value, place)}"`;
}

function scalar(value: JsonValue, place: string): string {
  if (typeof value === 'object') throw templateInvalid(place, 'must be a text, a number or a boolean');
  const text = String(value);
  if (hasIllegalXmlChar(text)) throw templateInvalid(place, 'holds a character that XML cannot carry');
  return escapeXml(text);
}
