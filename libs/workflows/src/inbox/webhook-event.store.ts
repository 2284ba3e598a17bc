import {
  decodeCursor,
  invalidInput,
  isUuid,
  toPage,
  type JsonObject,
  type Page,
  type PageRequest,
  type WorkspaceId,
} from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

export const WEBHOOK_EVENT_STATUSES = ['stored', 'started', 'ignored', 'dead'] as const;
/** `stored`: waits to be worked on; `started`: began a run; `ignored`: the trigger's condition did not hold; `dead`: cannot begin one, see its reason. */
export type WebhookEventStatus = (typeof WEBHOOK_EVENT_STATUSES)[number];

export interface EventReason {
  readonly code: string;
  readonly message: string;
}

export interface WebhookEvent {
  readonly id: string;
  readonly endpointId: string;
  readonly workflowId: string;
  readonly eventKey: string;
  readonly status: WebhookEventStatus;
  readonly contentType: string;
  readonly bytes: number;
  readonly reason: EventReason | null;
  readonly runId: string | null;
  readonly replays: number;
  readonly receivedAt: string;
}

/** An event with what was sent. `body`: JSON when it is JSON, else text. */
export interface WebhookEventView extends WebhookEvent {
  readonly headers: JsonObject;
  readonly body: string;
}

export interface NewEvent {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly endpointId: string;
  readonly workflowId: string;
  readonly eventKey: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An event to work on. */
export interface DueEvent {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly endpointId: string;
  readonly workflowId: string;
  readonly triggerId: string;
  readonly contentType: string;
  readonly headers: JsonObject;
  readonly body: Buffer;
  readonly replays: number;
  readonly attempts: number;
  readonly receivedAt: Date;
}

export interface WebhookEventQuery extends PageRequest {
  readonly endpointId?: string | undefined;
  readonly status?: WebhookEventStatus | undefined;
}

interface EventRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly workflow_id: string;
  readonly event_key: string;
  readonly status: WebhookEventStatus;
  readonly content_type: string;
  readonly bytes: number;
  readonly reason: EventReason | null;
  readonly run_id: string | null;
  readonly replays: number;
  readonly received_at: Date;
}

const COLUMNS =
  'id, endpoint_id, workflow_id, event_key, status, content_type, length(body) as bytes, reason, run_id, replays, received_at';
/** A failed try is repeated after 2, 4, 8 … seconds, at most an hour. */
const NEXT_TRY = `now() + least(interval '1 hour', interval '1 second' * power(2, least(attempts, 12) + 1))`;
const KEPT_KEYS = `interval '30 days'`;

/** The tables `webhook_events` and `webhook_event_keys`. */
export class WebhookEventStore {
  /** Stores an event that has not come yet. Out: the id of the one with this key, and whether it is the new one. */
  async insert(tx: Tx, event: NewEvent): Promise<{ id: string; isNew: boolean }> {
    const { workspaceId, id, endpointId, workflowId, eventKey, contentType, headers, body } = event;
    const claimed = await tx.query(
      `insert into webhook_event_keys (workspace_id, endpoint_id, event_key, event_id) values ($1, $2, $3, $4) on conflict do nothing`,
      [workspaceId, endpointId, eventKey, id],
    );
    if (claimed.rowCount === 0) {
      const { rows } = await tx.query<{ event_id: string }>(
        'select event_id from webhook_event_keys where endpoint_id = $1 and event_key = $2',
        [endpointId, eventKey],
      );
      return { id: rows[0]?.event_id ?? id, isNew: false };
    }
    await tx.query(
      `insert into webhook_events (workspace_id, id, endpoint_id, workflow_id, event_key, status, content_type, headers, body, due_at)
       values ($1, $2, $3, $4, $5, 'stored', $6, $7, $8, now() + interval '5 seconds')`,
      [workspaceId, id, endpointId, workflowId, eventKey, contentType, JSON.stringify(headers), body],
    );
    return { id, isNew: true };
  }

  /** One stored event, held for this transaction; undefined when somebody else has it or it is done. */
  async hold(tx: Tx, id: string): Promise<DueEvent | undefined> {
    const { rows } = await tx.query<DueEvent>(
      `select e.workspace_id as "workspaceId", e.id, e.endpoint_id as "endpointId", e.workflow_id as "workflowId", w.trigger_id as "triggerId",
         e.content_type as "contentType", e.headers, e.body, e.replays, e.attempts, e.received_at as "receivedAt"
       from webhook_events e join webhook_endpoints w on w.workspace_id = e.workspace_id and w.id = e.endpoint_id
       where e.id = $1 and e.status = 'stored' for update of e skip locked`,
      [id],
    );
    return rows[0];
  }

  /** As the system: events whose turn has come. */
  async due(tx: Tx, limit: number): Promise<{ workspaceId: WorkspaceId; id: string }[]> {
    const { rows } = await tx.query<{ workspaceId: WorkspaceId; id: string }>(
      `select workspace_id as "workspaceId", id from webhook_events where status = 'stored' and due_at <= now() order by due_at limit $1`,
      [limit],
    );
    return rows;
  }

  async finish(tx: Tx, id: string, end: { status: WebhookEventStatus; runId?: string; reason?: EventReason }): Promise<void> {
    await tx.query('update webhook_events set status = $2, run_id = coalesce($3, run_id), reason = $4 where id = $1', [
      id,
      end.status,
      end.runId ?? null,
      end.reason ? JSON.stringify(end.reason) : null,
    ]);
  }

  async postpone(tx: Tx, id: string, reason: EventReason): Promise<void> {
    await tx.query(
      `update webhook_events set attempts = attempts + 1, due_at = ${NEXT_TRY}, reason = $2 where id = $1 and status = 'stored'`,
      [id, JSON.stringify(reason)],
    );
  }

  /** Lets an event be worked on again, as a new wish. Out: false when it waits already. */
  async replay(tx: Tx, id: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update webhook_events set status = 'stored', replays = replays + 1, attempts = 0, due_at = now() + interval '5 seconds', reason = null
       where id = $1 and status <> 'stored'`,
      [id],
    );
    return rowCount > 0;
  }

  async view(tx: Tx, id: string): Promise<WebhookEventView | undefined> {
    const { rows } = await tx.query<EventRow & { headers: JsonObject; body: Buffer }>(
      `select ${COLUMNS}, headers, body from webhook_events where id = $1 and id >= kept_from('events')`,
      [id],
    );
    return rows[0] && { ...toEvent(rows[0]), headers: rows[0].headers, body: rows[0].body.toString('utf8') };
  }

  async list(tx: Tx, { endpointId, status, limit, cursor }: WebhookEventQuery): Promise<Page<WebhookEvent>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
    if (before !== undefined && !isUuid(before)) throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
    const { rows } = await tx.query<EventRow>(
      `select ${COLUMNS} from webhook_events
       where ($1::uuid is null or endpoint_id = $1) and ($2::text is null or status = $2) and ($3::uuid is null or id < $3)
         and id >= kept_from('events') order by id desc limit $4`,
      [endpointId ?? null, status ?? null, before ?? null, limit + 1],
    );
    return toPage(rows.map(toEvent), limit, ({ id }) => [id]);
  }

  /** As the system: forgets keys that nobody repeats any more. */
  async forgetKeys(tx: Tx, limit: number): Promise<number> {
    const { rowCount } = await tx.query(
      `delete from webhook_event_keys where (workspace_id, endpoint_id, event_key) in
         (select workspace_id, endpoint_id, event_key from webhook_event_keys where created_at < now() - ${KEPT_KEYS} order by created_at limit $1)`,
      [limit],
    );
    return rowCount;
  }
}

function toEvent(row: EventRow): WebhookEvent {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    workflowId: row.workflow_id,
    eventKey: row.event_key,
    status: row.status,
    contentType: row.content_type,
    bytes: row.bytes,
    reason: row.reason,
    runId: row.run_id,
    replays: row.replays,
    receivedAt: row.received_at.toISOString(),
  };
}
