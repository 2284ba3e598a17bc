import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isPlatformError, newId, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache } from '@patchbay/platform';
import type { Connection } from '../connection/connection.js';
import { TokenClient } from '../oauth/token-client.js';
import { oauth2Addresses } from '../oauth/provider-address.js';
import { ConnectorDirectory } from '../ports/connector-directory.js';
import { CredentialSourcePlugin, type ConnectSession, type PluginCredential, type SessionAsk } from '../ports/credential-source-plugin.js';
import { DeadAccounts } from '../refresh/dead-accounts.service.js';
import type { NangoClient, NangoIntegration, NangoRead } from './nango-client.js';
import { grantOf } from './nango-credential.js';
import { NangoSessionsStore } from './nango-sessions.store.js';
import { NangoTokens } from './nango-tokens.js';

/** Tags by which our connections are found again in Nango. They are sent with every session: one without tags would empty them. */
export const WORKSPACE_TAG = 'patchbay_workspace';
export const SESSION_TAG = 'patchbay_session';

const FORCE_AGAIN_MS = 30_000;
const REVOKE_TIMEOUT_MS = 10_000;

/** Which connector's facts and revocation a connection needs. */
export interface NangoPlace {
  readonly integration: string;
  readonly nangoId: string;
}

/** OAuth credentials that Nango keeps: connect sessions there, tokens read from there, our calls with them. */
@Injectable()
export class NangoSource extends CredentialSourcePlugin {
  /** Told when a sign-in has begun, with the moment it ends. */
  onSession: (until: Date) => void = () => undefined;
  private readonly tokens = new NangoTokens();
  private readonly forcedAtMs = new Map<string, number>();
  private readonly integrations: LoadingCache<NangoIntegration[]>;
  private readonly usable: LoadingCache<{ readonly oauth2: boolean }>;

  constructor(
    readonly client: NangoClient,
    private readonly database: Database,
    private readonly directory: ConnectorDirectory,
    private readonly sessions: NangoSessionsStore,
    private readonly deaths: DeadAccounts,
    private readonly revoker: TokenClient,
  ) {
    super();
    const times = { maxEntries: 500, ttlMs: 60_000, missTtlMs: 1_000, maxMisses: 1 };
    this.integrations = new LoadingCache({ ...times, load: () => client.integrations() });
    this.usable = new LoadingCache({ ...times, load: async (provider) => ({ oauth2: (await client.authMode(provider)) === 'OAUTH2' }) });
  }

  async knows(_workspaceId: WorkspaceId, provider: string): Promise<boolean> {
    const integration = await this.integrationOf(provider);
    return integration !== undefined && (await this.usable.get(integration.provider))?.oauth2 === true;
  }

  async startSession(ask: SessionAsk): Promise<ConnectSession> {
    const { workspaceId, connector, provider, name, reconnect, actor, asked } = ask;
    const integration = reconnect?.nangoIntegration ?? (await this.integrationOf(provider))?.key;
    if (integration === undefined) throw new PlatformError('config_invalid', `Nango has no integration for ${provider}.`);
    const id = newId();
    const what = { integration, tags: { [WORKSPACE_TAG]: workspaceId, [SESSION_TAG]: id }, asked };
    const nangoId = reconnect?.nangoConnectionId ?? undefined;
    const { token, link, expiresAt } =
      nangoId === undefined ? await this.client.session(what) : await this.again({ ...what, connectionId: nangoId });
    await this.database.inWorkspace(workspaceId, (tx) =>
      this.sessions.begin(tx, {
        workspaceId,
        id,
        connector,
        provider,
        integration,
        name: name ?? null,
        connectionId: reconnect?.id ?? null,
        asked,
        createdBy: actor,
        expiresAt,
        tokenHash: createHash('sha256').update(token).digest(),
      }),
    );
    this.onSession(expiresAt);
    return { id, provider: 'nango', connectUrl: link, sessionToken: token, expiresAt };
  }

  async open(connection: Connection, { fresh }: { fresh: boolean }): Promise<PluginCredential> {
    const read = (): Promise<PluginCredential> =>
      this.watched(connection, () => this.readGrant(connection, fresh && this.mayForce(connection)));
    return fresh ? this.tokens.load(connection, read, 'fresh') : this.tokens.get(connection, read);
  }

  /** Revokes at the provider where the connector knows how and Nango tells the app, and forgets the account there. */
  async remove(connection: Connection): Promise<boolean> {
    const { integration, nangoId } = placeOf(connection);
    this.tokens.forget(connection);
    const revoked = await this.revoke(connection).catch(() => false);
    await this.client.remove(integration, nangoId).catch((error: unknown) => {
      // Somebody deleted it there before.
      if (!isPlatformError(error) || error.code !== 'account_reauth') throw error;
    });
    return revoked;
  }

  /** The integration named like the connector's OAuth kind, else the only one for that provider. */
  async integrationOf(provider: string): Promise<NangoIntegration | undefined> {
    const all = (await this.integrations.get('all')) ?? [];
    const named = all.find(({ key }) => key === provider);
    const same = all.filter((integration) => integration.provider === provider);
    return named ?? (same.length === 1 ? same[0] : undefined);
  }

  /** A connection that Nango has lost meanwhile signs in as a new one. */
  private async again(ask: Parameters<NangoClient['reconnectSession']>[0]): ReturnType<NangoClient['session']> {
    try {
      return await this.client.reconnectSession(ask);
    } catch (error) {
      if (isPlatformError(error) && error.detail.providerCode === 'invalid_body') return this.client.session(ask);
      throw error;
    }
  }

  private async readGrant(connection: Connection, force: boolean): Promise<PluginCredential> {
    const known = await this.directory.find(connection.workspaceId, connection.connector);
    return grantOf(await this.readPatiently(connection, force), known?.auth ?? []);
  }

  /**
   * While Nango waits after a failed renewal it refuses even a token that is good, and after four days of failures for ever (424). One forced read, every half minute,
   * tells which it is.
   */
  private async readPatiently(connection: Connection, force: boolean): Promise<NangoRead> {
    const { integration, nangoId } = placeOf(connection);
    try {
      return await this.client.read(integration, nangoId, { fresh: force });
    } catch (error) {
      const waiting = isPlatformError(error) && error.detail.providerStatus === 424;
      if (!waiting || !this.mayForce(connection)) throw error;
      return this.client.read(integration, nangoId, { fresh: true });
    }
  }

  private mayForce({ id }: Connection): boolean {
    const now = Date.now();
    if (now - (this.forcedAtMs.get(id) ?? 0) < FORCE_AGAIN_MS) return false;
    if (this.forcedAtMs.size > 5_000) this.forcedAtMs.clear();
    this.forcedAtMs.set(id, now);
    return true;
  }

  /** What a read shows of the account's life is kept with the connection. */
  private async watched(connection: Connection, read: () => Promise<PluginCredential>): Promise<PluginCredential> {
    try {
      const credential = await read();
      if (connection.status === 'needs_reauth') await this.deaths.revive(connection);
      return credential;
    } catch (error) {
      if (!isPlatformError(error)) throw error;
      const named = error.with({ connector: connection.connector, connectionId: connection.id });
      if (error.code === 'account_reauth') await this.deaths.declare(connection, named, 'system:nango');
      throw named;
    }
  }

  private async revoke(connection: Connection): Promise<boolean> {
    const { integration, nangoId } = placeOf(connection);
    const known = await this.directory.find(connection.workspaceId, connection.connector);
    const auth = known?.auth.find((way) => way.kind === 'oauth2');
    if (!known || !auth) return false;
    const { tokenUrl, revokeUrl } = oauth2Addresses(auth, connection.metadata, known.overrides);
    const app = revokeUrl === undefined ? undefined : await this.client.app(integration);
    if (!app || revokeUrl === undefined) return false;
    const { credentials } = await this.client.read(integration, nangoId, { refreshToken: true });
    const token = credentials?.['refresh_token'] ?? credentials?.['access_token'];
    return typeof token === 'string' && this.revoker.revoke({ auth, tokenUrl, ...app, timeoutMs: REVOKE_TIMEOUT_MS }, revokeUrl, token);
  }
}

export function placeOf({ nangoIntegration, nangoConnectionId, id }: Connection): NangoPlace {
  if (nangoIntegration === null || nangoConnectionId === null)
    throw new PlatformError('credential_unreadable', 'The connection does not say where in Nango it is.', { connectionId: id });
  return { integration: nangoIntegration, nangoId: nangoConnectionId };
}
