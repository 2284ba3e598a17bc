// The comparison: what a good engineer would write by hand for the works of this bench. Fastify, undici and pg; schemas on both sides of
// the edge, API keys hashed and cached, one pool per upstream, prepared statements, one INSERT per call, answered after its commit.
// It has no row security, no stored connectors, no decisions, no retries, no limits: Patchbay does those as well and is measured with them.
import Fastify from 'fastify';
import pg from 'pg';
import { Pool } from 'undici';
import { ApiKeys } from './api-keys.mjs';
import { CallLog } from './call-log.mjs';
import { enrich } from './enrich.mjs';
import { flow } from './flow.mjs';
import { lookup } from './lookup.mjs';
import { rowByKey } from './row.mjs';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const upstream = new Pool(process.env.UPSTREAM_URL, { connections: 128, headersTimeout: 30_000, bodyTimeout: 30_000 });
const keys = new ApiKeys(database);
const log = new CallLog(database);

const app = Fastify({ bodyLimit: 1_048_576 });
app.decorateRequest('workspaceId', null);
app.addHook('onRequest', async (request, reply) => {
  const header = request.headers.authorization ?? '';
  const workspaceId = header.startsWith('Bearer ') ? await keys.workspaceOf(header.slice(7)) : undefined;
  if (workspaceId === undefined) await reply.code(401).send({ code: 'unauthenticated' });
  request['workspaceId'] = workspaceId;
});
app.register(lookup, { upstream, log, key: process.env.UPSTREAM_KEY });
app.register(rowByKey, { database, log });
app.register(enrich, { upstream, log, key: process.env.UPSTREAM_KEY });
app.register(flow, { upstream, log, key: process.env.UPSTREAM_KEY });

const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: Number(new URL(address).port) });
process.on('disconnect', () => process.exit());
