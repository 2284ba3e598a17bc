import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { startTestApi, type TestApi } from './support/test-api.js';
import { WorkflowDesk } from './support/workflow-desk.js';

jest.setTimeout(60_000);

let api: TestApi;
let desk: WorkflowDesk;
let owner: pg.Pool;
beforeAll(async () => {
  api = await startTestApi();
  desk = await WorkflowDesk.open(api);
  owner = new pg.Pool({ connectionString: api.ownerUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await desk.world.close();
  await api.close();
});

interface Run {
  readonly id: string;
  readonly contactId: string | null;
  readonly trigger: { readonly type: string; readonly id: string | null };
}

async function runsOf(workflow: string, count: number): Promise<readonly Run[]> {
  for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { body } = await desk.world.call<{ data: Run[] }>('GET', `/api/v1/workflows/${workflow}/runs`);
    if (body.data.length >= count) return body.data;
    if (Date.now() > end) throw new Error(`${body.data.length} runs, not ${count}`);
  }
}

const named = { start: 'a', nodes: [{ id: 'a', type: 'transform', value: '{{run.trigger}}' }], output: '{{a}}' };

test('a schedule starts one run for its moment, and has a next one', async () => {
  const trigger = { id: 'nightly', type: 'schedule', cron: '0 3 * * *', timeZone: 'Europe/Berlin' };
  const workflow = await desk.save({ ...named, triggers: [trigger] });
  const next = async (): Promise<Date> => {
    const { rows } = await owner.query<{ next_at: Date }>('select next_at from workflow_triggers where workflow_id = $1', [workflow]);
    return rows[0]?.next_at ?? new Date(0);
  };
  const first = await next();
  expect(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hour12: false }).format(first)).toBe('03');
  // Its moment comes; the process was away for a day, which one run makes up for.
  await owner.query(`update workflow_triggers set next_at = now() - interval '1 day' where workflow_id = $1`, [workflow]);
  const [run] = await runsOf(workflow, 1);
  expect((await desk.world.untilRun(run?.id ?? '', 'succeeded')).output).toEqual({ type: 'schedule', id: 'nightly' });
  for (
    const end = Date.now() + 10_000;
    (await next()).getTime() !== first.getTime() && Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 50))
  );
  expect(await next()).toEqual(first);
  expect(await runsOf(workflow, 1)).toHaveLength(1);
});

test('a contact’s creation and change start a run with the contact, where field and condition fit', async () => {
  const trigger = { id: 'people', type: 'contact', on: ['created', 'updated'], fields: ['email'], when: "{{contact.company}} == 'Acme'" };
  const workflow = await desk.save({ ...named, triggers: [trigger], output: '{{contact.email}}' });
  const make = async (body: object): Promise<string> =>
    (await desk.world.call<{ id: string }>('POST', '/api/v1/contacts', { body })).body.id;
  const change = (id: string, body: object) => desk.world.call('PATCH', `/api/v1/contacts/${id}`, { body });
  const other = await make({ company: 'Other', email: 'o@example.com' });
  const ada = await make({ company: 'Acme', email: 'ada@example.com' });
  await runsOf(workflow, 1);
  await change(other, { email: 'o2@example.com' });
  await change(ada, { lastname: 'Lovelace' });
  await change(ada, { email: 'lovelace@example.com' });
  const runs = await runsOf(workflow, 2);
  expect(runs.map(({ contactId, trigger: { type, id } }) => [contactId, type, id])).toEqual([
    [ada, 'contact', 'people'],
    [ada, 'contact', 'people'],
  ]);
  expect((await desk.world.untilRun(runs[0]?.id ?? '', 'succeeded')).output).toBe('lovelace@example.com');
});

test('a workflow that changes its own contact does not start itself', async () => {
  desk.world.provider.on('GET /mapped', { body: { city: 'Berlin' } });
  const { body } = await desk.world.call<{ id: string }>('POST', '/api/v1/connectors', {
    body: {
      name: 'City of a person',
      category: 'enrichment',
      config: { method: 'GET', url: `${desk.world.provider.url}/mapped`, auth: { type: 'none' } },
      fieldMappings: [{ sourcePath: 'city', targetField: 'city' }],
    },
  });
  const workflow = await desk.save({
    start: 'a',
    nodes: [{ id: 'a', type: 'action', connector: body.id }],
    triggers: [{ id: 'people', type: 'contact', on: ['created', 'updated'] }],
    output: '{{contact.city}}',
  });
  await desk.world.contact();
  const [run] = await runsOf(workflow, 1);
  expect((await desk.world.untilRun(run?.id ?? '', 'succeeded')).output).toBe('Berlin');
  // What a second start would come from is noted with the change, which is committed by now.
  const { rows } = await owner.query('select from workflow_contact_events');
  expect(rows).toEqual([]);
  expect(await runsOf(workflow, 1)).toHaveLength(1);
});

test('a disabled workflow is started by nobody but a person', async () => {
  const workflow = await desk.save({ ...named, triggers: [{ id: 'people', type: 'contact', on: ['created'] }] });
  await desk.world.call('PATCH', `/api/v1/workflows/${workflow}`, { body: { enabled: false } });
  const { rows } = await owner.query('select from workflow_triggers where workflow_id = $1', [workflow]);
  expect(rows).toEqual([]);
  await desk.world.untilRun(await desk.start(workflow), 'succeeded');
});
