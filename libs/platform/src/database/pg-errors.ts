import { isPlatformError, PlatformError } from '@patchbay/kernel';
import { sqlState } from './database.js';

/** SQLSTATE classes that mean "no database right now" (PostgreSQL manual, Appendix A): connection exceptions, operator intervention, insufficient resources. */
const AWAY_CLASSES = new Set(['08', '57', '53']);
/** 57014: a statement ran into its time limit. 25P03, 25P04: the server ended a session whose transaction idled or took too long. */
const STATEMENT_TIMEOUT = '57014';
const ENDED_SESSION = new Set(['25P03', '25P04']);

/** What an error of node-postgres means for the connection it happened on. */
export type PgFailure = 'connection' | 'timeout' | 'statement';

/**
 * In: an error thrown by a call of node-postgres, never one of our own code that ran between two such calls: a plain Error is read as a lost
 * connection, because that is the only kind node-postgres throws without an SQLSTATE.
 */
export function pgFailure(error: unknown): PgFailure {
  const state = sqlState(error);
  if (state === STATEMENT_TIMEOUT) return 'timeout';
  if (state !== undefined) return AWAY_CLASSES.has(state.slice(0, 2)) || ENDED_SESSION.has(state) ? 'connection' : 'statement';
  if (!(error instanceof Error)) return 'statement';
  // Values that cannot be sent (a cycle, a bad number) are TypeErrors and RangeErrors: a bug of the caller, the connection is fine.
  return error instanceof TypeError || error instanceof RangeError ? 'statement' : 'connection';
}

/** The error callers see: `database_unavailable` for a lost connection or a timeout, anything else unchanged (constraint errors keep their SQLSTATE). */
export function databaseError(error: unknown): unknown {
  if (isPlatformError(error)) return error;
  const failure = pgFailure(error);
  if (failure === 'statement') return error;
  const message =
    failure === 'timeout'
      ? 'The database took too long to answer. Try again in a moment.'
      : 'The database cannot be reached. Try again in a moment.';
  return new PlatformError('database_unavailable', message, { retryAfterMs: 1_000 }, { cause: error });
}

/** For failures to get a connection at all: whatever the reason, there is no database for the caller. */
export function connectError(error: unknown): PlatformError {
  return new PlatformError(
    'database_unavailable',
    'The database cannot be reached. Try again in a moment.',
    { retryAfterMs: 1_000 },
    { cause: error },
  );
}
