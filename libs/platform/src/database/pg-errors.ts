import { PlatformError } from '@patchbay/kernel';
import { sqlState } from './database.js';

/** SQLSTATE classes and codes that mean "no database right now" (PostgreSQL manual, Appendix A): connections, shutdown, too many clients. */
const AWAY_CLASSES = new Set(['08', '57', '53']);
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOENT', 'EAI_AGAIN']);
/** 57014 is a cancelled statement: ours to answer for, the connection is fine. */
const CANCELLED_STATEMENT = '57014';

/** Whether the error tells that the database cannot be reached, as opposed to a statement that failed. */
export function isConnectionFailure(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return state !== CANCELLED_STATEMENT && AWAY_CLASSES.has(state.slice(0, 2));
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (SOCKET_CODES.has(code)) return true;
  // node-postgres gives neither a code nor a class to its own connection failures; they are the only errors without SQLSTATE it throws.
  return error instanceof Error && error.name === 'Error' && !('severity' in error) && error.stack?.includes('pg') === true;
}

/** The error callers see: `database_unavailable` for a lost connection, anything else unchanged (constraint errors keep their SQLSTATE). */
export function databaseError(error: unknown): unknown {
  if (!isConnectionFailure(error)) return error;
  return new PlatformError('database_unavailable', 'The database cannot be reached. Try again in a moment.', { retryAfterMs: 1_000 }, { cause: error });
}
