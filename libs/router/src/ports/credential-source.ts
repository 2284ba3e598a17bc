import { PlatformError, type ResolvedCredential, type WorkspaceId } from '@patchbay/kernel';

export interface ConnectionAsk {
  readonly workspaceId: WorkspaceId;
  /** Whose connections fit. */
  readonly connector: string;
  /** The caller's choice; absent: the workspace's default connection for the connector. */
  readonly connectionId: string | undefined;
}

export interface ConnectionChoice {
  readonly connectionId: string;
  /** A sentence for people: why this one. */
  readonly reason: string;
}

export interface CredentialAsk {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  /** Absent: the rest of the waterfall (workspace credential, Vault). */
  readonly connectionId: string | undefined;
}

export interface CredentialFound {
  readonly resolved: ResolvedCredential;
  /** A sentence for people: which source answered and which had nothing. */
  readonly reason: string;
  /** Whether refresh() can make a new one after a 401. */
  readonly refreshable: boolean;
}

/** Connections and their opened credentials, from memory where possible. */
export abstract class CredentialSource {
  /** Undefined: the workspace has none that fits. Throws `not_found` for a chosen connection of another workspace or connector. */
  abstract choose(ask: ConnectionAsk): Promise<ConnectionChoice | undefined>;
  /** The waterfall: Nango → built-in OAuth2 → stored → workspace → Vault. Undefined: none has a credential. Throws `account_reauth`, `credential_unreadable`, … */
  abstract find(ask: CredentialAsk): Promise<CredentialFound | undefined>;
  /** After a 401: a credential other than `rejected`, refreshed once for all who ask. Undefined: there is none. */
  abstract refresh(ask: CredentialAsk, rejected: ResolvedCredential): Promise<ResolvedCredential | undefined>;

  /** A call with the connection has worked. Must cost nothing: it is called for each. */
  proven(_place: { readonly workspaceId: WorkspaceId; readonly connectionId: string }): void {}
}

/** No connections at all. */
export class NoCredentials extends CredentialSource {
  choose(ask: ConnectionAsk): Promise<ConnectionChoice | undefined> {
    if (ask.connectionId === undefined) return Promise.resolve(undefined);
    return Promise.reject(new PlatformError('not_found', `There is no connection ${ask.connectionId} in this workspace.`));
  }

  find(): Promise<CredentialFound | undefined> {
    return Promise.resolve(undefined);
  }

  refresh(): Promise<ResolvedCredential | undefined> {
    return Promise.resolve(undefined);
  }
}
