import pg from 'pg';

const COUNTERS = `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as "walBytes",
    tup_inserted::float8 as inserted, tup_updated::float8 as updated, tup_deleted::float8 as deleted, xact_commit::float8 as commits
  from pg_stat_database where datname = current_database()`;

/** What works cost a database: write-ahead log of its server, rows and commits of its own. One quiet connection, used between slices. */
export class DatabaseMeter {
  #client;

  constructor(client) {
    this.#client = client;
  }

  static async open(url) {
    const client = new pg.Client({ connectionString: url });
    // A server that is stopped ends its connections; what was asked of it fails by itself.
    client.on('error', () => undefined);
    await client.connect();
    return new DatabaseMeter(client);
  }

  /** Bytes of write-ahead log the server ever wrote. */
  async walBytes() {
    return (await this.query("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes"))[0].bytes;
  }

  /** Log, rows and commits so far. Backends report their rows at the end of a statement, a second after they did so last. */
  async counters() {
    return (await this.query(COUNTERS))[0];
  }

  /** Out: the rows. Seen as the owner, whatever workspace they belong to. */
  async query(text, values) {
    return (await this.#client.query(text, values)).rows;
  }

  close() {
    return this.#client.end();
  }
}
