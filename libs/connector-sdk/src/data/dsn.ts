import { PlatformError, type Credential } from '@patchbay/kernel';

/** The parts of a DSN that drivers use. Other parameters are ignored: some drivers would read files or open other hosts by them. */
export interface Dsn {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Path without its slash; empty when there is none. */
  readonly database: string;
  readonly scheme: string;
  readonly parameters: URLSearchParams;
}

/** In: a database credential. Throws `account_reauth` without naming any part of the DSN. */
export function parseDsn(credential: Credential, schemes: Readonly<Record<string, number>>): Dsn {
  if (credential.type !== 'database') throw unusable('A database connection needs a DSN.');
  if (!URL.canParse(credential.dsn)) throw unusable('The DSN is not a URL such as scheme://user:password@host:port/database.');
  const url = new URL(credential.dsn);
  const scheme = url.protocol.slice(0, -1);
  const port = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
  if (port === undefined) throw unusable(`The DSN has to begin with ${Object.keys(schemes).join(':// or ')}://.`);
  // No host would mean a socket file of this machine.
  if (url.hostname === '' || /%|\//.test(url.hostname)) throw unusable('The DSN names no host.');
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? port : Number(url.port),
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)),
      scheme,
      parameters: url.searchParams,
    };
  } catch {
    throw unusable('The DSN has a percent sign that is not an escape.');
  }
}

function unusable(message: string): PlatformError {
  return new PlatformError('account_reauth', message, { sent: false });
}
