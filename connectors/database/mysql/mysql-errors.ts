import { isPlatformError } from '@patchbay/kernel';
import type { DriverFailure } from '@patchbay/connector-sdk';

type Failure = Pick<DriverFailure, 'code' | 'message'>;
const failure = (code: DriverFailure['code'], message: string): Failure => ({ code, message });

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html, 1969: MariaDB's. */
const NUMBERS: Readonly<Record<number, Failure>> = {
  1040: failure('provider_throttled', 'The database has no free connection'),
  1044: failure('account_forbidden', 'The user may not use this database'),
  1045: failure('account_reauth', 'The database refused the user name or password'),
  1048: failure('provider_rejected', 'A column needs a value'),
  1049: failure('provider_not_found', 'The database does not exist'),
  1054: failure('provider_rejected', 'A column does not exist'),
  1062: failure('conflict', 'A unique key has this value already'),
  1064: failure('provider_rejected', 'The statement has a syntax error'),
  1142: failure('account_forbidden', 'The user lacks a privilege'),
  1143: failure('account_forbidden', 'The user lacks a privilege'),
  1146: failure('provider_not_found', 'The table does not exist'),
  1205: failure('provider_timeout', 'A lock was not free in time'),
  1213: failure('conflict', 'The transaction collided with another one'),
  1227: failure('account_forbidden', 'The user lacks a privilege'),
  1451: failure('conflict', 'Other rows refer to this row'),
  1452: failure('conflict', 'The row refers to one that does not exist'),
  1792: failure('provider_rejected', 'This action only reads; the statement would write'),
  1969: failure('provider_timeout', 'The statement took longer than the time left'),
  3024: failure('provider_timeout', 'The statement took longer than the time left'),
};

/** The catalogue error of what `mysql2` throws. The server's own text is left out: it quotes values. */
export function mysqlFailure(thrown: unknown): DriverFailure | undefined {
  if (isPlatformError(thrown) || typeof thrown !== 'object' || thrown === null) return undefined;
  const { code, errno, sqlState } = thrown as { code?: string; errno?: number; sqlState?: string };
  if (errno !== undefined && sqlState !== undefined) {
    const known = NUMBERS[errno] ?? failure('provider_rejected', 'The database refused the statement');
    const message = `${known.message} (error ${errno}).`;
    // What ran out of time was rolled back with its transaction.
    return {
      code: known.code,
      message,
      providerCode: code ?? String(errno),
      ...(known.code === 'provider_timeout' ? { sent: false } : {}),
    };
  }
  if (code === 'ECONNREFUSED')
    return {
      code: 'provider_unavailable',
      message: 'The database does not listen at this host and port.',
      providerCode: code,
      sent: false,
    };
  if (code !== undefined && /^(HANDSHAKE|ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/.test(code))
    return { code: 'provider_rejected', message: 'No TLS connection to the database could be made.', providerCode: code, sent: false };
  if (code !== undefined && /^(PROTOCOL_|E[A-Z]+$)/.test(code))
    return { code: 'provider_unavailable', message: 'The connection to the database broke.', providerCode: code };
  return undefined;
}
