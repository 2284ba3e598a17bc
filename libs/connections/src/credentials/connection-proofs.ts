import type { WorkspaceId } from '@patchbay/kernel';
import type { Database } from '@patchbay/platform';

const FLUSH_MS = 5_000;
const AGAIN_MS = 60_000;
const MAX_KNOWN = 20_000;

/**
 * Remembers that connections work, out of the calls made with them: a note in memory for each call, one statement for all connections every few seconds, and for one
 * connection at most once a minute. A proof lost with its process costs nothing: the next call brings it again.
 */
export class ConnectionProofs {
  private readonly notedAtMs = new Map<string, number>();
  private waiting: { workspaceId: WorkspaceId; connectionId: string }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly now: () => number = Date.now,
  ) {}

  note(place: { readonly workspaceId: WorkspaceId; readonly connectionId: string }): void {
    const now = this.now();
    if (now - (this.notedAtMs.get(place.connectionId) ?? 0) < AGAIN_MS) return;
    if (this.notedAtMs.size >= MAX_KNOWN) this.notedAtMs.clear();
    this.notedAtMs.set(place.connectionId, now);
    this.waiting.push(place);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Never throws. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const proven = this.waiting;
    this.waiting = [];
    if (proven.length === 0) return;
    await this.database
      .asSystem((tx) =>
        tx.query(
          // In order, so that two processes do not wait for each other; a row that a refresh holds is proven by the next call.
          `update connections c set last_proven_at = now(),
             last_error_code = null, last_error_message = null, last_error_at = null
           from (select workspace_id, id from connections join unnest($1::uuid[], $2::uuid[]) as asked (workspace_id, id) using (workspace_id, id)
                 where status = 'active' and (last_proven_at is null or last_proven_at < now() - interval '1 minute')
                 order by workspace_id, id for update skip locked) as works
           where c.workspace_id = works.workspace_id and c.id = works.id`,
          [proven.map(({ workspaceId }) => workspaceId), proven.map(({ connectionId }) => connectionId)],
        ),
      )
      .catch(() => undefined);
  }
}
