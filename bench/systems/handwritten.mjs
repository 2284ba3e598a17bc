import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { API_KEY } from '../upstream/routes.mjs';
import { DatabaseMeter } from '../measure/database.mjs';
import { COUNTED, Program } from './program.mjs';

const DATABASE = 'handwritten';

/** The comparison service, on a database of its own beside Patchbay's, with as many contacts as asked for. */
export async function startHandwritten({ patchbay, upstreamUrl, contacts }) {
  const { databaseUrl, postmaster } = patchbay;
  const url = new URL(databaseUrl);
  url.pathname = `/${DATABASE}`;
  await run(databaseUrl, `create database ${DATABASE}`);
  await run(url.href, readFileSync(new URL('../handwritten/schema.sql', import.meta.url), 'utf8'));
  const key = `hw_${randomBytes(24).toString('base64url')}`;
  const workspaceId = randomUUID();
  await run(url.href, 'insert into api_keys values ($1, $2)', [createHash('sha256').update(key).digest('base64'), workspaceId]);
  const contactIds = await seedContacts(url.href, workspaceId, contacts);

  const startedAt = performance.now();
  const program = new Program([...COUNTED, 'bench/handwritten/server.mjs'], {
    ...process.env,
    DATABASE_URL: url.href,
    UPSTREAM_URL: upstreamUrl,
    UPSTREAM_KEY: API_KEY,
    NODE_ENV: 'production',
  });
  const { port } = await program.message();
  const meter = await DatabaseMeter.open(url.href);
  return {
    name: 'handwritten',
    port,
    pid: program.pid,
    program,
    databaseUrl: url.href,
    meter,
    postmaster,
    key,
    contactIds,
    readyMs: performance.now() - startedAt,
    stop: async () => {
      await meter.close();
      await program.stop();
    },
  };
}

async function seedContacts(url, workspaceId, count) {
  const ids = Array.from({ length: count }, () => randomUUID());
  await run(url, "insert into contacts (id, workspace_id, phone_number) select unnest($1::uuid[]), $2, '+491700000000'", [
    ids,
    workspaceId,
  ]);
  return ids;
}

async function run(url, text, values) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}
