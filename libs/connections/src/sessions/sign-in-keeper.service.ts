import { Injectable } from '@nestjs/common';
import { isPlatformError } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectionTester } from '../connection-tester.service.js';
import { ConnectionStore } from '../connection/connection.store.js';
import { ConnectionWriter, type CredentialToKeep } from '../connection/connection-writer.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionProber } from '../ports/connection-prober.js';
import type { ConnectableConnector } from '../ports/connector-directory.js';
import { OauthStateStore, type SignIn } from './oauth-state.store.js';

/** As much of a sign-in as it takes to keep what it brought. */
export type KeptSignIn = Pick<SignIn, 'workspaceId' | 'id' | 'createdBy' | 'connectionId' | 'name'>;

/** Keeps what a sign-in brought: the connection, further facts of the account, and the first proof. */
@Injectable()
export class SignInKeeper {
  constructor(
    readonly states: OauthStateStore,
    private readonly database: Database,
    private readonly store: ConnectionStore,
    private readonly writer: ConnectionWriter,
    private readonly prober: ConnectionProber,
    private readonly tester: ConnectionTester,
  ) {}

  /** A connection that was deleted meanwhile is made anew. What cannot be proven is kept all the same: the user has agreed at the provider. */
  async keep(signIn: KeptSignIn, connector: ConnectableConnector, credential: CredentialToKeep): Promise<Connection> {
    const { workspaceId, createdBy: actor, connectionId } = signIn;
    const before =
      connectionId === null ? undefined : await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, connectionId));
    const metadata = before ? { ...before.metadata, ...credential.metadata } : credential.metadata;
    const kept = before
      ? await this.writer.replaceCredential(before, { ...credential, metadata }, actor)
      : await this.writer.create({
          ...credential,
          workspaceId,
          connector: connector.key,
          name: signIn.name ?? connector.title,
          exactName: false,
          actor,
        });
    await this.discover(kept, actor);
    await this.tester.test(kept, actor);
    await this.database.inWorkspace(workspaceId, (tx) => this.states.finish(tx, signIn.id, kept.id));
    return kept;
  }

  private async discover(connection: Connection, actor: string): Promise<void> {
    const { workspaceId, connector, id } = connection;
    try {
      const found = await this.prober.discover({ workspaceId, connector, actor, what: { connectionId: id } });
      if (found && Object.keys(found).length > 0)
        await this.writer.change(connection, { metadata: { ...connection.metadata, ...found } }, actor);
    } catch (error) {
      // The test that follows tells what is wrong, and it is kept with the connection.
      if (!isPlatformError(error)) throw error;
    }
  }
}
