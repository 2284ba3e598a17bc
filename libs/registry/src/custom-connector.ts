import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import type { StoredConnector } from './connector.store.js';
import { maskSecrets } from './definition-secrets.js';

/** Whose connectors, and who acts (kept as `created_by` of the version). */
export interface ConnectorActor {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
}

/** A custom connector as answered outside: its definition's members (literal credentials masked) and these. */
export type CustomConnector = JsonObject & {
  readonly id: string;
  readonly key: string;
  readonly source: 'custom';
  readonly version: number;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export function toCustomConnector(stored: StoredConnector): CustomConnector {
  return {
    ...maskSecrets(stored.definition),
    id: stored.id,
    key: stored.id,
    source: 'custom',
    version: stored.version,
    enabled: stored.enabled,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
  };
}
