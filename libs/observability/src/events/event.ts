import type { JsonValue } from '@patchbay/kernel';
import type { TimeRange } from '../paging/scanned-page.js';

/** Something that happened in a workspace: what, to what, by whom. */
export interface WorkspaceEvent {
  readonly id: string;
  /** `noun.pastVerb`: `api_key.created`, `contact.updated`, `execution.failed`. */
  readonly type: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** `api_key:<id>`, `user:<subject>`, `system:<name>` or an execution. */
  readonly actor: string;
  readonly traceId: string | null;
  readonly data: JsonValue;
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** What a list of events is narrowed to. */
export interface EventFilter extends TimeRange {
  readonly type?: string;
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly actor?: string;
  readonly traceId?: string;
}
