import type { OAuth1Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { PlatformError, type JsonObject } from '@patchbay/kernel';
import type { ProviderOverride } from '@patchbay/platform';

export interface OAuth2Addresses {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string | undefined;
}

/**
 * Where a provider's OAuth endpoints are for one account. `facts`: what the user was asked (shop name, region). An operator's override takes the
 * place of an address; without one of its own, revocation goes to the overridden token endpoint's host. Throws `input_invalid` when the facts make no usable address.
 */
export function oauth2Addresses(auth: OAuth2Auth, facts: JsonObject, overrides: ProviderOverride = {}): OAuth2Addresses {
  const at = (address: OAuth2Auth['tokenUrl']): string => checked(typeof address === 'function' ? address(facts as never) : address);
  const revokeUrl = auth.revokeUrl === undefined ? undefined : at(auth.revokeUrl);
  return {
    authorizeUrl: overrides.authorizeUrl ?? at(auth.authorizeUrl),
    tokenUrl: overrides.tokenUrl ?? at(auth.tokenUrl),
    revokeUrl: revokeUrl && (overrides.revokeUrl ?? (overrides.tokenUrl ? moved(revokeUrl, overrides.tokenUrl) : revokeUrl)),
  };
}

export function oauth1Addresses(
  auth: OAuth1Auth,
  overrides: ProviderOverride = {},
): Pick<OAuth1Auth, 'requestTokenUrl' | 'authorizeUrl' | 'accessTokenUrl'> {
  const token = (address: string): string => (overrides.tokenUrl ? moved(address, overrides.tokenUrl) : address);
  const { requestTokenUrl } = overrides;
  return {
    requestTokenUrl: requestTokenUrl ?? token(auth.requestTokenUrl),
    accessTokenUrl: requestTokenUrl === undefined ? token(auth.accessTokenUrl) : (overrides.tokenUrl ?? auth.accessTokenUrl),
    authorizeUrl: overrides.authorizeUrl ?? auth.authorizeUrl,
  };
}

function moved(address: string, to: string): string {
  const { pathname, search } = new URL(address);
  return new URL(`${pathname}${search}`, to).toString();
}

function checked(address: string): string {
  const url = URL.parse(address);
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return address;
  throw new PlatformError('input_invalid', 'The facts of the account make no usable address; correct them and connect again.');
}
