import type { Auth, Connector } from '@patchbay/connector-sdk';
import type { ProviderOverride } from '@patchbay/platform';
import type { Runnable, WorkspaceId } from '@patchbay/kernel';

/** A connector as far as connecting goes. */
export interface ConnectableConnector {
  readonly key: string;
  readonly title: string;
  /** Ways to connect, best first. */
  readonly auth: readonly Auth[];
  /** Absent for custom connectors. */
  readonly definition?: Connector;
  /** Custom connectors that bring one: the request that tests a connection. */
  readonly probe?: Runnable;
  readonly overrides?: ProviderOverride;
}

/** Which connectors there are. The apps give it: connections know no registry. */
export abstract class ConnectorDirectory {
  /** Undefined: the workspace knows no such connector. */
  abstract find(workspaceId: WorkspaceId, key: string): Promise<ConnectableConnector | undefined>;
}
