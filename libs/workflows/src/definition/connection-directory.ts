import { Injectable } from '@nestjs/common';
import { ConnectionStore } from '@patchbay/connections';
import type { Problems } from '@patchbay/http-connectors';
import { isUuid, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import type { CheckedNode } from '../plan/plan.js';

/** Tells whether the connections that nodes name are there and fit. */
@Injectable()
export class ConnectionDirectory {
  constructor(
    private readonly db: Database,
    private readonly store: ConnectionStore,
  ) {}

  async check(workspaceId: WorkspaceId, nodes: readonly CheckedNode[], problems: Problems): Promise<void> {
    const named = nodes.flatMap(({ node, path }) =>
      node.type === 'action' && node.connectionId !== undefined
        ? [{ id: node.connectionId, connector: node.connector, path: `${path}.connectionId` }]
        : [],
    );
    if (named.length === 0) return;
    await this.db.inWorkspace(workspaceId, async (tx) => {
      for (const { id, connector, path } of named) {
        const connection = await this.store.get(tx, id);
        if (!connection) problems.add(path, 'there is no such connection in this workspace');
        // A custom connector may use the connections of the service it calls.
        else if (!isUuid(connector) && connection.connector !== connector) {
          problems.add(path, `is a connection of ${connection.connector}; this node calls ${connector}`);
        }
      }
    });
  }
}
