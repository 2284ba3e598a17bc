import { isSensitiveParameter, Redactor, REDACTED, type JsonValue } from '@patchbay/kernel';

/** What a sender sent, without the values of members that are secret by their names. Text that is neither JSON nor a form stays as it is. */
export function shownBody(contentType: string, body: string): string {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return shownForm(body);
  try {
    const value = JSON.parse(body) as JsonValue;
    const clean = new Redactor().json(value);
    return clean === value ? body : JSON.stringify(clean);
  } catch {
    return body;
  }
}

function shownForm(body: string): string {
  const form = new URLSearchParams(body);
  const secret = [...form.keys()].filter(isSensitiveParameter);
  if (secret.length === 0) return body;
  for (const name of secret) form.set(name, REDACTED);
  return form.toString();
}
