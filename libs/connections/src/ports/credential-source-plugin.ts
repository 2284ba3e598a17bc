import type { JsonObject, ResolvedCredential, WorkspaceId } from '@patchbay/kernel';
import type { Connection } from '../connection/connection.js';

export interface PluginCredential {
  readonly credential: ResolvedCredential['credential'];
  /** Non-secret facts to go with the connection's own metadata. */
  readonly metadata: JsonObject;
  /** Undefined: does not expire. */
  readonly expiresAt?: Date | undefined;
}

export interface SessionAsk {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  /** Integration key of the connector's OAuth kind. */
  readonly provider: string;
  readonly name: string | undefined;
  /** The connection that is to be signed in again. */
  readonly reconnect: Connection | undefined;
  /** Who asks: `user:<subject>` or `api_key:<id>`. */
  readonly actor: string;
  /** What the connector asks for before connecting (shop name, region). */
  readonly asked: JsonObject;
}

export interface ConnectSession {
  /** By it one asks what came of it. */
  readonly id: string;
  readonly provider: 'nango' | 'oauth2';
  readonly connectUrl: string;
  readonly sessionToken?: string;
  readonly expiresAt: Date;
}

/**
 * An outside service that keeps OAuth credentials (Nango). Errors: `account_reauth` when the account has to sign in again,
 * `credential_source_unavailable` when the service cannot be asked, `config_invalid` when it refuses us.
 */
export abstract class CredentialSourcePlugin {
  /** Whether it can connect this provider; false sends the session to the built-in OAuth client. */
  abstract knows(workspaceId: WorkspaceId, provider: string): Promise<boolean>;
  abstract startSession(ask: SessionAsk): Promise<ConnectSession>;
  /** The connection's credential. `fresh`: not from memory, refreshed there if it can be. */
  abstract open(connection: Connection, options: { fresh: boolean }): Promise<PluginCredential>;
  /** Forgets the account there. Out: whether the provider confirmed that its tokens are revoked. */
  abstract remove(connection: Connection): Promise<boolean>;
}
