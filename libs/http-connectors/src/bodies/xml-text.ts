import { XMLValidator } from 'fast-xml-parser';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { templateInvalid, textValue, type Scope } from '../templates/scope.js';
import type { Template } from '../templates/template.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** Characters XML 1.0 §2.2 cannot hold, escaped or not. */
export function hasIllegalXmlChar(text: string): boolean {
  return /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) || !text.isWellFormed();
}

/** Where in an XML document a placeholder stands. */
type State = 'text' | 'tag' | 'single-quoted' | 'double-quoted' | 'closed';

/**
 * Compiles XML written as text. Placeholders may stand in element text and in quoted attribute values, where they are escaped;
 * anywhere else a value could change the document's structure. Throws SyntaxProblem.
 */
export function compileXmlText(template: Template, place: string): (scope: Scope) => string {
  checkPositions(template);
  const sample = template.parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  const valid = XMLValidator.validate(sample);
  if (valid !== true) throw new SyntaxProblem(`is not well-formed XML: ${valid.err.msg} (line ${valid.err.line})`);
  return (scope) => {
    let xml = '';
    for (const part of template.parts) {
      if (typeof part === 'string') xml += part;
      else {
        const text = textValue(part, scope, place);
        if (hasIllegalXmlChar(text)) throw templateInvalid(place, `{{${part.text}}} holds a character that XML cannot carry`);
        xml += escapeXml(text);
      }
    }
    return xml;
  };
}

function checkPositions(template: Template): void {
  let state: State = 'text';
  let tail = '';
  for (const part of template.parts) {
    if (typeof part === 'string') {
      [state, tail] = advance(part, state, tail);
    } else if (state === 'tag' || state === 'closed') {
      throw new SyntaxProblem(
        `{{${part.text}}} stands where a value would change the XML's structure; placeholders go into element text and quoted attributes`,
      );
    }
  }
}

/** The state after `text`; in a comment, CDATA or processing instruction (closed) `tail` is what ends it. */
function advance(text: string, from: State, endsWith: string): readonly [State, string] {
  let state = from;
  let end = endsWith;
  for (let i = 0; i < text.length;) {
    if (state === 'closed') {
      const close = text.indexOf(end, i);
      if (close === -1) return [state, end];
      i = close + end.length;
      state = 'text';
      continue;
    }
    const char = text[i];
    if (state === 'text' && char === '<') {
      end = closedBy(text, i);
      state = end === '' ? 'tag' : 'closed';
    } else if (state === 'tag') {
      if (char === '>') state = 'text';
      else if (char === '"') state = 'double-quoted';
      else if (char === "'") state = 'single-quoted';
    } else if ((state === 'double-quoted' && char === '"') || (state === 'single-quoted' && char === "'")) state = 'tag';
    i++;
  }
  return [state, end];
}

function closedBy(text: string, at: number): string {
  if (text.startsWith('<!--', at)) return '-->';
  if (text.startsWith('<![CDATA[', at)) return ']]>';
  if (text.startsWith('<?', at)) return '?>';
  if (text.startsWith('<!', at)) throw new SyntaxProblem('must not hold a document type declaration');
  return '';
}
