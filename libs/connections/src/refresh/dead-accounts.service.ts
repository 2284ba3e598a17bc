import { Injectable } from '@nestjs/common';
import type { PlatformError } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { ConnectionChanges } from '../connection/connection-changes.js';
import { ConnectionEventsStore } from '../connection/connection-events.store.js';
import type { Connection } from '../connection/connection.js';
import { RefreshClaimStore } from './refresh-claim.store.js';

/** Accounts that only a person can sign in again: one event for each, however many callers find out. */
@Injectable()
export class DeadAccounts {
  constructor(
    private readonly database: Database,
    private readonly claims: RefreshClaimStore,
    private readonly changes: ConnectionChanges,
  ) {}

  /** True for the one who found it dead first. */
  async declare(connection: Connection, error: PlatformError, actor = 'system:refresh'): Promise<boolean> {
    const { workspaceId, id, version } = connection;
    const first = await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.claims.giveUp(tx, { id, version, code: error.code, message: error.message }))) return false;
      await new ConnectionEventsStore().add(tx, {
        type: 'connection.needsReauth',
        workspaceId,
        id,
        actor,
        data: { connector: connection.connector, name: connection.name, reason: error.message },
      });
      await this.changes.announce(tx, connection);
      return true;
    });
    if (first) this.changes.tell(connection);
    return first;
  }

  /** The account answers again although it was given up. */
  async revive(connection: Connection): Promise<void> {
    const { workspaceId, id, version } = connection;
    const revived = await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.claims.revive(tx, { id, version }))) return false;
      await this.changes.announce(tx, connection);
      return true;
    });
    if (revived) this.changes.tell(connection);
  }
}
