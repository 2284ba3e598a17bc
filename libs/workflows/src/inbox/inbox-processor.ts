import { Injectable } from '@nestjs/common';
import { errorFacts, newId, PlatformError, toPlatformError, type Principal, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import type { WebhookTrigger } from '../definition/workflow.schema.js';
import { RunStarter } from '../runs/run-starter.js';
import { applyTrigger } from './trigger-input.js';
import { eventOf } from './webhook-event.js';
import { WebhookEventStore, type DueEvent } from './webhook-event.store.js';

export interface EventRef {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
}

/** Events worked on side by side. Those beyond wait here, and when they are too many, in the table. */
const LANES = 4;
const MAX_WAITING = 2_000;

/** Makes runs of stored events. An event and the run it starts change in one transaction: a process that dies in between has done neither. */
@Injectable()
export class InboxProcessor {
  private readonly events = new WebhookEventStore();
  private readonly waiting: EventRef[] = [];
  private readonly lanes = new Set<Promise<void>>();
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly starter: RunStarter,
  ) {}

  /** Works on the event when there is room; else a sweep will. */
  soon(event: EventRef): void {
    if (this.closed || this.waiting.length >= MAX_WAITING) return;
    this.waiting.push(event);
    if (this.lanes.size >= LANES) return;
    const lane = this.run().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  /** Finishes what is under way and leaves the rest to others. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.length = 0;
    await Promise.all(this.lanes);
  }

  private async run(): Promise<void> {
    for (let event = this.waiting.shift(); event; event = this.waiting.shift()) await this.process(event);
  }

  private async process({ workspaceId, id }: EventRef): Promise<void> {
    try {
      const send = await this.db.inWorkspace(workspaceId, async (tx) => {
        const event = await this.events.hold(tx, id);
        return event && this.begin(tx, event);
      });
      send?.();
    } catch (thrown) {
      await this.failed({ workspaceId, id }, toPlatformError(thrown));
    }
  }

  /** Out: what sends the run's first job after the commit; undefined when no run was begun. */
  private async begin(tx: Tx, event: DueEvent): Promise<(() => void) | undefined> {
    const verdict = applyTrigger(await this.triggerOf(tx, event), eventOf(event));
    if (verdict.kind === 'ignored') {
      await this.events.finish(tx, event.id, {
        status: 'ignored',
        reason: { code: 'ignored', message: 'The trigger’s condition does not hold.' },
      });
      return undefined;
    }
    const { started, send } = await this.starter.startIn(tx, {
      principal: principalOf(event),
      workflowId: event.workflowId,
      runs: [
        {
          input: verdict.input,
          contactId: verdict.contactId,
          startKey: `webhook/${event.id}/${event.replays}`,
          traceId: newId().replaceAll('-', ''),
          trigger: { type: 'webhook', id: event.triggerId },
        },
      ],
    });
    await this.events.finish(tx, event.id, { status: 'started', runId: started[0]?.runId ?? '' });
    return send;
  }

  private async triggerOf(tx: Tx, { workflowId, triggerId }: DueEvent): Promise<WebhookTrigger> {
    const { rows } = await tx.query<{ config: WebhookTrigger }>(
      `select config from workflow_triggers where workflow_id = $1 and trigger_id = $2 and type = 'webhook'`,
      [workflowId, triggerId],
    );
    if (!rows[0]) {
      throw new PlatformError('not_found', 'The workflow or its trigger is switched off or gone. Switch it on, and replay the event.');
    }
    return rows[0].config;
  }

  /** Trouble of ours passes: the event is tried again. What the event or the workflow lacks does not: it is dead until somebody replays it. */
  private async failed({ workspaceId, id }: EventRef, error: PlatformError): Promise<void> {
    const reason = { code: error.code, message: error.message };
    const passes = errorFacts(error.code).fault === 'platform';
    try {
      await this.db.inWorkspace(workspaceId, (tx) =>
        passes ? this.events.postpone(tx, id, reason) : this.events.finish(tx, id, { status: 'dead', reason }),
      );
    } catch {
      // The database is away: the event is still stored, and a sweep finds it.
    }
  }
}

/** A run that a sender begins acts with a member's rights in the workspace of its endpoint, and no further. */
function principalOf({ workspaceId, endpointId }: DueEvent): Principal {
  return { kind: 'system', id: `webhook:${endpointId}`, workspaceId, role: 'member', platformAdmin: false };
}
