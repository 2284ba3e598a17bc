import type { Template } from './template.js';
import { templateInvalid, textValue, type Scope } from './scope.js';

export type RenderText = (scope: Scope) => string;

export interface TextOptions {
  /** JSON path of the template in the definition, for messages. */
  readonly place: string;
  /** Applied to each placeholder's text, never to the author's own. */
  readonly encode?: (text: string) => string;
  readonly maxChars?: number;
}

/** Compiles a template that yields text. A template without placeholders costs nothing at run time. */
export function compileText(template: Template, options: TextOptions): RenderText {
  const { place, encode, maxChars } = options;
  const { parts } = template;
  if (parts.every((part) => typeof part === 'string')) {
    const constant = parts.join('');
    return () => constant;
  }
  const render = (scope: Scope): string => {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else text += encode ? encode(textValue(part, scope, place)) : textValue(part, scope, place);
    }
    return text;
  };
  if (maxChars === undefined) return render;
  return (scope) => {
    const text = render(scope);
    if (text.length > maxChars) throw templateInvalid(place, `is longer than ${maxChars} characters when filled in`);
    return text;
  };
}
