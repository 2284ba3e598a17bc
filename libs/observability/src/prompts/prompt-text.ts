import { isJsonObject, type JsonValue } from '@patchbay/kernel';

/** Beyond it the end of a prompt plays no part: what makes prompts alike stands at their beginning, and the work stays bounded. */
const MAX_CHARS = 8_000;

/**
 * The text that a model was asked, out of the input of an action: `system`, `prompt`, `messages` with their contents, `texts`. Undefined
 * when the input holds none of them.
 */
export function promptText(input: JsonValue): string | undefined {
  if (!isJsonObject(input)) return undefined;
  const parts = [input['system'], input['prompt'], input['texts'], input['messages']].flatMap((part) => textsOf(part));
  const text = parts.join('\n');
  return text.trim() === '' ? undefined : normalised(text.slice(0, 2 * MAX_CHARS)).slice(0, MAX_CHARS);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isJsonObject(value) ? textsOf(value['content'] ?? value['text']) : [];
}

/** Letter case and white space do not tell prompts apart. */
function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
