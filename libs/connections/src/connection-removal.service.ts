import { Injectable, Optional } from '@nestjs/common';
import { isPlatformError, type JsonObject } from '@patchbay/kernel';
import { Database, Sealer } from '@patchbay/platform';
import { openSecret } from './connection/connection-secret.js';
import { ConnectionStore } from './connection/connection.store.js';
import { ConnectionWriter } from './connection/connection-writer.js';
import type { Connection } from './connection/connection.js';
import { CredentialSourcePlugin } from './ports/credential-source-plugin.js';
import { TokenExchange } from './refresh/token-exchange.js';

const REVOKE_TIMEOUT_MS = 10_000;

/** Ends connections: at the provider where that can be done, and here in any case. */
@Injectable()
export class ConnectionRemoval {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly store: ConnectionStore,
    private readonly writer: ConnectionWriter,
    private readonly exchange: TokenExchange,
    @Optional() private readonly plugin?: CredentialSourcePlugin,
  ) {}

  /** Throws `not_found`. What became of the revocation is kept in the event. */
  async remove(connection: Connection, actor: string): Promise<void> {
    await this.writer.delete(connection, actor, await this.revoke(connection));
  }

  private async revoke(connection: Connection): Promise<JsonObject> {
    try {
      return { revoked: await this.revokeAt(connection) };
    } catch (error) {
      return { revoked: false, revocationError: isPlatformError(error) ? error.code : 'bug' };
    }
  }

  private async revokeAt(connection: Connection): Promise<boolean> {
    if (connection.source === 'nango') return (await this.plugin?.remove(connection)) ?? false;
    if (connection.source !== 'oauth2') return false;
    const found = await this.database.inWorkspace(connection.workspaceId, (tx) => this.store.withSecret(tx, connection.id));
    if (!found?.sealed) return false;
    const secret = openSecret(this.sealer, connection, found.sealed);
    return secret.kind === 'tokens' && this.exchange.revoke(connection, secret, REVOKE_TIMEOUT_MS);
  }
}
