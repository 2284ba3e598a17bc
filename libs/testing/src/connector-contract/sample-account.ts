import { secretsOf, type Credential, type JsonObject, type ResolvedCredential } from '@patchbay/kernel';
import type { Auth, Connector } from '@patchbay/connector-sdk';

/** What the suite needs to know of a made-up account: metadata, and values of non-secret custom fields. */
export type AccountFacts = Readonly<Record<string, string | number | boolean>>;

export interface SampleAccount {
  readonly resolved: ResolvedCredential;
  readonly secrets: readonly string[];
}

/** A made-up credential for one auth alternative; every secret is recognisable. */
export function sampleAccount(auth: Auth, facts: AccountFacts): SampleAccount {
  const credential = credentialFor(auth, facts);
  const metadata: JsonObject = { ...facts };
  return {
    resolved: { credential, metadata, connectionId: '0198f3a0-0000-7000-8000-000000000001', source: 'stored' },
    secrets: secretsOf(credential).filter((secret) => !Object.values(facts).includes(secret)),
  };
}

function credentialFor(auth: Auth, facts: AccountFacts): Credential {
  switch (auth.kind) {
    case 'none':
      return { type: 'none' };
    case 'api_key':
      return { type: 'api_key', apiKey: 'SECRETapiKey0123' };
    case 'bearer':
      return { type: 'bearer', token: 'SECRETbearer0123' };
    case 'basic':
      return { type: 'basic', username: String(facts[auth.usernameAs ?? 'username'] ?? 'user'), password: 'SECRETpassword0123' };
    case 'oauth2':
      return { type: 'oauth2', accessToken: 'SECRETaccess0123' };
    case 'oauth1':
      return {
        type: 'oauth1',
        consumerKey: 'consumer',
        consumerSecret: 'SECRETconsumer0123',
        token: 'SECRETtoken0123',
        tokenSecret: 'SECRETtokenSecret0123',
      };
    case 'database':
      return { type: 'database', dsn: auth.example };
    case 'custom':
      return {
        type: 'custom',
        fields: Object.fromEntries(Object.keys(auth.fields).map((name) => [name, String(facts[name] ?? `SECRET${name}0123`)])),
      };
  }
}

/** The alternative a recording asks for, or the first. */
export function authAlternative(connector: Connector, kind: string | undefined): Auth {
  const auth = kind === undefined ? connector.auth[0] : connector.auth.find((one) => one.kind === kind);
  if (!auth) throw new Error(`${connector.key} has no auth alternative ${kind ?? ''}`);
  return auth;
}
