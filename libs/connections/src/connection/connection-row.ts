import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { AuthType, Connection, ConnectionSource } from './connection.js';

/** The shown columns of `connections`, in one place. */
export const SHOWN_COLUMNS = `workspace_id, id, connector_key, name, auth_type, source, nango_integration, nango_connection_id, metadata, scopes, expires_at,
  refresh_expires_at, refreshed_at, is_default, enabled, status, account, last_proven_at, last_error_code, last_error_message, last_error_at, version,
  created_by, created_at, updated_at`;

export interface ConnectionRow {
  readonly workspace_id: WorkspaceId;
  readonly id: string;
  readonly connector_key: string;
  readonly name: string;
  readonly auth_type: AuthType;
  readonly source: ConnectionSource;
  readonly nango_integration: string | null;
  readonly nango_connection_id: string | null;
  readonly metadata: JsonObject;
  readonly scopes: string[] | null;
  readonly expires_at: Date | null;
  readonly refresh_expires_at: Date | null;
  readonly refreshed_at: Date | null;
  readonly is_default: boolean;
  readonly enabled: boolean;
  readonly status: 'active' | 'needs_reauth';
  readonly account: string | null;
  readonly last_proven_at: Date | null;
  readonly last_error_code: string | null;
  readonly last_error_message: string | null;
  readonly last_error_at: Date | null;
  readonly version: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function connectionOf(row: ConnectionRow): Connection {
  const { last_error_code: code, last_error_message: message, last_error_at: at } = row;
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    connector: row.connector_key,
    name: row.name,
    authType: row.auth_type,
    source: row.source,
    nangoIntegration: row.nango_integration,
    nangoConnectionId: row.nango_connection_id,
    metadata: row.metadata,
    scopes: row.scopes,
    expiresAt: row.expires_at,
    refreshExpiresAt: row.refresh_expires_at,
    refreshedAt: row.refreshed_at,
    isDefault: row.is_default,
    enabled: row.enabled,
    status: row.enabled ? row.status : 'disabled',
    account: row.account,
    lastProvenAt: row.last_proven_at,
    lastError: code === null || at === null ? null : { code, message: message ?? '', at },
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
