import type { ContactsService } from '@patchbay/contacts';
import { errorFacts, newId, toPlatformError, type WorkspaceId } from '@patchbay/kernel';
import { Rounds, type Database, type Logger, type Tx } from '@patchbay/platform';
import type { RunStarter } from '../runs/run-starter.js';
import { BulkRunStore, type HeldBulkRun } from './bulk-run.store.js';

const EVERY_MS = 1_000;
/** While a bulk run is under way: places of runs that ended are filled again after this time. */
const REFILL_MS = 200;
/** Runs started in one transaction. */
const AT_ONCE = 250;

/**
 * Feeds bulk runs: keeps as many of each one's runs under way as it asks for, and no more. The runs and how far it is are committed together: whatever
 * dies, each contact gets one run. Memory holds one batch, however long the list.
 */
export class BulkPump {
  private readonly store = new BulkRunStore();
  private readonly rounds: Rounds;

  constructor(
    private readonly db: Database,
    private readonly starter: RunStarter,
    private readonly contacts: ContactsService,
    private readonly logger: Logger,
  ) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.round(),
      failure: 'bulk runs could not be looked for',
      logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Does a round now, or after the one under way. */
  soon(): void {
    this.rounds.soon();
  }

  private async round(): Promise<void> {
    const running = await this.db.asSystem((tx) => this.store.running(tx));
    for (const run of running) await this.feed(run);
    if (running.length > 0) setTimeout(() => this.soon(), REFILL_MS).unref();
  }

  private async feed({ workspaceId, id }: { workspaceId: WorkspaceId; id: string }): Promise<void> {
    try {
      while ((await this.batch(workspaceId, id)) > 0);
    } catch (thrown) {
      const { code, message } = toPlatformError(thrown);
      // Trouble of ours passes. A workflow that is gone, or an input that no longer fits, does not.
      if (errorFacts(code).fault === 'platform') this.logger.warn({ err: thrown, bulkRun: id }, 'a bulk run waits');
      else await this.db.inWorkspace(workspaceId, (tx) => this.store.fail(tx, id, { code, message }));
    }
  }

  /** Out: how many contacts were looked at; 0 when there is no room, or nothing left. */
  private async batch(workspaceId: WorkspaceId, id: string): Promise<number> {
    const { lookedAt, send } = await this.db.inWorkspace(workspaceId, async (tx) => {
      const run = await this.store.hold(tx, id);
      if (!run) return { lookedAt: 0, send: undefined };
      const open = await this.store.openRuns(tx, id);
      const room = Math.min(AT_ONCE, run.concurrency - open);
      if (room <= 0) return { lookedAt: 0, send: undefined };
      const next = await this.nextContacts(tx, run, room);
      if (next.lookedAt === 0) {
        if (open === 0) await this.store.move(tx, id, { from: ['running'], to: 'finished' });
        return { lookedAt: 0, send: undefined };
      }
      await this.store.advance(tx, id, { lookedAt: next.lookedAt, skipped: next.lookedAt - next.ids.length, last: next.last });
      const started = await this.starter.startIn(tx, {
        principal: run.principal,
        workflowId: run.workflowId,
        version: run.version,
        groupId: id,
        runs: next.ids.map((contactId) => ({
          input: run.input,
          contactId,
          traceId: newId().replaceAll('-', ''),
          trigger: { type: 'bulk', id },
        })),
      });
      return { lookedAt: next.lookedAt, send: started.send };
    });
    send?.();
    return lookedAt;
  }

  /** The next contacts: how many were looked at, the last of them, and those that are still there. */
  private async nextContacts(tx: Tx, run: HeldBulkRun, limit: number): Promise<{ lookedAt: number; last: string | null; ids: string[] }> {
    if (run.contactIds === null) {
      const ids = await this.contacts.idsBetween(tx, { after: run.lastContact, upTo: run.upTo, limit });
      return { lookedAt: ids.length, last: ids.at(-1) ?? run.lastContact, ids };
    }
    const slice = run.contactIds.slice(run.lookedAt, run.lookedAt + limit);
    return { lookedAt: slice.length, last: null, ids: [...(await this.contacts.existing(tx, slice))] };
  }
}
