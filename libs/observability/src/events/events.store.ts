import { Injectable } from '@nestjs/common';
import { idTimeMs, type JsonValue, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { SCANNED_ROWS, scannedPage } from '../paging/scanned-page.js';
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

const MOST_RELATED = 200;
const COLUMNS = 'id, type, subject_type, subject_id, actor, trace_id, data';

/** Events of the transaction's workspace. Reads only: events are written with what they tell of. */
@Injectable()
export class EventsStore {
  /** Newest first. A page may be short and still lead on (see scannedPage). */
  async list(tx: Tx, filter: EventFilter, page: PageRequest): Promise<Page<WorkspaceEvent>> {
    const { type, subjectType, subjectId, actor, traceId, ...range } = filter;
    const bySubject = subjectType !== undefined && subjectId !== undefined;
    const { data, nextCursor } = await scannedPage<Row>(
      tx,
      {
        table: 'event_logs',
        kind: 'events',
        columns: COLUMNS,
        equal: { subject_type: subjectType, subject_id: subjectId, type, actor, trace_id: traceId },
        indexed: bySubject ? ['subject_type', 'subject_id'] : [],
        range,
      },
      page,
    );
    return { data: data.map(toEvent), nextCursor };
  }

  /** What happened to an execution, and in its trace while it ran; oldest first, at most 200. Times in ms since the epoch. */
  async ofExecution(tx: Tx, of: { executionId: string; traceId: string; fromMs: number; toMs: number }): Promise<WorkspaceEvent[]> {
    const range = `id >= greatest(uuid_at(to_timestamp($1::float8 / 1000)), kept_from('events'))`;
    const { rows } = await tx.query<Row>(
      `(select ${COLUMNS} from event_logs where ${range} and subject_type = 'execution' and subject_id = $3 order by id limit ${MOST_RELATED})
       union all
       (select ${COLUMNS} from (
          select * from event_logs where ${range} and id < uuid_at(to_timestamp($2::float8 / 1000)) order by id limit ${SCANNED_ROWS}
        ) near where trace_id = $4 order by id limit ${MOST_RELATED})`,
      [of.fromMs, of.toMs, of.executionId, of.traceId],
    );
    const distinct = new Map(rows.map((row) => [row.id, row]));
    return [...distinct.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, MOST_RELATED)
      .map(toEvent);
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
