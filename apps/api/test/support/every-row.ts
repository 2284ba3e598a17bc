import pg from 'pg';

/** Every row of every table, as text. Out: table → its rows. In: the owner's connection string. */
export async function everyRow(ownerUrl: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('set row_security = off').catch(() => undefined);
  const tables = await client.query<{ place: string }>(
    `select format('%I.%I', schemaname, tablename) as place from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found = new Map<string, string>();
  for (const { place } of tables.rows) {
    const { rows: texts } = await client.query<{ line: string }>(`select t::text as line from ${place} t`);
    found.set(place, texts.map(({ line }) => line).join('\n'));
  }
  await client.end();
  return found;
}
