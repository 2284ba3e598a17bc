import { defineSimulator, list, mentions, numeral, object, rows, text, type Call, type Row } from '@patchbay/simulator';
import hubspot from './hubspot.connector.js';

const TYPES = ['contacts', 'companies', 'deals', 'tickets', 'notes', 'tasks'] as const;
const REQUIRED: Readonly<Record<string, string>> = { companies: 'name', deals: 'dealname', tickets: 'subject' };

const seeded = (id: string, properties: Row): Row => ({
  id,
  properties: { ...properties, hs_object_id: id },
  createdAt: '2026-01-12T09:30:00.000Z',
  updatedAt: '2026-01-12T09:30:00.000Z',
  archived: false,
});
const stage = (id: string, label: string) => ({ id, label, displayOrder: 0, metadata: {} });
const PIPELINES: Readonly<Record<string, Row[]>> = {
  deals: [
    {
      id: 'default',
      label: 'Sales pipeline',
      stages: [
        stage('appointmentscheduled', 'Appointment scheduled'),
        stage('closedwon', 'Closed won'),
        stage('closedlost', 'Closed lost'),
      ],
    },
  ],
  tickets: [{ id: '0', label: 'Support pipeline', stages: [stage('1', 'New'), stage('2', 'Waiting on contact'), stage('4', 'Closed')] }],
};
const property = (name: string, label: string, type = 'string', options: Row[] = []) => ({ name, label, type, fieldType: 'text', options });
const PROPERTIES = [
  property('email', 'Email'),
  property('firstname', 'First name'),
  property('lastname', 'Last name'),
  property('lifecyclestage', 'Lifecycle stage', 'enumeration', [
    { label: 'Lead', value: 'lead' },
    { label: 'Customer', value: 'customer' },
  ]),
];

function typeOf(call: Call): string {
  const type = call.params['type'] ?? '';
  if (!(TYPES as readonly string[]).includes(type)) throw call.fail(400, `Unable to infer object type from: ${type}`, 'VALIDATION_ERROR');
  return type;
}

/** A record goes by its id, or by a property with unique values. */
function recordOf(call: Call, type = typeOf(call)): Row {
  const by = call.query.get('idProperty');
  const id = call.params['id'];
  const found = by === null ? call.table(type).get(id) : call.table(type).find((row) => object(row['properties'])[by] === id);
  if (!found || found['archived'] === true) throw call.fail(404, 'resource not found', 'OBJECT_NOT_FOUND');
  return found;
}

function create(call: Call): Row {
  const type = typeOf(call);
  const properties = object(call.body['properties']);
  const required = REQUIRED[type];
  if (required !== undefined && !properties[required]) throw call.fail(400, `Property "${required}" is required`, 'VALIDATION_ERROR');
  if (type === 'contacts') refuseTaken(call, properties['email']);
  const row = call.table(type).insert({ properties, createdAt: call.now, updatedAt: call.now, archived: false });
  for (const { to } of rows(call.body['associations'])) link(call, `${type}/${text(row['id'])}`, text(object(to)['id']));
  return row;
}

function refuseTaken(call: Call, email: unknown): void {
  const taken = email && call.table('contacts').find((row) => row['archived'] === false && object(row['properties'])['email'] === email);
  if (taken) throw call.fail(409, `Contact already exists. Existing ID: ${text(object(taken)['id'])}`, 'CONFLICT');
}

function change(call: Call, row: Row): Row {
  row['properties'] = { ...object(row['properties']), ...object(call.body['properties']) };
  row['updatedAt'] = call.now;
  return row;
}

function search(call: Call): Row {
  const groups = rows(call.body['filterGroups']).map((group) => rows(group['filters']));
  const words = text(call.body['query']);
  const found = call.table(typeOf(call)).where((row) => {
    const properties = object(row['properties']);
    const fits = groups.length === 0 || groups.some((filters) => filters.every((filter) => holds(filter, properties)));
    return row['archived'] === false && fits && (words === '' || mentions(properties, words));
  });
  const [sort = ''] = list(call.body['sorts']).map((one) => text(one));
  const by = sort.replace(/^-/, '');
  if (by !== '')
    found.sort(
      (a, b) => text(object(a['properties'])[by]).localeCompare(text(object(b['properties'])[by])) * (sort.startsWith('-') ? -1 : 1),
    );
  return { total: found.length, ...paged(call, found, 200) };
}

function holds(filter: Row, properties: Row): boolean {
  const value = text(properties[text(filter['propertyName'])]);
  const given = text(filter['value']);
  switch (filter['operator']) {
    case 'EQ':
      return value === given;
    case 'NEQ':
      return value !== given;
    case 'LT':
      return Number(value) < Number(given);
    case 'LTE':
      return Number(value) <= Number(given);
    case 'GT':
      return Number(value) > Number(given);
    case 'GTE':
      return Number(value) >= Number(given);
    case 'BETWEEN':
      return Number(value) >= Number(given) && Number(value) <= Number(filter['highValue']);
    case 'IN':
      return list(filter['values']).includes(value.toLowerCase());
    case 'NOT_IN':
      return !list(filter['values']).includes(value.toLowerCase());
    case 'HAS_PROPERTY':
      return value !== '';
    case 'NOT_HAS_PROPERTY':
      return value === '';
    case 'CONTAINS_TOKEN':
      return value.toLowerCase().includes(given.toLowerCase().replaceAll('*', ''));
    default:
      return !value.toLowerCase().includes(given.toLowerCase().replaceAll('*', ''));
  }
}

function paged(call: Call, found: readonly Row[], most = 100): Row {
  const { rows: results, next } = call.page(found, { size: 'limit', cursor: 'after', usual: 10, most });
  return { results, ...(next ? { paging: { next: { after: next.cursor } } } : {}) };
}

function upsert(call: Call): Row {
  const results = rows(call.body['inputs']).map((input) => {
    const by = text(input['idProperty'], 'email');
    const there = call.table('contacts').find((row) => row['archived'] === false && object(row['properties'])[by] === input['id']);
    const properties = { [by]: input['id'], ...object(input['properties']) };
    if (there) {
      there['properties'] = { ...object(there['properties']), ...properties };
      return { ...there, updatedAt: call.now, new: false };
    }
    return { ...call.table('contacts').insert({ properties, createdAt: call.now, updatedAt: call.now, archived: false }), new: true };
  });
  return { status: 'COMPLETE', results };
}

function merge(call: Call): Row {
  const primary = call.one('contacts', call.body['primaryObjectId']);
  const merged = call.one('contacts', call.body['objectIdToMerge']);
  primary['properties'] = { ...object(merged['properties']), ...object(primary['properties']) };
  merged['archived'] = true;
  return primary;
}

const end = (type: string | undefined, id: string | undefined) => `${type}/${id}`;

function link(call: Call, from: string, to: string): void {
  call.table('associations').insert({ from, to });
}

function associate(call: Call): Row {
  const { from, fromId, to, toId } = call.params;
  call.one(from ?? '', fromId);
  call.one(to ?? '', toId);
  link(call, end(from, fromId), end(to, toId));
  link(call, end(to, toId), end(from, fromId));
  return { status: 'COMPLETE', results: [] };
}

function associations(call: Call): Row {
  const { from, fromId, to } = call.params;
  const found = call.table('associations').where((row) => row['from'] === end(from, fromId) && text(row['to']).startsWith(`${to}/`));
  const types = [{ category: 'HUBSPOT_DEFINED', typeId: 1, label: null }];
  return paged(
    call,
    found.map((row) => ({ toObjectId: Number(text(row['to']).split('/')[1]), associationTypes: types })),
    500,
  );
}

function dissociate(call: Call): undefined {
  const { from, fromId, to, toId } = call.params;
  const ends = [end(from, fromId), end(to, toId)];
  for (const row of call.table('associations').where((one) => ends.includes(text(one['from'])) && ends.includes(text(one['to']))))
    call.table('associations').remove(row['id']);
}

/** https://developers.hubspot.com/docs/api-reference: CRM objects by type, associations v4, pipelines, properties, owners. */
export default defineSimulator({
  connector: hubspot,
  oauth: { token: (standard) => ({ ...standard, hub_id: 62515, user_id: 7 }) },
  headers: (call) => ({ 'x-hubspot-correlation-id': `simulated-${call.sequence()}` }),
  failure: ({ status, code, message }) => ({
    status: 'error',
    message,
    correlationId: 'simulated',
    category: code ?? { 401: 'INVALID_AUTHENTICATION', 404: 'OBJECT_NOT_FOUND', 429: 'RATE_LIMITS' }[status] ?? 'VALIDATION_ERROR',
    ...(status === 429 ? { policyName: 'TEN_SECONDLY_ROLLING' } : {}),
  }),
  tables: {
    contacts: {
      mint: numeral(512),
      seed: [
        seeded('101', {
          email: 'ada@engines.example',
          firstname: 'Ada',
          lastname: 'Lovelace',
          company: 'Analytical Engines',
          lifecyclestage: 'customer',
        }),
        seeded('102', {
          email: 'grace@mark.example',
          firstname: 'Grace',
          lastname: 'Hopper',
          company: 'Harvard Mark',
          lifecyclestage: 'lead',
        }),
        seeded('103', { email: 'margaret@lunar.example', firstname: 'Margaret', lastname: 'Hamilton', company: 'Lunar Software' }),
      ],
    },
    companies: {
      mint: numeral(2_000),
      seed: [
        seeded('201', { name: 'Analytical Engines', domain: 'engines.example', city: 'London' }),
        seeded('202', { name: 'Harvard Mark', domain: 'mark.example' }),
      ],
    },
    deals: {
      mint: numeral(3_000),
      seed: [
        seeded('301', { dealname: 'Difference engine no. 2', dealstage: 'appointmentscheduled', pipeline: 'default', amount: '17470' }),
      ],
    },
    tickets: { mint: numeral(4_000), seed: [seeded('401', { subject: 'Carry lever sticks', hs_pipeline: '0', hs_pipeline_stage: '1' })] },
    notes: { mint: numeral(5_000) },
    tasks: { mint: numeral(6_000) },
    associations: { mint: numeral() },
    owners: {
      mint: numeral(700),
      seed: [{ id: '701', email: 'charles@engines.example', firstName: 'Charles', lastName: 'Babbage', userId: 7, archived: false }],
    },
  },
  routes: {
    'GET /account-info/v3/details': () => ({ portalId: 62515, timeZone: 'Europe/London', companyCurrency: 'GBP' }),
    'POST /crm/v3/objects/contacts/batch/upsert': upsert,
    'POST /crm/v3/objects/contacts/merge': merge,
    'POST /crm/v3/objects/:type/search': search,
    'POST /crm/v3/objects/:type': (call) => call.created(create(call)),
    'GET /crm/v3/objects/:type': (call) => {
      const archived = call.query.get('archived') === 'true';
      return paged(
        call,
        call.table(typeOf(call)).where((row) => row['archived'] === archived),
      );
    },
    'GET /crm/v3/objects/:type/:id': (call) => recordOf(call),
    'PATCH /crm/v3/objects/:type/:id': (call) => change(call, recordOf(call)),
    'DELETE /crm/v3/objects/:type/:id': (call) => {
      // Gone already is fine: HubSpot answers 204 again.
      call.table(typeOf(call)).update(call.params['id'], { archived: true });
    },
    'PUT /crm/v4/objects/:from/:fromId/associations/default/:to/:toId': associate,
    'GET /crm/v4/objects/:from/:fromId/associations/:to': associations,
    'DELETE /crm/v4/objects/:from/:fromId/associations/:to/:toId': dissociate,
    'GET /crm/v3/owners': (call) => {
      const email = call.query.get('email');
      return paged(
        call,
        call.table('owners').where((row) => email === null || row['email'] === email),
        500,
      );
    },
    'GET /crm/v3/pipelines/:type': (call) => ({ results: PIPELINES[call.params['type'] ?? ''] ?? [] }),
    'GET /crm/v3/properties/:type': () => ({ results: PROPERTIES }),
  },
});
