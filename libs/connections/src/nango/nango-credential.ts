import type { Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { isJsonObject, PlatformError, type Credential, type JsonObject } from '@patchbay/kernel';
import { standardAnswer } from '../oauth/token-answer.js';
import type { PluginCredential } from '../ports/credential-source-plugin.js';
import { declaredFacts } from '../refresh/token-exchange.js';
import type { NangoRead } from './nango-client.js';

type SomeCredential = Exclude<Credential, { type: 'none' }>;

/** What a read of Nango's gives a connection of ours. */
export interface NangoGrant extends PluginCredential {
  readonly credential: SomeCredential;
  /** null: the provider did not say. */
  readonly scopes: readonly string[] | null;
}

/** In: a connection as Nango reads it, and the connector's ways to connect. Throws `config_invalid` when the connector cannot use what it holds. */
export function grantOf({ credentials, connection_config: config }: NangoRead, ways: readonly Auth[]): NangoGrant {
  if (!credentials)
    throw new PlatformError('config_invalid', 'NANGO_SECRET_KEY may not read credentials. Give it the scope connections:read_credentials.');
  const oauth2 = ways.find((way): way is OAuth2Auth => way.kind === 'oauth2');
  const raw = isJsonObject(credentials['raw']) ? credentials['raw'] : {};
  const said = oauth2 ? standardAnswer(raw, oauth2) : raw;
  const { scope } = said;
  const ends = typeof credentials['expires_at'] === 'string' ? Date.parse(credentials['expires_at']) : Number.NaN;
  return {
    credential: credentialIn(credentials, ways),
    metadata: oauth2 ? declaredFacts(oauth2, { ...config, ...said }).found : {},
    expiresAt: Number.isNaN(ends) ? undefined : new Date(ends),
    scopes: typeof scope === 'string' ? scope.split(' ') : null,
  };
}

function credentialIn(credentials: JsonObject, ways: readonly Auth[]): SomeCredential {
  const text = (name: string): string => {
    const value = credentials[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new PlatformError('config_invalid', `Nango answered a credential without "${name}".`);
  };
  const has = (kind: Auth['kind']): boolean => ways.some((way) => way.kind === kind);
  switch (credentials['type']) {
    case 'OAUTH2':
      return { type: 'oauth2', accessToken: text('access_token') };
    case 'OAUTH2_CC':
      return { type: 'oauth2', accessToken: text('token') };
    case 'API_KEY':
      return has('bearer') && !has('api_key') ? { type: 'bearer', token: text('apiKey') } : { type: 'api_key', apiKey: text('apiKey') };
    case 'BASIC':
      return { type: 'basic', username: text('username'), password: text('password') };
    default:
      throw new PlatformError(
        'config_invalid',
        'Nango holds a kind of credential that connections from Nango cannot use. Connect the account here instead.',
      );
  }
}
