import pg from 'pg';

/** What the works of one database cost it: write-ahead log, rows and commits. One quiet connection, used between slices. */
export class DatabaseMeter {
  #client;

  constructor(client) {
    this.#client = client;
  }

  static async open(url) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new DatabaseMeter(client);
  }

  /** Bytes of write-ahead log the server ever wrote. */
  async walBytes() {
    const { rows } = await this.#client.query("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes");
    return rows[0].bytes;
  }

  /** Rows and commits of one database so far. Backends report with a delay; the wait is for theirs. */
  async counters(database) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { rows } = await this.#client.query(
      'select tup_inserted::float8 as inserted, tup_updated::float8 as updated, xact_commit::float8 as commits from pg_stat_database where datname = $1',
      [database],
    );
    return rows[0];
  }

  close() {
    return this.#client.end();
  }
}
