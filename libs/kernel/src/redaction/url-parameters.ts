import { isSensitiveParameter } from './sensitive-names.js';

/** A placeholder is taken whole, so that a question mark in one begins no query. */
const PARAMETER = /\{\{[^}]*\}\}|([?&])([^=&#?{}\s]+)=((?:\{\{[^}]*\}\}|[^&#])*)/g;

/**
 * The URL, or the template of one, with each written-out value of a sensitive query parameter put through `change`; values that hold a `{{…}}` are left
 * alone. Values are as they stand in the URL: percent-encoded.
 */
export function mapSensitiveParameters(url: string, change: (value: string, name: string) => string): string {
  return url.replaceAll(PARAMETER, (whole: string, mark: string | undefined, name: string | undefined, value: string | undefined) =>
    !mark || !name || !value || value.includes('{{') || !isSensitiveParameter(name) ? whole : `${mark}${name}=${change(value, name)}`,
  );
}
