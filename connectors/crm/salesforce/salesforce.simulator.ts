import {
  at,
  defineSimulator,
  list,
  mentions,
  numeral,
  only,
  Reply,
  rows,
  selectOf,
  text,
  without,
  type Call,
  type Row,
} from '@patchbay/simulator';
import salesforce from './salesforce.connector.js';

const V = '/services/data/v64.0';
/** Ids begin with the kind of the record: https://help.salesforce.com/s/articleView?id=000385203 */
const PREFIXES: Readonly<Record<string, string>> = {
  Account: '001',
  Contact: '003',
  Opportunity: '006',
  Lead: '00Q',
  Case: '500',
  Task: '00T',
};
const REQUIRED: Readonly<Record<string, string>> = { Account: 'Name', Contact: 'LastName', Lead: 'LastName', Opportunity: 'Name' };
const LABELS = [...Object.keys(PREFIXES), 'Invoice__c'];
const record = (type: string, Id: string, fields: Row): Row => ({
  attributes: { type, url: `${V}/sobjects/${type}/${Id}` },
  Id,
  ...fields,
});
const typeOf = (row: Row) => text(at(row, 'attributes.type'));

function known(call: Call, object: string | undefined): string {
  const type = text(object);
  if (!LABELS.includes(type) && !type.endsWith('__c')) throw call.fail(404, 'The requested resource does not exist', 'NOT_FOUND');
  return type;
}

function insert(call: Call, type: string, fields: Row): Row {
  const required = REQUIRED[type];
  if (required !== undefined && !fields[required])
    throw call.fail(400, `Required fields are missing: [${required}]`, 'REQUIRED_FIELD_MISSING');
  const Id = `${PREFIXES[type] ?? 'a00'}${String(call.sequence()).padStart(12, '0')}`;
  const name = [fields['FirstName'], fields['LastName']]
    .filter(Boolean)
    .map((part) => text(part))
    .join(' ');
  const stamps = { CreatedDate: call.now, LastModifiedDate: call.now };
  return call
    .table('records')
    .insert(record(type, Id, { ...(name === '' ? {} : { Name: name }), ...without(fields, 'attributes', 'id'), ...stamps }));
}

/** 15 letters name a record as well as 18 do. */
function find(call: Call, type: string | undefined, id: unknown): Row {
  const row = call.table('records').get(text(id).slice(0, 15));
  if (!row || (type !== undefined && typeOf(row) !== type))
    throw call.fail(404, 'Provided external ID field does not exist or is not accessible', 'NOT_FOUND');
  return row;
}

function byExternalId(call: Call): Row | undefined {
  const { object, field = '', value } = call.params;
  return call.table('records').find((row) => typeOf(row) === object && text(row[field]) === value);
}

function shown(call: Call, row: Row): Row {
  const fields = call.query.get('fields');
  return fields === null ? row : only(row, 'attributes', 'Id', ...fields.split(','));
}

const change = (call: Call, row: Row, fields: Row) =>
  call.table('records').update(row['Id'], { ...without(fields, 'attributes', 'id'), LastModifiedDate: call.now });

function upsert(call: Call): unknown {
  const { object, field = '', value } = call.params;
  const there = byExternalId(call);
  if (there) change(call, there, call.body);
  const { Id } = there ?? insert(call, known(call, object), { ...call.body, [field]: value });
  return new Reply(there ? 200 : 201, { id: Id, success: true, errors: [], created: !there });
}

/** `q` is a query, or the rest of an earlier one goes by `<offset>~<query>`. */
function query(call: Call, soql: string, offset: number): Row {
  const select = selectOf(soql);
  if (!select) throw call.fail(400, 'unexpected token', 'MALFORMED_QUERY');
  const found = call.table('records').where((row) => typeOf(row) === known(call, select.from) && select.fits(row));
  const order = select.orderBy;
  if (order) found.sort((a, b) => text(a[order.field]).localeCompare(text(b[order.field])) * (order.descending ? -1 : 1));
  const all = found.slice(select.offset, select.limit === undefined ? undefined : select.offset + select.limit);
  const end = offset + call.pageSize('batchSize', 200, 2_000);
  const rest = `${end}~${Buffer.from(soql).toString('base64url')}`;
  return {
    totalSize: all.length,
    done: end >= all.length,
    records: all.slice(offset, end).map((row) => only(row, 'attributes', ...select.fields)),
    ...(end < all.length ? { nextRecordsUrl: `${new URL(call.origin).pathname}${V}/query/${rest}` } : {}),
  };
}

function nextPage(call: Call): Row {
  const [offset = '', encoded = ''] = text(call.params['rest']).split('~');
  return query(call, Buffer.from(encoded, 'base64url').toString(), Number(offset));
}

/** FIND {words} IN … FIELDS RETURNING Contact(Id, Name), Lead(Id) */
function sosl(call: Call): Row {
  const [, words = '', returning = ''] =
    /find\s*\{([^}]*)\}(?:\s+in\s+\w+\s+fields)?(?:\s+returning\s+(.+))?/is.exec(text(call.query.get('q'))) ?? [];
  if (words === '') throw call.fail(400, 'No search term found', 'MALFORMED_SEARCH');
  const kinds = [...returning.matchAll(/(\w+)\s*(?:\(([^)]*)\))?/g)].map(([, name = '', fields = 'Id']) => ({
    name,
    fields: fields.split(/\s*,\s*/),
  }));
  return { searchRecords: searched(call, words, kinds) };
}

function searched(call: Call, words: string, kinds: readonly { name: string; fields: readonly string[] }[]): Row[] {
  return call
    .table('records')
    .all()
    .flatMap((row) => {
      const kind = kinds.find(({ name }) => name === typeOf(row));
      return kind && mentions(row, words.replaceAll('*', '')) ? [only(row, 'attributes', ...kind.fields)] : [];
    });
}

function parameterized(call: Call): Row {
  const kinds = rows(call.body['sobjects']).map(({ name, fields }) => ({ name: text(name), fields: list(fields).map((one) => text(one)) }));
  return { searchRecords: searched(call, text(call.body['q']), kinds).slice(0, Number(call.body['overallLimit'])) };
}

/** One record's part in a collection: its own failure, not the call's. */
function each(work: () => unknown): Row {
  try {
    return { id: work(), success: true, errors: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message, fields: [] }] };
  }
}

function describe(name: string): Row {
  return { name, label: name.replace('__c', ''), custom: name.endsWith('__c'), createable: true, updateable: true, queryable: true };
}

function field(name: string, type = 'string', more: Row = {}): Row {
  return {
    name,
    label: name,
    type,
    nillable: true,
    defaultedOnCreate: false,
    createable: true,
    updateable: true,
    externalId: false,
    ...more,
  };
}

function fieldsOf(type: string): Row[] {
  const id = field('Id', 'id', { nillable: false, defaultedOnCreate: true, createable: false, updateable: false });
  const required = REQUIRED[type];
  return [
    id,
    ...(required === undefined ? [] : [field(required, 'string', { nillable: false })]),
    field('External_Id__c', 'string', { externalId: true }),
  ];
}

function finish(call: Call): Row {
  const { state } = call.body;
  const job = call.one('jobs');
  if (state === 'Aborted') return call.update('jobs', { state });
  const csv = text(job['csv']).trim().split('\n');
  return call.update('jobs', { state: 'JobComplete', numberRecordsProcessed: Math.max(0, csv.length - 1), numberRecordsFailed: 0 });
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/ */
export default defineSimulator({
  connector: salesforce,
  oauth: {
    // No lifetime, as Salesforce: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
    token: ({ expires_in: _none, ...standard }) => ({
      ...standard,
      instance_url: 'https://engines.my.salesforce.com',
      id: 'https://login.salesforce.com/id/00Dsimulated/005simulated',
      issued_at: '1767950000000',
    }),
  },
  failure: ({ status, code, message }) =>
    new Reply(status, [
      { errorCode: code ?? { 401: 'INVALID_SESSION_ID', 404: 'NOT_FOUND', 429: 'REQUEST_LIMIT' }[status] ?? 'UNKNOWN_EXCEPTION', message },
    ]),
  tables: {
    records: {
      id: 'Id',
      mint: numeral(),
      seed: [
        record('Account', '001000000900001', { Name: 'Analytical Engines', Industry: 'Technology', Website: 'https://engines.example' }),
        record('Account', '001000000900002', { Name: 'Harvard Mark', Industry: 'Research' }),
        record('Contact', '003000000900001', {
          Name: 'Ada Lovelace',
          FirstName: 'Ada',
          LastName: 'Lovelace',
          Email: 'ada@engines.example',
        }),
        record('Lead', '00Q000000900001', {
          Name: 'Grace Hopper',
          LastName: 'Hopper',
          Company: 'Harvard Mark',
          Email: 'grace@mark.example',
        }),
      ],
    },
    jobs: { mint: (count) => `750${String(count).padStart(12, '0')}` },
  },
  routes: {
    'GET /services/oauth2/userinfo': () => ({ email: 'charles@engines.example', organization_id: '00Dsimulated' }),
    [`GET ${V}/limits`]: () => ({ DailyApiRequests: { Max: 15_000, Remaining: 14_998 } }),
    [`GET ${V}/query`]: (call) => query(call, text(call.query.get('q')), 0),
    [`GET ${V}/query/:rest`]: nextPage,
    [`GET ${V}/search`]: sosl,
    [`POST ${V}/parameterizedSearch`]: parameterized,
    [`GET ${V}/sobjects`]: () => ({ encoding: 'UTF-8', sobjects: LABELS.map(describe) }),
    [`GET ${V}/sobjects/:object/describe`]: (call) => {
      const type = known(call, call.params['object']);
      return { ...describe(type), fields: fieldsOf(type) };
    },
    [`POST ${V}/sobjects/:object`]: (call) => {
      const { Id } = insert(call, known(call, call.params['object']), call.body);
      return call.created({ id: Id, success: true, errors: [] });
    },
    [`GET ${V}/sobjects/:object/:id`]: (call) => shown(call, find(call, call.params['object'], call.params['id'])),
    [`PATCH ${V}/sobjects/:object/:id`]: (call) => void change(call, find(call, call.params['object'], call.params['id']), call.body),
    [`DELETE ${V}/sobjects/:object/:id`]: (call) => {
      call.table('records').remove(find(call, call.params['object'], call.params['id'])['Id']);
    },
    [`GET ${V}/sobjects/:object/:field/:value`]: (call) => shown(call, byExternalId(call) ?? find(call, undefined, '')),
    [`PATCH ${V}/sobjects/:object/:field/:value`]: upsert,
    [`POST ${V}/composite/sobjects`]: (call) =>
      rows(call.body['records']).map((row) => each(() => insert(call, known(call, typeOf(row)), row)['Id'])),
    [`PATCH ${V}/composite/sobjects`]: (call) =>
      rows(call.body['records']).map((row) => each(() => change(call, find(call, typeOf(row), row['id']), row)?.['Id'])),
    [`DELETE ${V}/composite/sobjects`]: (call) =>
      text(call.query.get('ids'))
        .split(',')
        .map((id) => each(() => call.table('records').remove(find(call, undefined, id)['Id'])?.['Id'])),
    [`POST ${V}/jobs/ingest`]: (call) => call.table('jobs').insert({ ...call.body, state: 'Open' }),
    [`PUT ${V}/jobs/ingest/:id/batches`]: (call) => {
      call.update('jobs', { csv: call.bytes.toString() });
      return new Reply(201);
    },
    [`GET ${V}/jobs/ingest/:id`]: (call) => without(call.one('jobs'), 'csv'),
    [`PATCH ${V}/jobs/ingest/:id`]: finish,
    [`GET ${V}/jobs/ingest/:id/:which`]: (call) => {
      const rowsOfJob = call.params['which'] === 'successfulResults' ? text(call.one('jobs')['csv']) : 'sf__Id,sf__Error\n';
      return new Reply(200, rowsOfJob, { 'content-type': 'text/csv' });
    },
  },
});
