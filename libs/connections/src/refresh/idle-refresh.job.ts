import { Inject, Injectable } from '@nestjs/common';
import type { WorkspaceId } from '@patchbay/kernel';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { ConnectionStore } from '../connection/connection.store.js';
import { OauthStateStore } from '../sessions/oauth-state.store.js';
import { TokenRefresher } from './token-refresher.service.js';

/** One of all processes does a round; the others find the lock taken. */
const LOCK = 0x70_62_72_66;
const ROUND_MS = 60_000;
const MAX_PER_ROUND = 200;
const AT_ONCE = 4;

interface DueRow {
  readonly workspace_id: WorkspaceId;
  readonly id: string;
}

/**
 * Keeps connections alive that nobody uses: access tokens are renewed at least every few days, and in time before a refresh token would lapse.
 * Failures pause by themselves (see TokenRefresher), so one dead account costs one try.
 */
@Injectable()
export class IdleRefreshJob {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly store: ConnectionStore,
    private readonly states: OauthStateStore,
    private readonly refresher: TokenRefresher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.plan();
  }

  private plan(): void {
    if (this.stopped) return;
    this.timer = setTimeout(
      () => {
        void this.run()
          .catch((error: unknown) => this.logger.warn({ err: error }, 'a round of refreshing idle connections failed'))
          .finally(() => this.plan());
      },
      ROUND_MS * (0.75 + Math.random() / 2),
    );
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** One round. Out: how many connections were due. */
  async run(): Promise<number> {
    const due = await this.database.asSystem(async (tx) => {
      const { rows: locks } = await tx.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [LOCK]);
      if (!locks[0]?.got) return [];
      await this.states.sweep(tx);
      const { rows } = await tx.query<DueRow>(DUE, [MAX_PER_ROUND]);
      return rows;
    });
    const queue = [...due];
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.work(queue)));
    return due.length;
  }

  private async work(queue: DueRow[]): Promise<void> {
    for (let row = queue.shift(); row; row = queue.shift()) {
      const { workspace_id: workspaceId, id } = row;
      const connection = await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, id));
      // What went wrong is kept with the connection; the claim in Postgres keeps other processes off.
      if (connection) await this.refresher.refresh(connection).catch(() => undefined);
    }
  }
}

/** Not refreshed for five days, or the refresh token past four fifths of its life. Connections in use are renewed by their callers. */
const DUE = `
  select workspace_id, id from connections
  where source = 'oauth2' and auth_type = 'oauth2' and status = 'active' and enabled and expires_at is not null
    and (refresh_claimed_until is null or refresh_claimed_until < now()) and (refresh_retry_at is null or refresh_retry_at <= now())
    and (coalesce(refreshed_at, created_at) < now() - interval '5 days'
      or now() > coalesce(refreshed_at, created_at) + (refresh_expires_at - coalesce(refreshed_at, created_at)) * 0.8)
  order by refresh_expires_at nulls last, refreshed_at limit $1`;
