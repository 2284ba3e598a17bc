import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type WorkspaceId } from '@patchbay/kernel';
import { Analytics, type Database, type ProductEvent } from '@patchbay/platform';
import { createTestDatabase, createWorkspace, type TestDatabase } from '@patchbay/testing';
import { pino } from 'pino';
import { ProductEventRelay } from './product-event-relay.js';

class KeptAnalytics extends Analytics {
  override readonly on = true;
  readonly events: ProductEvent[] = [];
  override capture(event: ProductEvent): void {
    this.events.push(event);
  }
}

const logger = pino({ level: 'silent' });
let testing: TestDatabase;
let db: Database;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  testing = await createTestDatabase();
  db = testing.db;
  workspaceId = await createWorkspace(db);
}, 60_000);
afterAll(async () => {
  await testing.close();
});

const happened = (type: string, data: object): Promise<string> => {
  const id = newId();
  return db.inWorkspace(workspaceId, async (tx) => {
    await tx.query(
      `insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data) values ($1, $2, $3, 'thing', 'x', 'user:ada@example.com', $4)`,
      [workspaceId, id, type, JSON.stringify(data)],
    );
    return id;
  });
};

test('what a workspace did is told once, with keys of ours only, by the process that leads', async () => {
  let laterMs = -1_000;
  const now = (): number => Date.now() + laterMs;
  const [leader, other] = [new KeptAnalytics(), new KeptAnalytics()];
  const leads = new ProductEventRelay({ db, logger, analytics: leader, leads: () => Promise.resolve(true) }, now);
  const follows = new ProductEventRelay({ db, logger, analytics: other, leads: () => Promise.resolve(false) }, now);
  const id = await happened('connection.created', { connector: 'pipedrive', name: 'Ada’s account' });
  await happened('contact.updated', { fields: ['email'] });
  laterMs = 10_000;
  expect(await leads.relay()).toBe(1);
  expect(await leads.relay()).toBe(0);
  expect(await follows.relay()).toBe(0);
  expect(leader.events).toEqual([{ name: 'connection.created', workspaceId, facts: { connector: 'pipedrive' }, id }]);
  expect(other.events).toEqual([]);
});

test('what is not committed for long is left for the next look', async () => {
  const analytics = new KeptAnalytics();
  let laterMs = 0;
  const relay = new ProductEventRelay({ db, logger, analytics, leads: () => Promise.resolve(true) }, () => Date.now() + laterMs);
  await happened('template.installed', {});
  expect(await relay.relay()).toBe(0);
  laterMs = 10_000;
  expect(await relay.relay()).toBe(1);
});
