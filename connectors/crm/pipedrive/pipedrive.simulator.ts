import {
  defineSimulator,
  flag,
  list,
  mentions,
  numbered,
  object,
  rows,
  text,
  type Call,
  type Handler,
  type Row,
} from '@patchbay/simulator';
import pipedrive from './pipedrive.connector.js';

const work = (value: string) => ({ value, label: 'work', primary: true });

function paged(call: Call, found: readonly Row[], envelope = (data: readonly Row[]): unknown => data): Row {
  const { rows: data, next } = call.page(found, { size: 'limit', cursor: 'cursor', usual: 100, most: 500 });
  return { success: true, data: envelope(data), additional_data: { next_cursor: next?.cursor ?? null } };
}

const living = (call: Call, table: string) => call.table(table).where((row) => row['is_deleted'] !== true);

/** A list is narrowed by the parameters that are members of its records. */
function listed(call: Call, table: string): Row {
  const names = ['owner_id', 'org_id', 'person_id', 'deal_id', 'status', 'pipeline_id', 'stage_id', 'done'];
  const asked = names.flatMap((name) => (call.query.has(name) ? [[name, call.query.get(name)] as const] : []));
  const since = call.query.get('updated_since') ?? '';
  const fits = (row: Row) => asked.every(([name, value]) => text(row[name]) === value) && text(row['update_time']) >= since;
  return paged(call, living(call, table).filter(fits));
}

function search(call: Call, table: string, shown: (row: Row) => Row): Row {
  const term = text(call.query.get('term'));
  if (term.length < 2) throw call.fail(400, 'Search term must be at least 2 characters long.');
  const exact = flag(call.query.get('exact_match'));
  const status = call.query.get('status');
  const found = living(call, table).filter((row) => {
    const texts = [row['name'], row['title'], ...rows(row['emails']).map(({ value }) => value)];
    const hit = exact ? texts.some((one) => text(one).toLowerCase() === term.toLowerCase()) : texts.some((one) => mentions(one, term));
    return hit && (status === null || row['status'] === status);
  });
  return paged(call, found.map(shown), (data) => ({ items: data.map((item) => ({ result_score: 1, item })) }));
}

function one(call: Call, table: string): Row {
  const row = call.one(table);
  if (row['is_deleted'] === true) throw call.fail(404, `${table} not found`);
  return row;
}

/** What a write may refer to has to be there. */
function checked(call: Call): Row {
  const { person_id: person, org_id: org, deal_id: deal } = call.body;
  for (const [table, id] of [
    ['persons', person],
    ['organizations', org],
    ['deals', deal],
  ] as const)
    if (id !== undefined && id !== null && !call.table(table).get(id)) throw call.fail(400, `${table} ${text(id)} does not exist`);
  return call.body;
}

/** Create, read, change, delete, list and search of one kind. */
function resource(table: string, needs: string, defaults: Row, shown: (row: Row) => Row): Record<string, Handler> {
  const at = `/api/v2/${table}`;
  return {
    [`POST ${at}`]: (call) => {
      call.need(needs);
      const made = {
        owner_id: 7,
        add_time: call.now,
        update_time: call.now,
        is_deleted: false,
        custom_fields: {},
        ...defaults,
        ...checked(call),
      };
      const [participant] = rows(call.body['participants']);
      return call.created({
        success: true,
        data: call.table(table).insert({ ...made, ...(participant ? { person_id: participant['person_id'] } : {}) }),
      });
    },
    [`GET ${at}`]: (call) => listed(call, table),
    [`GET ${at}/search`]: (call) => search(call, table, shown),
    [`GET ${at}/:id`]: (call) => ({ success: true, data: one(call, table) }),
    [`PATCH ${at}/:id`]: (call) => {
      const custom = { ...object(one(call, table)['custom_fields']), ...object(call.body['custom_fields']) };
      return { success: true, data: call.update(table, { ...checked(call), custom_fields: custom, update_time: call.now }) };
    },
    [`DELETE ${at}/:id`]: (call) => {
      one(call, table);
      return { success: true, data: { id: call.update(table, { is_deleted: true })['id'] } };
    },
  };
}

/** https://developers.pipedrive.com/docs/api/v1: version 2 for records, version 1 for notes and users. */
export default defineSimulator({
  connector: pipedrive,
  oauth: { token: (standard) => ({ ...standard, api_domain: 'https://engines.pipedrive.com' }) },
  failure: ({ status, message }) => ({ success: false, error: message, ...(status === 401 ? { errorCode: 401 } : {}) }),
  tables: {
    persons: {
      mint: numbered(10),
      seed: [
        {
          id: 1,
          name: 'Ada Lovelace',
          emails: [work('ada@engines.example')],
          phones: [work('+44 20 7946 0000')],
          owner_id: 7,
          org_id: 1,
          custom_fields: {},
        },
        { id: 2, name: 'Grace Hopper', emails: [work('grace@mark.example')], phones: [], owner_id: 7, org_id: 2, custom_fields: {} },
      ],
    },
    organizations: {
      mint: numbered(10),
      seed: [
        { id: 1, name: 'Analytical Engines', owner_id: 7, website: 'https://engines.example', address: { value: 'Dorset Street, London' } },
        { id: 2, name: 'Harvard Mark', owner_id: 7 },
      ],
    },
    deals: {
      mint: numbered(10),
      seed: [
        {
          id: 1,
          title: 'Difference engine no. 2',
          value: 17_470,
          currency: 'GBP',
          status: 'open',
          person_id: 1,
          org_id: 1,
          owner_id: 7,
          pipeline_id: 1,
          stage_id: 1,
        },
      ],
    },
    activities: { mint: numbered(10) },
    notes: { mint: numbered(10) },
    pipelines: { mint: numbered(), seed: [{ id: 1, name: 'Sales' }] },
    stages: {
      mint: numbered(),
      seed: [
        { id: 1, name: 'Qualified', pipeline_id: 1 },
        { id: 2, name: 'Proposal made', pipeline_id: 1 },
      ],
    },
  },
  routes: {
    'GET /api/v1/users/me': () => ({ success: true, data: { id: 7, name: 'Charles Babbage', email: 'charles@engines.example' } }),
    ...resource('persons', 'name', { emails: [], phones: [] }, ({ id, name, emails, phones }) => ({
      id,
      name,
      emails: rows(emails).map(({ value }) => value),
      phones: list(phones).map((phone) => object(phone)['value']),
    })),
    ...resource('organizations', 'name', {}, ({ id, name }) => ({ id, name })),
    ...resource(
      'deals',
      'title',
      { status: 'open', currency: 'EUR', pipeline_id: 1, stage_id: 1 },
      ({ id, title, value, currency, status }) => ({
        id,
        title,
        value,
        currency,
        status,
      }),
    ),
    ...resource('activities', 'subject', { done: false, type: 'task' }, (row) => row),
    'POST /api/v1/notes': (call) => {
      call.need('content');
      return call.created({ success: true, data: call.table('notes').insert(checked(call)) });
    },
    'GET /api/v2/pipelines': (call) => paged(call, call.table('pipelines').all()),
    'GET /api/v2/stages': (call) => listed(call, 'stages'),
  },
});
