import { randomUUID } from 'node:crypto';
import { PlatformError, type Credential } from '@patchbay/kernel';
import type { Auth, CustomAuth, TokenPlace } from './auth.js';
import { oauth1Header } from './oauth1-signature.js';

/** A request on its way out; applying auth adds headers or query parameters to it. */
export interface Draft {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  /** Pairs of a form body, for OAuth1 signatures. */
  readonly form: readonly (readonly [string, string])[];
}

/** The alternative a credential belongs to: same kind first, then a single token where a single token fits. */
export function pickAuth(alternatives: readonly Auth[], credential: Credential): Auth | undefined {
  const exact = alternatives.find((auth) => auth.kind === credential.type && fits(auth, credential));
  if (exact) return exact;
  if (credential.type === 'api_key' || credential.type === 'bearer') {
    return alternatives.find((auth) => auth.kind === 'api_key' || auth.kind === 'bearer');
  }
  return undefined;
}

function fits(auth: Auth, credential: Credential): boolean {
  if (auth.kind !== 'custom' || credential.type !== 'custom') return true;
  return Object.entries(auth.fields).every(([name, field]) => field.optional === true || credential.fields[name] !== undefined);
}

/** Adds the credential to the request. `auth` comes from `pickAuth`. */
export function applyAuth(auth: Auth, credential: Credential, draft: Draft): void {
  switch (credential.type) {
    case 'none':
      return;
    case 'database':
      return;
    case 'api_key':
      return placeToken(placeOf(auth), credential.apiKey, draft);
    case 'bearer':
      return placeToken(placeOf(auth), credential.token, draft);
    case 'oauth2':
      return placeToken(placeOf(auth), credential.accessToken, draft);
    case 'basic':
      return placeBasic(credential.username, credential.password, draft);
    case 'custom':
      return auth.kind === 'custom' ? applyFields(auth, credential.fields, draft) : undefined;
    case 'oauth1': {
      draft.headers['authorization'] = oauth1Header({
        method: draft.method,
        url: draft.url,
        form: draft.form,
        credential,
        signature: auth.kind === 'oauth1' ? auth.signature : 'HMAC-SHA1',
        nonce: randomUUID(),
        timestampSeconds: Math.floor(Date.now() / 1000),
      });
    }
  }
}

function placeOf(auth: Auth): TokenPlace {
  return 'sendAs' in auth ? auth.sendAs : { in: 'header', name: 'authorization', prefix: 'Bearer ' };
}

function placeToken(place: TokenPlace, token: string, draft: Draft): void {
  const value = `${place.prefix ?? ''}${token}`;
  if (place.in === 'query') draft.url.searchParams.set(place.name, value);
  else draft.headers[place.name.toLowerCase()] = sendable(value);
}

function placeBasic(username: string, password: string, draft: Draft): void {
  draft.headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function applyFields(auth: CustomAuth, fields: Readonly<Record<string, string>>, draft: Draft): void {
  const fill = (template: string): string =>
    template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => (Object.hasOwn(fields, name) ? (fields[name] ?? '') : ''));
  for (const [name, template] of Object.entries(auth.apply.headers ?? {})) draft.headers[name.toLowerCase()] = sendable(fill(template));
  for (const [name, template] of Object.entries(auth.apply.query ?? {})) draft.url.searchParams.set(name, fill(template));
  if (auth.apply.basic) placeBasic(fill(auth.apply.basic.username), fill(auth.apply.basic.password), draft);
}

/** A secret with a line break (a copy-paste accident) is refused here with a sentence instead of deep in the HTTP client. */
function sendable(value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new PlatformError(
    'account_reauth',
    'The stored credential has characters that no header can carry, such as a line break. Enter it again.',
  );
}
