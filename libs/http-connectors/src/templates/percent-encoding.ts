/**
 * Percent-encodes a value for one URL path segment or one query value: everything but RFC 3986 unreserved characters and `!'()*`.
 * Lone surrogates, which have no UTF-8 form, become U+FFFD.
 */
export function encodeUrlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** `application/x-www-form-urlencoded` (WHATWG URL §5): as above, a space is `+`. */
export function encodeFormPart(text: string): string {
  return encodeUrlPart(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Percent-encodes what a URL may not hold literally in the author's own text (spaces, non-ASCII, `\`); existing escapes stay. */
export function encodeLiteral(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (char) => encodeURIComponent(char));
}
