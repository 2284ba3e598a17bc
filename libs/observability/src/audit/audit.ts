import type { TimeRange } from '../paging/scanned-page.js';

/** An administrative act at its beginning. */
export interface AuditAct {
  readonly actor: string;
  /** The operation's id in the published API: `createApiKeys`. */
  readonly act: string;
  readonly method: string;
  /** Without query parameters. */
  readonly path: string;
  /** Names of the members of the request's body, never their values. */
  readonly fields: readonly string[];
  /** Network address of the caller. */
  readonly address: string | null;
  readonly traceId: string;
}

export interface AuditOutcome {
  /** HTTP status that was answered. */
  readonly status: number;
  /** Error code; absent: it succeeded. */
  readonly code?: string;
}

export interface AuditEntry extends AuditAct {
  readonly id: string;
  /** ISO-8601 UTC. */
  readonly at: string;
  /** Null: under way, or the process died before it ended; whether it took effect has to be looked up. */
  readonly outcome: { readonly status: number; readonly code: string | null; readonly endedAt: string } | null;
}

export interface AuditFilter extends TimeRange {
  readonly actor?: string;
  readonly act?: string;
  readonly traceId?: string;
}
