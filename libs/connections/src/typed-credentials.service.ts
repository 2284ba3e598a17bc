import { Injectable, Optional } from '@nestjs/common';
import { invalidInput, isPlatformError, PlatformError, type Credential, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { readAuth, type AuthInput } from './connection/auth-input.js';
import { credentialOf, type FieldValue, type TokenSecret } from './connection/connection-secret.js';
import type { CredentialToKeep } from './connection/connection-writer.js';
import type { TypedCredential } from './connection/typed-credential.js';
import { ConnectionTester } from './connection-tester.service.js';
import { NangoImport } from './nango/nango-import.service.js';
import { oauth2Addresses } from './oauth/provider-address.js';
import { OauthApps } from './oauth/oauth-apps.service.js';
import { TokenClient } from './oauth/token-client.js';
import type { ConnectableConnector } from './ports/connector-directory.js';
import { SecretReferences } from './ports/secret-references.js';

const TOKEN_TIMEOUT_MS = 30_000;

/** Credentials that somebody types in: read, fetched where they are only the key to a token, and tested before they are saved. */
@Injectable()
export class TypedCredentials {
  constructor(
    private readonly tester: ConnectionTester,
    private readonly apps: OauthApps,
    private readonly tokens: TokenClient,
    @Optional() private readonly references?: SecretReferences,
    @Optional() private readonly imports?: NangoImport,
  ) {}

  /** Throws `input_invalid`, `forbidden` (another's Vault path), `provider_rejected` (the test failed), and what a token endpoint or Vault answers. */
  async read(ask: {
    workspaceId: WorkspaceId;
    connector: ConnectableConnector;
    auth: JsonObject;
    actor: string;
    test?: boolean | undefined;
    platformAdmin?: boolean | undefined;
  }): Promise<TypedCredential> {
    const { workspaceId, connector, actor } = ask;
    if (ask.auth['type'] === 'nango') return this.imported(ask);
    const input = readAuth(connector.auth, ask.auth);
    const credential = input.fetchTokens ? await this.fetched(workspaceId, connector, input) : keptAs(input);
    this.checkPaths(workspaceId, credential);
    if (ask.test === false) return { credential, finish: () => Promise.resolve() };
    const unsaved = { credential: await this.opened(workspaceId, credential), metadata: credential.metadata, source: credential.source };
    const { proven, account } = await this.tester.prove({ workspaceId, connector: connector.key, actor, unsaved });
    return { credential, finish: (saved) => (proven ? this.tester.proven(saved, account) : Promise.resolve()) };
  }

  /** A connection that Nango has already; tested once it is kept, because only then it can be opened. */
  private async imported(ask: Parameters<TypedCredentials['read']>[0]): Promise<TypedCredential> {
    if (!this.imports) throw invalidInput([{ path: 'auth.type', message: 'cannot be nango: this server has none' }]);
    const { credential, finish } = await this.imports.read({ ...ask, anyUnclaimed: ask.platformAdmin === true });
    return {
      credential,
      finish: async (saved) => {
        await finish(saved);
        if (ask.test !== false) await this.tester.test(saved, ask.actor);
      },
    };
  }

  private async fetched(workspaceId: WorkspaceId, connector: ConnectableConnector, input: AuthInput): Promise<CredentialToKeep> {
    const { auth, secret, metadata } = input;
    if (auth.kind !== 'oauth2' || secret.kind !== 'tokens') throw new PlatformError('bug', 'Tokens were to be fetched without OAuth.');
    const own =
      secret.clientId !== undefined && secret.clientSecret !== undefined
        ? { clientId: secret.clientId, clientSecret: secret.clientSecret }
        : undefined;
    const app = own ?? (await this.apps.current(workspaceId, connector.key));
    if (!app) throw noApp(connector);
    const { tokenUrl } = oauth2Addresses(auth, metadata, connector.overrides);
    const grant = await this.tokens.clientCredentials({ auth, tokenUrl, ...app, timeoutMs: TOKEN_TIMEOUT_MS }).catch((thrown: unknown) => {
      throw own ? asTyped(thrown) : thrown;
    });
    const kept: TokenSecret = {
      kind: 'tokens',
      accessToken: grant.accessToken,
      grant: 'client_credentials',
      clientId: app.clientId,
      ...(own ? { clientSecret: own.clientSecret } : {}),
    };
    return {
      authType: 'oauth2',
      source: 'oauth2',
      secret: kept,
      metadata: { ...metadata },
      scopes: grant.scopes ?? auth.scopes,
      expiresAt: grant.expiresAt,
    };
  }

  private async opened(workspaceId: WorkspaceId, { secret, authType }: CredentialToKeep): Promise<Credential> {
    if (!secret || secret.kind === 'tokens') return { type: 'oauth2', accessToken: secret?.accessToken ?? '' };
    const entries = await Promise.all(
      Object.entries(secret.fields).map(async ([name, value]) => [name, await this.value(workspaceId, value)] as const),
    );
    return credentialOf(authType, Object.fromEntries(entries));
  }

  private checkPaths(workspaceId: WorkspaceId, { secret }: CredentialToKeep): void {
    if (!secret || secret.kind === 'tokens') return;
    for (const value of Object.values(secret.fields))
      if (typeof value !== 'string') this.references?.check({ workspaceId, path: value.vaultPath });
  }

  private value(workspaceId: WorkspaceId, value: FieldValue): Promise<string> {
    if (typeof value === 'string') return Promise.resolve(value);
    if (this.references) return this.references.read({ workspaceId, path: value.vaultPath });
    throw new PlatformError('feature_disabled', 'This server has no Vault: VAULT_ADDR is not set.');
  }
}

function keptAs({ authType, source, secret, metadata, scopes, expiresAt }: AuthInput): CredentialToKeep {
  return { authType, source, secret, metadata, scopes, expiresAt };
}

export function noApp(connector: ConnectableConnector): PlatformError {
  const variable = `PATCHBAY_OAUTH_${connector.key.toUpperCase().replaceAll('-', '_')}_CLIENT_ID`;
  return new PlatformError(
    'illegal_state',
    `There is no OAuth app for ${connector.title} yet. Give the workspace its own with PUT /api/v1/oauth/apps/${connector.key}, or have the operator set ${variable} and its _CLIENT_SECRET.`,
    { connector: connector.key },
  );
}

/** An app that a user typed and the provider refuses is the user's to correct; the operator's own would be the operator's. */
function asTyped(thrown: unknown): unknown {
  if (!isPlatformError(thrown) || thrown.code !== 'config_invalid') return thrown;
  const message = 'the provider refuses this client id and secret; check both, and that they are of this environment';
  return invalidInput([{ path: 'auth.clientSecret', message }]);
}
