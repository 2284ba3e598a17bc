import type { WorkspaceId } from '@patchbay/kernel';

/** Whether a workspace can use a connector: `not_needed` without authentication, `connected`, `attention` (only dead connections), `not_connected`. */
export type ConnectionStatus = 'not_needed' | 'connected' | 'attention' | 'not_connected';

/** Tells the catalogue which built-in connectors a workspace has connected. */
export interface ConnectionStatuses {
  /** Connector key → status; connectors without any connection are left out. */
  byConnector(workspaceId: WorkspaceId): Promise<ReadonlyMap<string, 'connected' | 'attention'>>;
}

/** Token of `ConnectionStatuses`; without one, nothing counts as connected. */
export const CONNECTION_STATUSES = Symbol('CONNECTION_STATUSES');
