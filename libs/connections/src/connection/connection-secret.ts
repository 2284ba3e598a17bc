import { PlatformError, type Credential } from '@patchbay/kernel';
import type { Sealer } from '@patchbay/platform';
import { CONNECTION_PURPOSE, type AuthType, type ConnectionPlace } from './connection.js';

/** A value typed by the user, or where Vault keeps it. */
export type FieldValue = string | { readonly vaultPath: string };

/** What a form of a connector asks for, by field name (`apiKey`, `token`, `username`, …). */
export interface FieldSecret {
  readonly kind: 'fields';
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** What a token endpoint left with us. */
export interface TokenSecret {
  readonly kind: 'tokens';
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Of the app that was signed in with: its refresh tokens work with no other. Absent: the tokens were brought along. */
  readonly clientId?: string;
  /** Which of the connector's ways to sign in it came by; absent: the first. */
  readonly provider?: string;
  /** Client credentials of this connection alone; absent: the app's. */
  readonly clientSecret?: string;
  /** A new access token is had for the asking (RFC 6749 §4.4); there is no refresh token. */
  readonly grant?: 'client_credentials';
  /** The provider has answered a refresh with another refresh token: the old one must not be sent twice. */
  readonly rotates?: boolean;
}

export type ConnectionSecret = FieldSecret | TokenSecret;

/** Seals and opens the secrets of connections; bytes moved to another row or workspace do not open. */
export function sealSecret(sealer: Sealer, place: ConnectionPlace, secret: ConnectionSecret): { sealed: Buffer; keyId: string } {
  return sealer.seal(JSON.stringify(secret), sealPlace(place));
}

/** Throws `credential_unreadable`. */
export function openSecret(sealer: Sealer, place: ConnectionPlace, sealed: Uint8Array): ConnectionSecret {
  return JSON.parse(sealer.open(sealed, sealPlace(place))) as ConnectionSecret;
}

const sealPlace = (place: ConnectionPlace) => ({ workspaceId: place.workspaceId, rowId: place.id, purpose: CONNECTION_PURPOSE });

/** The credential that fields with all values at hand make. Throws `credential_unreadable` when one is missing. */
export function credentialOf(type: AuthType, fields: Readonly<Record<string, string>>): Credential {
  const need = (name: string): string => {
    const value = fields[name];
    if (value === undefined) throw new PlatformError('credential_unreadable', `The stored credential lacks "${name}". Enter it again.`);
    return value;
  };
  switch (type) {
    case 'api_key':
      return { type, apiKey: need('apiKey') };
    case 'bearer':
      return { type, token: need('token') };
    case 'basic':
      return { type, username: need('username'), password: need('password') };
    case 'custom':
      return { type, fields };
    case 'database':
      return { type, dsn: need('dsn') };
    case 'oauth2':
      return { type, accessToken: need('accessToken') };
    case 'oauth1':
      return {
        type,
        consumerKey: need('consumerKey'),
        consumerSecret: need('consumerSecret'),
        token: need('token'),
        tokenSecret: need('tokenSecret'),
      };
  }
}
