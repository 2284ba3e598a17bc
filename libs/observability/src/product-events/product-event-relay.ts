import { idAt } from '@patchbay/kernel';
import { Rounds, type Analytics, type Database, type Logger, type ProductFacts } from '@patchbay/platform';

const EVERY_MS = 10_000;
/** Events are read this long after they were made: ids rise with time, commits come a little later. */
const SETTLE_MS = 3_000;
const PAGE = 500;

/** What of the workspaces' events is told to product analytics, and which members of their data: keys of ours, never a name somebody gave. */
const RELAYED: Readonly<Record<string, readonly string[]>> = {
  'workspace.created': [],
  'workspace.deleted': [],
  'member.added': ['role'],
  'api_key.created': ['role'],
  'connection.created': ['connector'],
  'connection.deleted': ['connector'],
  'connector.created': [],
  'connector.enabled': [],
  'template.installed': [],
  'template.published': [],
  'workflow.created': [],
  'workflow.published': [],
};

interface Row {
  readonly id: string;
  readonly workspace_id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>> | null;
}

export interface RelayParts {
  readonly db: Database;
  readonly analytics: Analytics;
  readonly logger: Logger;
  /** Whether this process is the one that relays; one of all does. */
  readonly leads: () => Promise<boolean>;
}

/** Follows the event log and tells product analytics of what was done, from the start of the process on. Off when nobody listens. */
export class ProductEventRelay {
  private readonly rounds: Rounds;
  private afterId: string;

  constructor(
    private readonly parts: RelayParts,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.afterId = idAt(nowMs());
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.relay(),
      failure: 'product events could not be read; it is tried again',
      logger: parts.logger,
    });
  }

  start(): void {
    if (this.parts.analytics.on) this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** One look. Out: how many events were relayed. */
  async relay(): Promise<number> {
    const untilId = idAt(this.nowMs() - SETTLE_MS);
    if (untilId <= this.afterId) return 0;
    // Who does not lead keeps up, so that the next leader begins where the last one stopped.
    if (!(await this.parts.leads())) {
      this.afterId = untilId;
      return 0;
    }
    let relayed = 0;
    for (;;) {
      const rows = await this.read(untilId);
      for (const row of rows)
        this.parts.analytics.capture({ name: row.type, workspaceId: row.workspace_id, facts: factsOf(row), id: row.id });
      relayed += rows.length;
      this.afterId = rows.length === PAGE ? (rows.at(-1)?.id ?? untilId) : untilId;
      if (rows.length < PAGE) return relayed;
    }
  }

  private async read(untilId: string): Promise<Row[]> {
    const { rows } = await this.parts.db.asSystem((tx) =>
      tx.query<Row>(
        `select id, workspace_id, type, data from event_logs where id > $1 and id <= $2 and type = any($3::text[]) order by id limit ${PAGE}`,
        [this.afterId, untilId, Object.keys(RELAYED)],
      ),
    );
    return rows;
  }
}

function factsOf({ type, data }: Row): ProductFacts {
  return Object.fromEntries(
    (RELAYED[type] ?? []).flatMap((member) => (typeof data?.[member] === 'string' ? [[member, data[member]]] : [])),
  );
}
