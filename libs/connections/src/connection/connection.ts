import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { SealedColumn } from '@patchbay/platform';

export const AUTH_TYPES = ['api_key', 'bearer', 'basic', 'custom', 'database', 'oauth2', 'oauth1'] as const;
export type AuthType = (typeof AUTH_TYPES)[number];

/** Where the credential of a connection comes from: sealed here, our own OAuth client, Nango, or fields that name places in Vault. */
export const CONNECTION_SOURCES = ['nango', 'oauth2', 'stored', 'vault'] as const;
export type ConnectionSource = (typeof CONNECTION_SOURCES)[number];

export type ConnectionStatus = 'active' | 'needs_reauth' | 'disabled';

/** What went wrong last; the message is for people and holds no secret. */
export interface ConnectionError {
  readonly code: string;
  readonly message: string;
  readonly at: Date;
}

/** Everything about a connection but its secrets. */
export interface Connection {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly authType: AuthType;
  readonly source: ConnectionSource;
  readonly nangoIntegration: string | null;
  readonly nangoConnectionId: string | null;
  /** Non-secret facts of the account: instance URL, API domain, … */
  readonly metadata: JsonObject;
  /** What the provider granted; null: it did not say. */
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly refreshExpiresAt: Date | null;
  readonly refreshedAt: Date | null;
  readonly isDefault: boolean;
  readonly enabled: boolean;
  readonly status: ConnectionStatus;
  /** A short name of the account for people. */
  readonly account: string | null;
  readonly lastProvenAt: Date | null;
  readonly lastError: ConnectionError | null;
  /** Counts the states of the credential. */
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Names one connection. */
export interface ConnectionPlace {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
}

/** Purpose of sealed connection secrets; part of what they were sealed for. */
export const CONNECTION_PURPOSE = 'connection';

export const CONNECTIONS_COLUMN: SealedColumn = {
  table: 'connections',
  column: 'sealed',
  keyIdColumn: 'key_id',
  purpose: CONNECTION_PURPOSE,
};
