import { isSensitiveParameter, type ProviderRequest, type Redactor } from '@patchbay/kernel';

const CREDENTIAL_HEADER = /^(?:proxy-)?authorization$|api-?key|token|secret|passw|signature/i;
/** A header named like a credential may hold a plain word; short ones would be blotted out of every answer. */
const MIN_LENGTH = 8;

/**
 * Registers what a request authenticates with, as it goes over the wire: however it was made (template, stored definition, OAuth1 signature),
 * a provider that echoes it must not bring it into a record.
 */
export function hideWireSecrets(request: Pick<ProviderRequest, 'url' | 'headers'>, redactor: Redactor): void {
  for (const name in request.headers) {
    if (!CREDENTIAL_HEADER.test(name)) continue;
    const value = request.headers[name] ?? '';
    const space = value.indexOf(' ');
    const secret = space < 0 ? value : value.slice(space + 1);
    hide(secret, redactor);
    if (/^basic /i.test(value)) {
      const pair = Buffer.from(secret, 'base64').toString();
      hide(pair.slice(pair.indexOf(':') + 1), redactor);
    }
  }
  const query = request.url.indexOf('?');
  if (query >= 0) {
    for (const [name, value] of new URLSearchParams(request.url.slice(query + 1))) if (isSensitiveParameter(name)) hide(value, redactor);
  }
}

function hide(secret: string, redactor: Redactor): void {
  if (secret.length >= MIN_LENGTH) redactor.add(secret);
}
