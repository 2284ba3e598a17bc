import { SyntaxProblem } from '../values/syntax-problem.js';
import { encodeLiteral, encodeUrlPart } from './percent-encoding.js';
import { short, type Reference } from './reference.js';
import { templateInvalid, textValue, type Scope } from './scope.js';
import type { Template } from './template.js';

export const MAX_URL_CHARS = 16_384;

type Part = string | Reference;

export interface CompiledUrl {
  readonly hasQuery: boolean;
  /** The references that stand before the `?`: no workspace secret may be among them. */
  readonly pathReferences: readonly Reference[];
  readonly render: (scope: Scope) => string;
}

const ORIGIN = /^(https?):\/\/([^/?#\\]*)/i;

/**
 * Compiles a URL whose scheme and host are written out. A value fills a part of one path segment or one query value and can never leave it:
 * it is percent-encoded, and a segment that would become empty, `.` or `..` is refused when filled in. Throws SyntaxProblem.
 */
export function compileUrl(template: Template, place: string): CompiledUrl {
  const origin = originOf(template);
  const [first, ...others] = template.parts;
  const rest: Part[] = [String(first).slice(origin.length), ...others];
  const { segments, query } = splitAtQuery(rest);
  const path = compilePath(segments, place);
  const tail = compileQuery(query, place);
  const prefix = origin + (segments.length === 0 ? '/' : '');
  return {
    hasQuery: query.length > 0,
    pathReferences: segments.flat().filter((part) => typeof part !== 'string'),
    render: (scope) => {
      const url = prefix + path(scope) + tail(scope);
      if (url.length > MAX_URL_CHARS) throw templateInvalid(place, `the URL is longer than ${MAX_URL_CHARS} characters when filled in`);
      return url;
    },
  };
}

/** The literal `https://host[:port]` a URL must begin with. */
function originOf(template: Template): string {
  const [first, second] = template.parts;
  if (first === undefined) throw new SyntaxProblem('is empty; write an absolute URL such as https://api.example.com/v1/items');
  if (typeof first !== 'string')
    throw new SyntaxProblem(
      `begins with {{${short(first.text)}}}; scheme and host must be written out, because a value there could send the request and its credentials anywhere`,
    );
  const match = ORIGIN.exec(first);
  if (!match) throw new SyntaxProblem('must begin with http:// or https:// and a host');
  const [origin, scheme = '', authority = ''] = match;
  if (authority.includes('@')) throw new SyntaxProblem('must not hold a user name or password; use auth');
  if (origin.length === first.length && second !== undefined && typeof second !== 'string') {
    throw new SyntaxProblem(
      `{{${short(second.text)}}} would be part of the host; scheme, host and port must be written out, because a value there could send the request and its credentials anywhere`,
    );
  }
  if (authority === '' || /[\s\p{Cc}]/u.test(authority) || !URL.canParse(`${scheme}://${authority}/`))
    throw new SyntaxProblem('has no valid host');
  return origin;
}

/** Path as segments (each a list of parts, the leading empty one left out) and the parts after the first literal `?`. */
function splitAtQuery(parts: readonly Part[]): { segments: Part[][]; query: Part[] } {
  const segments: Part[][] = [];
  const query: Part[] = [];
  let inQuery = false;
  for (const part of parts) {
    if (typeof part !== 'string') {
      (inQuery ? query : (segments.at(-1) ?? query)).push(part);
      continue;
    }
    if (part.includes('#')) throw new SyntaxProblem('must not have a fragment (#…): it is never sent');
    const mark = inQuery ? 0 : part.indexOf('?');
    const pathText = inQuery ? '' : mark === -1 ? part : part.slice(0, mark);
    pathText.split('/').forEach((text, i) => {
      if (i > 0) segments.push([]);
      if (text !== '') segments.at(-1)?.push(encodeLiteral(text));
    });
    if (inQuery || mark !== -1) {
      inQuery = true;
      query.push(encodeLiteral(part.slice(mark)));
    }
  }
  return { segments, query };
}

function compilePath(segments: readonly (readonly Part[])[], place: string): (scope: Scope) => string {
  const pieces: (string | readonly Part[])[] = [];
  for (const segment of segments) {
    const last = pieces.at(-1);
    if (!segment.every((part) => typeof part === 'string')) pieces.push(segment);
    else if (typeof last === 'string') pieces[pieces.length - 1] = `${last}/${segment.join('')}`;
    else pieces.push(`/${segment.join('')}`);
  }
  const [only] = pieces;
  if (pieces.every((piece) => typeof piece === 'string')) {
    const constant = pieces.join('');
    return () => constant;
  }
  if (pieces.length === 1 && typeof only === 'object') return (scope) => `/${renderSegment(only, scope, place)}`;
  return (scope) => {
    let path = '';
    for (const piece of pieces) path += typeof piece === 'string' ? piece : `/${renderSegment(piece, scope, place)}`;
    return path;
  };
}

// The WHATWG URL parser also reads %2e as a dot, so the author's own escapes count too.
const DOTS = /^(?:\.|%2e){1,2}$/i;

function renderSegment(parts: readonly Part[], scope: Scope, place: string): string {
  let segment = '';
  for (const part of parts) segment += typeof part === 'string' ? part : encodeUrlPart(textValue(part, scope, place));
  if (segment === '' || DOTS.test(segment)) {
    const [name] = parts.filter((part) => typeof part !== 'string');
    throw templateInvalid(
      place,
      `{{${name?.text}}} makes a path segment that is ${segment === '' ? 'empty' : `"${segment}"`}, which would address another resource`,
    );
  }
  return segment;
}

function compileQuery(parts: readonly Part[], place: string): (scope: Scope) => string {
  if (parts.every((part) => typeof part === 'string')) {
    const constant = parts.join('');
    return () => constant;
  }
  return (scope) => {
    let query = '';
    for (const part of parts) query += typeof part === 'string' ? part : encodeUrlPart(textValue(part, scope, place));
    return query;
  };
}
