import { Injectable, Optional } from '@nestjs/common';
import { isPlatformError, isUuid, PlatformError, type Credential, type ResolvedCredential, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache } from '@patchbay/platform';
import { ConnectionChanges } from '../connection/connection-changes.js';
import { ConnectionStore } from '../connection/connection.store.js';
import { CONNECTION_SOURCES, type Connection } from '../connection/connection.js';
import { TokenRefresher } from '../refresh/token-refresher.service.js';
import { ConnectionProofs } from './connection-proofs.js';
import { OpenedConnections, type OpenedConnection } from './opened-connections.service.js';
import { WorkspaceCredentials } from './workspace-credentials.service.js';

interface Ask {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  readonly connectionId: string | undefined;
}

/** A connector has few connections; more than these are still usable by their id. */
const MAX_CONNECTIONS = 200;
/** A token is renewed before a caller has to wait for it, and at the latest shortly before its end; both in parts of its life for short-lived ones. */
const AHEAD_MS = 5 * 60_000;
const LATEST_MS = 60_000;

const SOURCE_WORDS = { nango: 'Nango', oauth2: 'the built-in OAuth client', stored: 'the stored credential', vault: 'Vault' } as const;

/**
 * The router's source of credentials (its port CredentialSource): which of the workspace's accounts a call uses, and its opened credential, by the
 * waterfall explicit connection → default → Nango → built-in OAuth2 → stored → Vault → workspace credential → none. Reasons are sentences for people.
 */
@Injectable()
export class ConnectionCredentials {
  private readonly choices = new LoadingCache<readonly Connection[]>({
    maxEntries: 5_000,
    ttlMs: 30_000,
    missTtlMs: 5_000,
    maxMisses: 5_000,
    load: (key) => this.candidates(key),
  });

  private readonly proofs: ConnectionProofs;

  constructor(
    private readonly database: Database,
    private readonly store: ConnectionStore,
    private readonly opened: OpenedConnections,
    private readonly refresher: TokenRefresher,
    changes: ConnectionChanges,
    @Optional() private readonly workspaceCredentials?: WorkspaceCredentials,
  ) {
    this.proofs = new ConnectionProofs(database);
    changes.on((change) =>
      change === 'everything' ? this.choices.clear() : this.choices.invalidate(`${change.workspaceId}/${change.connector}`),
    );
  }

  /** Undefined: the workspace has none that fits. Throws `not_found` for a chosen connection of another workspace or connector. */
  async choose(ask: Ask): Promise<{ connectionId: string; reason: string } | undefined> {
    if (ask.connectionId !== undefined) return this.chosen(ask, ask.connectionId);
    const all = await this.choices.get(`${ask.workspaceId}/${ask.connector}`);
    const usable = all?.filter((connection) => connection.enabled) ?? [];
    const byDefault = usable.find((connection) => connection.isDefault);
    if (byDefault)
      return { connectionId: byDefault.id, reason: `"${byDefault.name}" is the workspace's default connection for ${ask.connector}.` };
    const best = usable.toSorted((a, b) => rank(a) - rank(b))[0];
    return (
      best && {
        connectionId: best.id,
        reason: `No default is set; "${best.name}" is ${usable.length === 1 ? 'the only connection' : `the first of ${usable.length} connections`} for ${ask.connector}.`,
      }
    );
  }

  /** Undefined: nothing has a credential. Throws `account_reauth`, `credential_unreadable`, `credential_source_unavailable`, `config_invalid`. */
  async find(ask: Ask): Promise<{ resolved: ResolvedCredential; reason: string; refreshable: boolean } | undefined> {
    if (ask.connectionId === undefined) return this.workspaceCredentials?.find(ask.workspaceId, ask.connector);
    const opened = await this.current({ workspaceId: ask.workspaceId, id: ask.connectionId });
    if (!opened) throw gone(ask.connectionId);
    const { connection, resolved, refreshable } = opened;
    return {
      resolved,
      refreshable,
      reason: `The connection "${connection.name}" has its credential from ${SOURCE_WORDS[connection.source]}.`,
    };
  }

  /** After a 401: another credential than `rejected`, refreshed once for all who ask. Undefined: there is none. */
  async refresh(ask: Ask, rejected: ResolvedCredential): Promise<ResolvedCredential | undefined> {
    if (ask.connectionId === undefined) return undefined;
    const place = { workspaceId: ask.workspaceId, id: ask.connectionId };
    this.opened.forget(place);
    const now = await this.opened.open(place);
    if (!now) return undefined;
    // Somebody has refreshed it since the call took its credential.
    if (!sameToken(now.resolved.credential, rejected.credential)) return now.resolved;
    if (now.connection.source === 'nango') return this.renewedOutside(now, rejected);
    const { refreshedAt, status } = now.connection;
    // A token fresh from the provider that it refuses all the same is not mended by another one.
    const young = refreshedAt !== null && Date.now() - refreshedAt.getTime() < this.refresher.cooldownMs;
    if (!now.refreshable || young || status !== 'active') return undefined;
    await this.refresher.refresh(now.connection);
    this.opened.forget(place);
    const next = await this.opened.open(place);
    return next && !sameToken(next.resolved.credential, rejected.credential) ? next.resolved : undefined;
  }

  /** A call with the connection has worked; noted in the background, at most once a minute for each. */
  proven(place: { readonly workspaceId: WorkspaceId; readonly connectionId: string }): void {
    this.proofs.note(place);
  }

  /** Writes down what is noted. */
  drain(): Promise<void> {
    return this.proofs.flush();
  }

  private async renewedOutside(now: OpenedConnection, rejected: ResolvedCredential): Promise<ResolvedCredential | undefined> {
    const fresh = await this.opened.openOutside(now.connection, { fresh: true });
    this.opened.forget(now.connection);
    return sameToken(fresh.resolved.credential, rejected.credential) ? undefined : fresh.resolved;
  }

  /** The opened connection with a token that is good for a while. */
  private async current(place: { workspaceId: WorkspaceId; id: string }): Promise<OpenedConnection | undefined> {
    const opened = await this.opened.open(place);
    if (!opened) return undefined;
    const leftMs = opened.expiresAtMs === undefined ? Number.POSITIVE_INFINITY : opened.expiresAtMs - Date.now();
    const { connection, refreshable } = opened;
    if (connection.source !== 'oauth2') return opened;
    if (connection.status !== 'active') {
      if (leftMs <= 0) throw needsReauth(connection);
      return opened;
    }
    // A token that cannot be prolonged is used to its end; what comes then, the refresher decides and tells once.
    if (!refreshable && leftMs > 0) return opened;
    const lifeMs = lifeOf(opened);
    if (leftMs > Math.min(AHEAD_MS, lifeMs / 4)) return opened;
    const refreshing = this.refresher.refresh(connection);
    if (leftMs > Math.min(LATEST_MS, lifeMs / 10)) {
      refreshing.catch(() => undefined);
      return opened;
    }
    try {
      await refreshing;
    } catch (error) {
      // The old token still works for a moment: better than failing a call over a source that is away.
      if (leftMs > 1_000 && isPlatformError(error) && error.code === 'credential_source_unavailable') return opened;
      throw error;
    }
    this.opened.forget(place);
    return this.opened.open(place);
  }

  private async chosen(ask: Ask, connectionId: string): Promise<{ connectionId: string; reason: string }> {
    const connection = isUuid(connectionId) ? await this.known(ask, connectionId) : undefined;
    if (!connection || connection.connector !== ask.connector) throw gone(connectionId);
    if (!connection.enabled) {
      throw new PlatformError('connection_required', `The connection "${connection.name}" is disabled. Enable it or choose another.`, {
        connectionId,
      });
    }
    return { connectionId: connection.id, reason: `The call names the connection "${connection.name}".` };
  }

  private async known(ask: Ask, id: string): Promise<Connection | undefined> {
    const all = await this.choices.get(`${ask.workspaceId}/${ask.connector}`);
    const listed = all?.find((connection) => connection.id === id.toLowerCase());
    return listed ?? this.database.inWorkspace(ask.workspaceId, (tx) => this.store.get(tx, id));
  }

  private async candidates(key: string): Promise<readonly Connection[] | undefined> {
    const slash = key.indexOf('/');
    const connector = key.slice(slash + 1);
    const found = await this.database.inWorkspace(key.slice(0, slash) as WorkspaceId, (tx) =>
      this.store.list(tx, { connector, limit: MAX_CONNECTIONS }),
    );
    return found.length > 0 ? found : undefined;
  }
}

/** Living connections first, then the order of the waterfall. */
const rank = (connection: Connection): number => (connection.status === 'active' ? 0 : 10) + CONNECTION_SOURCES.indexOf(connection.source);

function lifeOf({ connection, expiresAtMs }: OpenedConnection): number {
  const since = connection.refreshedAt?.getTime();
  return since === undefined || expiresAtMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, expiresAtMs - since);
}

function sameToken(a: Credential, b: Credential): boolean {
  return a.type === 'oauth2' && b.type === 'oauth2' ? a.accessToken === b.accessToken : JSON.stringify(a) === JSON.stringify(b);
}

function needsReauth(connection: Connection): PlatformError {
  const why = connection.lastError?.message ?? 'its token has expired and cannot be refreshed.';
  return new PlatformError('account_reauth', `The connection "${connection.name}" needs to be reconnected: ${why}`, {
    connector: connection.connector,
    connectionId: connection.id,
  });
}

const gone = (connectionId: string): PlatformError =>
  new PlatformError(
    'not_found',
    'There is no such connection for this connector in the workspace.',
    isUuid(connectionId) ? { connectionId } : {},
  );
