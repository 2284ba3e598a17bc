// The floor under the single call: the same request, upstream call, mapped fields and a row of the same size, with nothing but sockets and batched rows. No
// framework, no checks, no isolation, nothing that could be configured. What is above it is the price of a product; nothing on this runtime goes below it.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Pool } from 'undici';

/** Bytes of what Patchbay explains a call with; see the note on row sizes in docs/performance.md. */
const EXPLAINED_BYTES = 1_700;
const LANES = 2;

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: LANES });
await database.query(
  'create table if not exists floor_calls (id uuid primary key, output json not null, explained json not null, at timestamptz not null)',
);
const upstream = new Pool(process.env.UPSTREAM_URL ?? '', { connections: 128 });
const authorization = `Bearer ${process.env.FLOOR_KEY}`;
const explained = JSON.stringify('x'.repeat(EXPLAINED_BYTES));

let waiting = [];
let busy = 0;

function record(row) {
  return new Promise((resolve, reject) => {
    waiting.push({ row, resolve, reject });
    if (waiting.length === 1) setImmediate(flush);
  });
}

async function flush() {
  if (busy === LANES || waiting.length === 0) return;
  const batch = waiting;
  waiting = [];
  busy++;
  const columns = [
    batch.map(({ row }) => row.id),
    batch.map(({ row }) => row.output),
    batch.map(() => explained),
    batch.map(({ row }) => row.at),
  ];
  try {
    await database.query({
      name: 'floor',
      text: 'insert into floor_calls select * from unnest($1::uuid[], $2::json[], $3::json[], $4::timestamptz[])',
      values: columns,
    });
    for (const { resolve } of batch) resolve();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
  busy--;
  void flush();
}

async function answer(body) {
  const { contact } = JSON.parse(body);
  const { body: found } = await upstream.request({
    method: 'GET',
    path: `/phone?phone=${encodeURIComponent(contact.phone_number)}`,
    headers: { 'x-api-key': process.env.UPSTREAM_KEY ?? '' },
  });
  const output = await found.text();
  const [first] = JSON.parse(output).identities;
  const id = randomUUID();
  await record({ id, output, at: new Date() });
  return `{"executionId":"${id}","status":"succeeded","output":${output},"contactUpdates":{"firstname":"${first.firstName}","lastname":"${first.lastName}"}}`;
}

const server = createServer((request, response) => {
  if (request.headers.authorization !== authorization) return void response.writeHead(401).end();
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    answer(body).then(
      (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: /** @type {import('node:net').AddressInfo} */ (server.address()).port }));
process.on('disconnect', () => process.exit());
