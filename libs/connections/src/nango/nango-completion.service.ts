import { isPlatformError, PlatformError } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectionStore } from '../connection/connection.store.js';
import type { CredentialToKeep } from '../connection/connection-writer.js';
import type { Connection, ConnectionPlace } from '../connection/connection.js';
import { ConnectorDirectory, type ConnectableConnector } from '../ports/connector-directory.js';
import { SignInKeeper } from '../sessions/sign-in-keeper.service.js';
import type { NangoRead, NangoTagged } from './nango-client.js';
import { grantOf } from './nango-credential.js';
import { NangoSessionsStore, type NangoSession } from './nango-sessions.store.js';
import { SESSION_TAG, WORKSPACE_TAG, type NangoSource } from './nango-source.service.js';

/** Makes connections of ours out of sign-ins that Nango has finished. Polling and webhooks both end here; each session is completed once. */
export class NangoCompletion {
  constructor(
    private readonly source: NangoSource,
    private readonly database: Database,
    private readonly sessions: NangoSessionsStore,
    private readonly connections: ConnectionStore,
    private readonly directory: ConnectorDirectory,
    private readonly keeper: SignInKeeper,
  ) {}

  /** Asks Nango for the connection that carries the session's tag. Undefined: there is none yet, or somebody else completes it. */
  async complete({ workspaceId, id }: ConnectionPlace): Promise<Connection | undefined> {
    const found = await this.source.client.tagged({ [SESSION_TAG]: id });
    const mine = found.find(({ tags }) => tags[WORKSPACE_TAG] === workspaceId);
    if (!mine) return undefined;
    const session = await this.database.inWorkspace(workspaceId, (tx) => this.sessions.claim(tx, id));
    if (!session) return undefined;
    try {
      if (mine.provider_config_key !== session.integration) throw wrongIntegration(session);
      return await this.keep(session, mine);
    } catch (error) {
      await this.database.inWorkspace(workspaceId, (tx) => this.sessions.release(tx, id));
      throw error;
    }
  }

  /** What is kept of a connection at Nango: where it is, never its tokens. */
  credentialOf(read: NangoRead, connector: ConnectableConnector): CredentialToKeep {
    const { credential, metadata, scopes } = grantOf(read, connector.auth);
    const oauth2 = connector.auth.find((way) => way.kind === 'oauth2');
    return {
      authType: credential.type,
      source: 'nango',
      nango: { integration: read.provider_config_key, connectionId: read.connection_id },
      metadata,
      scopes: credential.type === 'oauth2' ? (scopes ?? oauth2?.scopes ?? null) : null,
      expiresAt: null,
    };
  }

  private async keep(session: NangoSession, { connection_id: nangoId }: NangoTagged): Promise<Connection> {
    const { workspaceId, integration, connector: key, asked } = session;
    const connector = await this.directory.find(workspaceId, key);
    if (!connector) throw new PlatformError('not_found', `There is no connector "${key}" any more.`);
    const credential = this.credentialOf(await this.source.client.read(integration, nangoId), connector);
    const kept = { ...credential, metadata: { ...asked, ...credential.metadata } };
    try {
      return await this.keeper.keep(session, connector, kept);
    } catch (error) {
      if (!isPlatformError(error) || error.code !== 'conflict') throw error;
      // It was made by a process that died before it could say so.
      return await this.database.inWorkspace(workspaceId, async (tx) => {
        const before = await this.connections.atNango(tx, integration, nangoId);
        if (!before) throw error;
        await this.keeper.states.finish(tx, session.id, before.id);
        return before;
      });
    }
  }
}

function wrongIntegration({ integration }: NangoSession): PlatformError {
  return new PlatformError('config_invalid', `Nango has signed the account in at another integration than ${integration}.`);
}
