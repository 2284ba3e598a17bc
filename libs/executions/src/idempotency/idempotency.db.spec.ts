import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { PgDatabase, type Database } from '@patchbay/platform';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import pg from 'pg';
import { pino } from 'pino';
import { IdempotencyService, requestHash, type IdempotencyClaim, type IdempotencyVerdict } from './idempotency.service.js';
import { IdempotencyStore } from './idempotency.store.js';

let testing: Awaited<ReturnType<typeof createTestDatabase>>;
let replicas: readonly { db: Database; service: IdempotencyService }[];
let workspaceId: WorkspaceId;

beforeAll(async () => {
  testing = await createTestDatabase();
  const second = new PgDatabase({ ownerUrl: testing.ownerUrl, logger: pino({ level: 'silent' }), poolSize: 6 });
  replicas = [testing.db, second].map((db) => ({ db, service: new IdempotencyService(db) }));
  workspaceId = await createWorkspace(testing.db);
});
afterAll(async () => {
  for (const { service } of replicas) await service.stop();
  await replicas[1]?.db.close();
  await testing.close();
});

const here = () => (replicas[0] as (typeof replicas)[0]).service;
const there = () => (replicas[1] as (typeof replicas)[0]).service;
const claimOf = (key: string, body: unknown = { a: 1 }): IdempotencyClaim => ({
  workspaceId,
  key,
  requestHash: requestHash(body),
  executionId: newId(),
});
const asOwner = async (sql: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: testing.ownerUrl });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
};
const patient = { waitMs: 10_000 };

test('of 50 parallel callers on two replicas one runs and all get its answer', async () => {
  let runs = 0;
  const call = async (service: IdempotencyService): Promise<unknown> => {
    const claim = claimOf('fifty');
    const verdict: IdempotencyVerdict = await service.claim(claim, patient);
    if (verdict.kind === 'replay') return verdict.answer;
    runs++;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await service.complete(claim, { status: 200, answer: JSON.stringify({ executionId: claim.executionId }) });
    return { executionId: claim.executionId };
  };
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => call(index % 2 === 0 ? here() : there())));
  expect(runs).toBe(1);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('a waiting caller is woken by the end of the run on the other replica, long before it would look again by itself', async () => {
  const claim = claimOf('woken');
  expect(await here().claim(claim, patient)).toEqual({ kind: 'fresh' });
  const waiting = there().claim(claimOf('woken'), patient);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await here().complete(claim, { status: 422, answer: '{"kind":"failed"}' });
  const verdict = await waiting;
  expect(verdict).toMatchObject({ kind: 'replay', status: 422, answer: { kind: 'failed' } });
  expect(verdict.kind === 'replay' && verdict.waitedMs).toBeLessThan(900);
});

test('the same key with another request is refused, before and after the run has ended', async () => {
  const claim = claimOf('other');
  await here().claim(claim, patient);
  await expect(there().claim(claimOf('other', { a: 2 }), patient)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  await here().complete(claim, { status: 200, answer: '{}' });
  await expect(there().claim(claimOf('other', { a: 2 }), patient)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
});

test('equal requests have equal hashes whatever the order of their members', () => {
  expect(requestHash({ a: 1, b: { c: [1], d: undefined } })).toEqual(requestHash({ b: { c: [1] }, a: 1 }));
  expect(requestHash({ a: 1 })).not.toEqual(requestHash({ a: '1' }));
});

test('a released key is free again, and one of those who waited takes it', async () => {
  const claim = claimOf('released');
  await here().claim(claim, patient);
  const waiting = there().claim(claimOf('released'), patient);
  await here().release(claim);
  expect(await waiting).toEqual({ kind: 'fresh' });
});

test('waiting ends with conflict when the time is over and with cancelled when the caller goes away', async () => {
  await here().claim(claimOf('slow'), patient);
  await expect(here().claim(claimOf('slow'), { waitMs: 50 })).rejects.toMatchObject({ code: 'conflict' });
  const abort = new AbortController();
  const waiting = here().claim(claimOf('slow'), { waitMs: 10_000, signal: abort.signal });
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});

test('a holder that was replaced can neither answer nor free the key', async () => {
  const late = claimOf('stale');
  await here().claim(late, patient);
  await here().release(late);
  const holder = claimOf('stale');
  await here().claim(holder, patient);
  await here().complete(late, { status: 200, answer: '{"late":true}' });
  await here().release(late);
  await here().complete(holder, { status: 200, answer: '{"late":false}' });
  expect(await here().claim(claimOf('stale'), patient)).toMatchObject({ kind: 'replay', answer: { late: false } });
});

test('after 24 hours the key can be used for another request', async () => {
  const claim = claimOf('old');
  await here().claim(claim, patient);
  await here().complete(claim, { status: 200, answer: '{}' });
  await asOwner(`update idempotency_keys set created_at = created_at - interval '24 hours 1 second' where key = 'old'`);
  expect(await here().claim(claimOf('old', { other: true }), patient)).toEqual({ kind: 'fresh' });
});

test('the sweep removes exactly the keys whose time is over', async () => {
  const sweep = () => testing.db.asSystem((tx) => new IdempotencyStore().deleteExpired(tx, 100));
  await sweep();
  await here().claim(claimOf('expired'), patient);
  await here().claim(claimOf('young'), patient);
  await asOwner(`update idempotency_keys set created_at = now() - interval '25 hours' where key = 'expired'`);
  expect(await sweep()).toBe(1);
  await expect(here().claim(claimOf('young'), { waitMs: 0 })).rejects.toMatchObject({ code: 'conflict' });
});

test('the same key in another workspace is another key', async () => {
  const elsewhere = await createWorkspace(testing.db);
  await here().claim(claimOf('mine'), patient);
  expect(await here().claim({ ...claimOf('mine', { b: 1 }), workspaceId: elsewhere }, patient)).toEqual({ kind: 'fresh' });
});

test('crash recovery can settle a key whose run has died while callers wait for it', async () => {
  const dead = claimOf('dead');
  const service = new IdempotencyService(testing.db);
  const asked: string[] = [];
  service.onAbandoned(async (held) => {
    asked.push(held.executionId);
    await service.complete({ ...dead, ...held }, { status: 504, answer: '{"kind":"failed"}' });
    return true;
  });
  await service.claim(dead, patient);
  expect(await service.claim(claimOf('dead'), patient)).toMatchObject({ kind: 'replay', status: 504 });
  expect(asked).toEqual([dead.executionId]);
  await service.stop();
});
