import { CONTACTS_CHANNEL, type Contact, type ContactsService } from '@patchbay/contacts';
import { compileCondition, MAX_FILLED_CHARS } from '@patchbay/http-connectors';
import { isPlatformError, type WorkspaceId } from '@patchbay/kernel';
import { newTraceId, Rounds, type Database, type Logger, type Tx } from '@patchbay/platform';
import type { ContactTrigger } from '../definition/workflow.schema.js';
import type { RunStarter, RunStart } from '../runs/run-starter.js';
import { triggerPrincipal } from './trigger-principal.js';
import type { ContactListener, NotedContactEvent, TriggerStore } from './trigger.store.js';

const EVERY_MS = 2_000;
const EVENTS_AT_ONCE = 200;

export interface ContactTriggersParts {
  readonly db: Database;
  readonly store: TriggerStore;
  readonly contacts: Pick<ContactsService, 'find'>;
  readonly starter: Pick<RunStarter, 'startIn'>;
  readonly logger: Logger;
}

/** Starts runs for contacts that were created or changed. An event is taken away and its runs are started in one transaction: once, whatever dies. */
export class ContactTriggers {
  private readonly rounds: Rounds;
  private listening: (() => Promise<void>) | undefined;

  constructor(private readonly parts: ContactTriggersParts) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.take(),
      failure: 'contact events could not be looked at; it is tried again',
      logger: parts.logger,
    });
  }

  async start(): Promise<void> {
    this.listening = await this.parts.db.listen(CONTACTS_CHANNEL, () => this.rounds.soon());
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.listening?.();
    await this.rounds.stop();
  }

  /** Takes what is there. Out: how many runs were started. */
  async take(): Promise<number> {
    const { db, store } = this.parts;
    let started = 0;
    for (const workspaceId of await db.asSystem((tx) => store.workspacesWithEvents(tx, 100))) {
      started += await this.takeOf(workspaceId as WorkspaceId);
    }
    return started;
  }

  private async takeOf(workspaceId: WorkspaceId): Promise<number> {
    const { db, store, starter, logger } = this.parts;
    let count = 0;
    for (;;) {
      const sends: (() => void)[] = [];
      const events = await db.inWorkspace(workspaceId, async (tx) => {
        const taken = await store.takeContactEvents(tx, EVENTS_AT_ONCE);
        if (taken.length === 0) return 0;
        for (const listener of await store.contactListeners(tx)) {
          const runs = await this.runsOf(tx, listener, taken);
          if (runs.length === 0) continue;
          try {
            const { workflowId } = listener;
            const { send, started } = await starter.startIn(tx, { principal: triggerPrincipal(workspaceId, workflowId), workflowId, runs });
            sends.push(send);
            count += started.length;
          } catch (error) {
            // The workflow wants an input that a contact's change does not bring: refused before anything was written.
            if (!isPlatformError(error) || error.status >= 500) throw error;
            logger.warn({ err: error, workflowId: listener.workflowId }, 'a contact trigger could not start its runs');
          }
        }
        return taken.length;
      });
      for (const send of sends) send();
      if (events < EVENTS_AT_ONCE) return count;
    }
  }

  private async runsOf(tx: Tx, { trigger }: ContactListener, events: readonly NotedContactEvent[]): Promise<RunStart[]> {
    const runs: RunStart[] = [];
    for (const event of events) {
      if (!listensFor(trigger, event)) continue;
      const contact = await this.parts.contacts.find(tx, event.contactId);
      // Deleted since.
      if (!contact || !holds(trigger, contact)) continue;
      runs.push({ contactId: contact.id, traceId: newTraceId(), trigger: { type: 'contact', id: trigger.id } });
    }
    return runs;
  }
}

function listensFor({ on, fields }: ContactTrigger, event: NotedContactEvent): boolean {
  const kind = event.type === 'contact.created' ? 'created' : 'updated';
  if (!on.includes(kind)) return false;
  return kind === 'created' || fields === undefined || fields.some((field) => event.fields.includes(field));
}

/** A condition that does not fit this contact does not hold. */
function holds({ when }: ContactTrigger, contact: Contact): boolean {
  if (when === undefined) return true;
  const condition = compileCondition(when, 'when');
  try {
    return condition.holds({
      roots: new Map([['contact', { ...contact }]]),
      secrets: new Map(),
      absent: new Map(),
      budgetChars: MAX_FILLED_CHARS,
    });
  } catch (error) {
    if (isPlatformError(error) && error.code === 'template_invalid') return false;
    throw error;
  }
}
