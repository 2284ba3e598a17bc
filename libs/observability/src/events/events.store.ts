import { Injectable } from '@nestjs/common';
import { decodeIdCursor, idTimeMs, toPage, type JsonValue, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import type { EventFilter, WorkspaceEvent } from './event.js';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly actor: string;
  readonly trace_id: string | null;
  readonly data: JsonValue;
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Events of the transaction's workspace. Reads only: events are written with what they tell of. */
@Injectable()
export class EventsStore {
  /** Newest first. */
  async list(tx: Tx, filter: EventFilter, page: PageRequest): Promise<Page<WorkspaceEvent>> {
    const values: unknown[] = [page.cursor === undefined ? LAST_ID : decodeIdCursor(page.cursor), page.limit + 1];
    const columns = [
      ['type', filter.type],
      ['subject_type', filter.subjectType],
      ['subject_id', filter.subjectId],
    ] as const;
    const wheres = columns.flatMap(([column, value]) => (value === undefined ? [] : [`and ${column} = $${values.push(value)}`]));
    const { rows } = await tx.query<Row>(
      `select id, type, subject_type, subject_id, actor, trace_id, data from event_logs where id < $1 ${wheres.join(' ')} order by id desc limit $2`,
      values,
    );
    return toPage(rows.map(toEvent), page.limit, (event) => [event.id]);
  }
}

function toEvent(row: Row): WorkspaceEvent {
  return {
    id: row.id,
    type: row.type,
    subject: { type: row.subject_type, id: row.subject_id },
    actor: row.actor,
    traceId: row.trace_id,
    data: row.data,
    at: new Date(idTimeMs(row.id)).toISOString(),
  };
}
