import { isJsonObject, type JsonValue } from '@patchbay/kernel';

/** A URL of a collection as text: Postman writes it whole, in parts, or both. */
export function rawUrl(url: JsonValue | undefined): string {
  if (typeof url === 'string') return url;
  if (!isJsonObject(url)) return '';
  if (typeof url['raw'] === 'string') return url['raw'];
  const join = (part: JsonValue | undefined, glue: string): string =>
    Array.isArray(part) ? part.map((item) => (isJsonObject(item) ? textOf(item['value']) : textOf(item))).join(glue) : textOf(part);
  const protocol = textOf(url['protocol']);
  return `${protocol === '' ? '' : `${protocol}://`}${join(url['host'], '.')}/${join(url['path'], '/')}`;
}

/** A text, number or boolean as text; empty for anything else. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
