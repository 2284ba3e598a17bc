import { isPlatformError } from '@patchbay/kernel';
import type { DriverFailure } from '@patchbay/connector-sdk';

type Failure = Pick<DriverFailure, 'code' | 'message'>;

/** SQLSTATEs and their classes (first two characters). https://www.postgresql.org/docs/current/errcodes-appendix.html */
const STATES: Readonly<Record<string, Failure>> = {
  '08': { code: 'provider_unavailable', message: 'The connection to the database broke' },
  '22': { code: 'provider_rejected', message: 'A value does not fit its type' },
  '23': { code: 'conflict', message: 'A constraint is violated' },
  '23502': { code: 'provider_rejected', message: 'A column needs a value' },
  '23514': { code: 'provider_rejected', message: 'A check constraint is violated' },
  '25006': { code: 'provider_rejected', message: 'This action only reads; the statement would write' },
  '28': { code: 'account_reauth', message: 'The database refused the user name or password' },
  '3D': { code: 'provider_not_found', message: 'The database does not exist' },
  '3F': { code: 'provider_not_found', message: 'The schema does not exist' },
  '40': { code: 'conflict', message: 'The transaction collided with another one' },
  '42': { code: 'provider_rejected', message: 'The statement is not valid' },
  '42501': { code: 'account_forbidden', message: 'The user lacks a privilege' },
  '42P01': { code: 'provider_not_found', message: 'The table does not exist' },
  '42703': { code: 'provider_rejected', message: 'A column does not exist' },
  '42883': { code: 'provider_rejected', message: 'A function or operator does not exist for these types' },
  '42601': { code: 'provider_rejected', message: 'The statement has a syntax error' },
  '53': { code: 'provider_unavailable', message: 'The database is out of resources' },
  '53300': { code: 'provider_throttled', message: 'The database has no free connection' },
  '54': { code: 'provider_rejected', message: 'The statement is over a limit of the database' },
  '55P03': { code: 'provider_timeout', message: 'A lock was not free in time' },
  '57': { code: 'provider_unavailable', message: 'The database ended the connection' },
  '57014': { code: 'provider_timeout', message: 'The statement took longer than the time left' },
};

const NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The catalogue error of what `pg` throws. The server's own text is left out: it quotes values. */
export function pgFailure(thrown: unknown): DriverFailure | undefined {
  if (isPlatformError(thrown) || typeof thrown !== 'object' || thrown === null) return undefined;
  const { code, table, column, constraint, position, name } = thrown as Partial<
    Record<'code' | 'table' | 'column' | 'constraint' | 'position' | 'name', string>
  >;
  if (code !== undefined && 'severity' in thrown && /^[0-9A-Z]{5}$/.test(code)) {
    const known = STATES[code] ??
      STATES[code.slice(0, 2)] ?? { code: 'provider_rejected' as const, message: 'The database refused the statement' };
    const where = Object.entries({ table, column, constraint, 'at character': position }).flatMap(([name, value]) =>
      value ? [`${name} ${value}`] : [],
    );
    const message = `${known.message} (${[`SQLSTATE ${code}`, ...where].join(', ')}).`;
    // What ran out of time was rolled back with its transaction.
    return { code: known.code, message, providerCode: code, ...(known.code === 'provider_timeout' ? { sent: false } : {}) };
  }
  if (code === 'ECONNREFUSED')
    return {
      code: 'provider_unavailable',
      message: 'The database does not listen at this host and port.',
      providerCode: code,
      sent: false,
    };
  if (code !== undefined && NETWORK.has(code))
    return { code: 'provider_unavailable', message: 'The connection to the database broke.', providerCode: code };
  if (code !== undefined && /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/.test(code))
    return { code: 'provider_rejected', message: "The database's certificate is not trusted.", providerCode: code, sent: false };
  if (name !== 'Error') return undefined;
  // The driver's own errors have no code: a connection that ended, or could not be made. Its texts hold no values, but are not relied on.
  return { code: 'outcome_unknown', message: 'The connection to the database ended before the answer.' };
}
