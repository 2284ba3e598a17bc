import { Injectable, Optional } from '@nestjs/common';
import { PlatformError, type JsonObject, type ResolvedCredential, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache, Sealer } from '@patchbay/platform';
import { ConnectionChanges } from '../connection/connection-changes.js';
import { credentialOf, openSecret, type ConnectionSecret, type FieldValue } from '../connection/connection-secret.js';
import { ConnectionStore } from '../connection/connection.store.js';
import type { Connection, ConnectionPlace } from '../connection/connection.js';
import { CredentialSourcePlugin } from '../ports/credential-source-plugin.js';
import { SecretReferences } from '../ports/secret-references.js';

/** A connection whose credential lies open in this process's memory. */
export interface OpenedConnection {
  readonly connection: Connection;
  readonly resolved: ResolvedCredential;
  /** Of the token in it; undefined: does not expire. */
  readonly expiresAtMs: number | undefined;
  readonly refreshable: boolean;
  /** Not to be used from memory after this, ms since the epoch. */
  readonly keepUntilMs: number;
}

/** Nothing opened stays in memory closer to its expiry than this, so that what was revoked or renewed elsewhere is noticed in time. */
const MARGIN_MS = 15 * 60_000;
const TTL_MS = 30_000;
/** What Vault keeps is remembered by Vault's client; here only as long as a burst of calls lasts. */
const VAULT_TTL_MS = 1_000;

/** Opened credentials in bounded memory for seconds, dropped in every replica when their connection changes. */
@Injectable()
export class OpenedConnections {
  private readonly cache = new LoadingCache<OpenedConnection>({
    maxEntries: 5_000,
    ttlMs: TTL_MS,
    missTtlMs: 2_000,
    maxMisses: 5_000,
    load: (key) => this.load(parseKey(key)),
  });

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly store: ConnectionStore,
    changes: ConnectionChanges,
    @Optional() private readonly plugin?: CredentialSourcePlugin,
    @Optional() private readonly references?: SecretReferences,
  ) {
    changes.on((change) => (change === 'everything' ? this.cache.clear() : this.cache.invalidate(keyOf(change))));
  }

  /** Undefined: there is no such connection in the workspace. Throws `credential_unreadable` and what the sources of secrets throw. */
  open(place: ConnectionPlace): Promise<OpenedConnection | undefined> {
    const key = keyOf(place);
    const kept = this.cache.peek(key);
    if (kept && kept.keepUntilMs <= Date.now()) this.cache.invalidate(key);
    return this.cache.get(key);
  }

  /** Forgets what is in memory. */
  forget(place: ConnectionPlace): void {
    this.cache.invalidate(keyOf(place));
  }

  private async load(place: ConnectionPlace): Promise<OpenedConnection | undefined> {
    const found = await this.database.inWorkspace(place.workspaceId, (tx) => this.store.withSecret(tx, place.id));
    if (!found) return undefined;
    const { connection, sealed } = found;
    if (connection.source === 'nango') return this.openOutside(connection, { fresh: false });
    if (!sealed)
      throw new PlatformError('credential_unreadable', `The connection "${connection.name}" holds no credential.`, {
        connectionId: connection.id,
      });
    return this.openStored(connection, openSecret(this.sealer, place, sealed));
  }

  /** Asks the outside source; `fresh`: past its memory and ours. */
  async openOutside(connection: Connection, options: { fresh: boolean }): Promise<OpenedConnection> {
    if (!this.plugin) {
      throw new PlatformError(
        'config_invalid',
        `The connection "${connection.name}" is kept in Nango, but this server has none: NANGO_HOST is not set.`,
        { connectionId: connection.id },
      );
    }
    const { credential, metadata, expiresAt } = await this.plugin.open(connection, options);
    return opened({
      connection,
      credential,
      metadata: { ...connection.metadata, ...metadata },
      expiresAt: expiresAt ?? null,
      refreshable: true,
    });
  }

  private async openStored(connection: Connection, secret: ConnectionSecret): Promise<OpenedConnection> {
    const { authType, metadata, expiresAt, source } = connection;
    if (secret.kind === 'tokens') {
      const credential = {
        type: 'oauth2',
        accessToken: secret.accessToken,
        ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}),
      } as const;
      return opened({
        connection,
        credential,
        metadata,
        expiresAt,
        refreshable: source === 'oauth2' && (secret.refreshToken !== undefined || secret.grant === 'client_credentials'),
      });
    }
    const entries = await Promise.all(
      Object.entries(secret.fields).map(async ([name, value]) => [name, await this.read(connection, value)] as const),
    );
    return opened({
      connection,
      credential: credentialOf(authType, Object.fromEntries(entries)),
      metadata,
      expiresAt: null,
      refreshable: false,
    });
  }

  private async read(connection: Connection, value: FieldValue): Promise<string> {
    if (typeof value === 'string') return value;
    if (this.references) return this.references.read({ workspaceId: connection.workspaceId, path: value.vaultPath });
    throw new PlatformError(
      'config_invalid',
      `The connection "${connection.name}" is kept in Vault, but this server has none: VAULT_ADDR is not set.`,
      { connectionId: connection.id },
    );
  }
}

function opened(parts: {
  connection: Connection;
  credential: ResolvedCredential['credential'];
  metadata: JsonObject;
  expiresAt: Date | null;
  refreshable: boolean;
}): OpenedConnection {
  const { connection, credential, metadata, expiresAt, refreshable } = parts;
  const now = Date.now();
  return {
    connection,
    resolved: { credential, metadata, connectionId: connection.id, source: connection.source },
    expiresAtMs: expiresAt?.getTime(),
    refreshable,
    keepUntilMs: Math.min(
      now + (connection.source === 'vault' ? VAULT_TTL_MS : TTL_MS),
      expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - MARGIN_MS,
    ),
  };
}

const keyOf = ({ workspaceId, id }: ConnectionPlace): string => `${workspaceId.toLowerCase()}/${id.toLowerCase()}`;

function parseKey(key: string): ConnectionPlace {
  const slash = key.indexOf('/');
  return { workspaceId: key.slice(0, slash) as WorkspaceId, id: key.slice(slash + 1) };
}
