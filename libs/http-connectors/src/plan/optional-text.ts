import { lookUp, templateInvalid, textValue, type Scope } from '../templates/scope.js';
import { compileText } from '../templates/text-template.js';
import type { Template } from '../templates/template.js';
import { isHeaderValue } from './header-rules.js';

/** Fills a whole value in; undefined leaves the header, parameter or field out. */
export type RenderOptional = (scope: Scope) => string | undefined;

export const MAX_HEADER_CHARS = 8_192;

/** A value that is exactly `{{x | default: null}}` is left out when there is no x. */
export function compileOptional(template: Template, place: string): RenderOptional {
  const { whole } = template;
  if (whole?.fallback?.value !== null || !whole) return compileText(template, { place });
  return (scope) => (lookUp(whole, scope) === null ? undefined : textValue(whole, scope, place));
}

/** As above, refusing what a header cannot carry. Surrounding white space is not part of a header value and is dropped. */
export function compileHeaderValue(template: Template, place: string): RenderOptional {
  const render = compileOptional(template, place);
  const check = (value: string): string => {
    const trimmed = value.trim();
    if (trimmed.length > MAX_HEADER_CHARS) throw templateInvalid(place, `is longer than ${MAX_HEADER_CHARS} characters when filled in`);
    if (!isHeaderValue(trimmed))
      throw templateInvalid(place, 'holds a line break, a control character or a character that headers cannot carry');
    return trimmed;
  };
  return (scope) => {
    const value = render(scope);
    return value === undefined ? undefined : check(value);
  };
}

/** Whether the author's own text can stand in a header. */
export function literalFitsHeader(template: Template): boolean {
  return template.parts.every((part) => typeof part !== 'string' || isHeaderValue(part));
}
