import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ConnectionChanges, ConnectionStore, type ConnectionChange } from '@patchbay/connections';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { ParkedRuns } from '@patchbay/router';

/** An account that is connected again lets the runs go on that wait for it. Connections know no runs, and runs no connections. */
@Injectable()
export class ParkedRunsWaker implements OnModuleInit, OnModuleDestroy {
  private off: () => void = () => undefined;

  constructor(
    private readonly changes: ConnectionChanges,
    private readonly connections: ConnectionStore,
    private readonly database: Database,
    private readonly runs: ParkedRuns,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.off = this.changes.on((change) => {
      // After a gap in the notifications the runs look again by themselves.
      if (change !== 'everything') void this.wake(change);
    });
  }

  onModuleDestroy(): void {
    this.off();
  }

  private async wake({ workspaceId, id }: ConnectionChange): Promise<void> {
    try {
      await this.runs.wake({ workspaceId, connectionId: id }, async () => {
        const connection = await this.database.inWorkspace(workspaceId, (tx) => this.connections.get(tx, id));
        // Of a deleted connection the runs are told when they look again.
        return connection === undefined || connection.status === 'active';
      });
    } catch (error) {
      this.logger.warn({ err: error, connectionId: id }, 'runs that wait for a connection could not be woken');
    }
  }
}
