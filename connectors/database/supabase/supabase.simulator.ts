import {
  defineSimulator,
  list,
  mentions,
  number,
  numbered,
  object,
  only,
  Reply,
  rows,
  text,
  uuid,
  without,
  type Call,
  type Row,
  type Table,
} from '@patchbay/simulator';
import supabase from './supabase.connector.js';

const AT = '2026-01-12T09:30:00.000Z';
/** The tables of the simulated project: column, type, and what every row needs. */
const TABLES: Readonly<Record<string, { columns: Readonly<Record<string, string>>; required: readonly string[] }>> = {
  machines: { columns: { id: 'bigint', name: 'text', wheels: 'integer', built: 'date' }, required: ['id', 'name'] },
  notes: { columns: { id: 'bigint', machine_id: 'bigint', body: 'text' }, required: ['id'] },
};

function tableOf(call: Call): Table {
  const name = call.params['table'] ?? '';
  if (!(name in TABLES)) throw call.fail(404, `Could not find the table 'public.${name}' in the schema cache`, 'PGRST205');
  return call.table(name);
}

/** `"name".eq."Mill"`, names and values in double quotes: https://docs.postgrest.org/en/v13/references/api/url_grammar.html */
const CONDITION = /^"((?:[^"\\]|\\.)*)"\.(not\.is|is|in|eq|neq|lt|lte|gt|gte|like)\.(.*)$/s;
const unquoted = (value: string): string => value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');

/** Splits at the commas outside quotes and brackets. */
function parts(joined: string): string[] {
  return joined.match(/(?:"(?:[^"\\]|\\.)*"|\((?:"(?:[^"\\]|\\.)*"|[^")])*\)|[^,"(])+/g) ?? [];
}

function filterOf(call: Call): (row: Row) => boolean {
  const conditions = parts((call.query.get('and') ?? '').replace(/^\(|\)$/g, '')).map((part) => CONDITION.exec(part));
  if (conditions.includes(null)) throw call.fail(400, '"failed to parse logic tree"', 'PGRST100');
  return (row) => conditions.every((one) => holds(row[unquoted(one?.[1] ?? '')], one?.[2] ?? '', one?.[3] ?? ''));
}

function holds(value: unknown, operator: string, operand: string): boolean {
  if (operator === 'is') return value === null || value === undefined;
  if (operator === 'not.is') return value !== null && value !== undefined;
  if (operator === 'in') return parts(operand.slice(1, -1)).map(unquoted).includes(text(value));
  const wanted = unquoted(operand);
  if (operator === 'eq') return text(value) === wanted;
  if (operator === 'neq') return text(value) !== wanted;
  if (operator === 'like')
    return new RegExp(
      `^${wanted
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('%', '.*')
        .replaceAll('_', '.')}$`,
      's',
    ).test(text(value));
  const order = typeof value === 'number' ? value - Number(wanted) : text(value).localeCompare(wanted);
  if (operator.startsWith('l')) return order < 0 || (order === 0 && operator === 'lte');
  return order > 0 || (order === 0 && operator === 'gte');
}

function select(call: Call): Row[] {
  const found = tableOf(call).where(filterOf(call));
  const orders = parts(call.query.get('order') ?? '').map((part) => /^("(?:[^"\\]|\\.)*")\.(asc|desc)/.exec(part));
  found.sort((a, b) => {
    for (const one of orders) {
      const name = unquoted(one?.[1] ?? '');
      const order = text(a[name]).localeCompare(text(b[name]), undefined, { numeric: true });
      if (order !== 0) return one?.[2] === 'desc' ? -order : order;
    }
    return 0;
  });
  const columns = call.query.get('select');
  const page = call.page(
    found,
    { size: 'limit', offset: 'offset', usual: 1_000, most: 1_000, tells: true },
    Object.fromEntries(call.query),
  ).rows;
  return columns === null ? page : page.map((row) => only(row, ...parts(columns).map(unquoted)));
}

const prefers = (call: Call, what: string): boolean => (call.headers['prefer'] ?? '').includes(what);

/** Rows, or how many: https://docs.postgrest.org/en/v13/references/api/preferences.html */
function written(call: Call, changed: readonly Row[], status: number): Reply {
  const headers = { 'content-range': `*/${changed.length}` };
  return prefers(call, 'return=representation')
    ? new Reply(status === 204 ? 200 : status, changed, headers)
    : new Reply(status, undefined, headers);
}

function insert(call: Call): Reply {
  const table = tableOf(call);
  const keys = parts(call.query.get('on_conflict') ?? '"id"').map(unquoted);
  const known = Object.keys(TABLES[call.params['table'] ?? '']?.columns ?? {});
  const changed: Row[] = [];
  for (const row of rows(call.json)) {
    const unknown = Object.keys(row).find((name) => !known.includes(name));
    if (unknown !== undefined) throw call.fail(400, `Could not find the '${unknown}' column`, 'PGRST204');
    const there = keys.every((name) => row[name] !== undefined)
      ? table.find((one) => keys.every((name) => one[name] === row[name]))
      : undefined;
    if (there && !prefers(call, 'resolution=')) throw call.fail(409, 'duplicate key value violates unique constraint', '23505');
    if (there && prefers(call, 'resolution=ignore')) continue;
    changed.push(there ? Object.assign(there, row) : table.insert(row));
  }
  return written(call, changed, 201);
}

/** The rows a write is about; refuses when they are more than permitted. */
function touched(call: Call): Row[] {
  const found = tableOf(call).where(filterOf(call));
  const most = Number(/max-affected=(\d+)/.exec(call.headers['prefer'] ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
  if (found.length > most) throw call.fail(400, 'Query result exceeds max-affected preference constraint', 'PGRST124');
  return found;
}

function openapi(): Row {
  const definitions = Object.entries(TABLES).map(([name, { columns, required }]) => {
    const properties = Object.entries(columns).map(([column, format]) => [
      column,
      { format, type: 'string', ...(column === 'id' ? { description: 'Note:\nThis is a Primary Key.<pk/>' } : {}) },
    ]);
    return [name, { required, properties: Object.fromEntries(properties) }];
  });
  return { swagger: '2.0', definitions: Object.fromEntries(definitions) };
}

function callFunction(call: Call): unknown {
  const name = call.params['function'];
  if (name === 'echo') return call.body;
  if (name === 'count_machines') return call.table('machines').size;
  throw call.fail(404, `Could not find the function public.${name}`, 'PGRST202');
}

const keyOf = (call: Call): string => `${call.params['bucket']}/${call.params['path']}`;

function bucket(call: Call): void {
  if (!call.table('buckets').get(call.params['bucket'])) throw call.fail(404, 'Bucket not found', '404');
}

function upload(call: Call): Row {
  bucket(call);
  const key = keyOf(call);
  if (call.table('files').get(key) && call.headers['x-upsert'] !== 'true') throw call.fail(409, 'The resource already exists', '409');
  const mimetype = call.headers['content-type'] ?? 'application/octet-stream';
  const row = {
    key,
    content: call.bytes.toString('base64'),
    created_at: call.now,
    updated_at: call.now,
    metadata: { size: call.bytes.length, mimetype },
  };
  call.table('files').insert(row);
  return { Key: key, Id: uuid(key)(1) };
}

function file(call: Call): Row {
  const found = call.table('files').get(keyOf(call));
  if (!found) throw call.fail(404, 'Object not found', '404');
  return found;
}

/** Files of one folder, and the folders in it by name alone. */
function files(call: Call): Row[] {
  bucket(call);
  const folder = text(call.body['prefix']);
  const place = `${call.params['bucket']}/${folder === '' ? '' : `${folder.replace(/\/$/, '')}/`}`;
  const found = new Map<string, Row>();
  for (const row of call.table('files').where(({ key }) => text(key).startsWith(place))) {
    const [name = '', ...below] = text(row['key']).slice(place.length).split('/');
    found.set(
      name,
      below.length > 0 ? { name, id: null, metadata: null } : { name, id: uuid(text(row['key']))(1), ...without(row, 'key', 'content') },
    );
  }
  const words = text(call.body['search']);
  const sorted = [...found.values()]
    .filter(({ name }) => mentions(name, words))
    .sort((a, b) => text(a['name']).localeCompare(text(b['name'])));
  return call.page(sorted, { size: 'limit', offset: 'offset', most: 1_000, tells: true }).rows;
}

function removeFiles(call: Call): Row[] {
  bucket(call);
  return list(call.body['prefixes']).flatMap((path) => {
    const row = call.table('files').remove(`${call.params['bucket']}/${text(path)}`);
    return row ? [{ name: path }] : [];
  });
}

function user(call: Call): Row {
  const found = call.table('users').get(call.params['id']);
  if (!found) throw call.fail(404, 'User not found', 'user_not_found');
  return found;
}

function userFields(call: Call): Row {
  const { password: _secret, email_confirm: confirmed, ...fields } = call.body;
  return { ...fields, ...(confirmed === true ? { email_confirmed_at: call.now } : {}) };
}

function createUser(call: Call, fields: Row): Row {
  if (fields['email'] && call.table('users').find((row) => row['email'] === fields['email']))
    throw call.fail(422, 'A user with this email address has already been registered', 'email_exists');
  return call.table('users').insert({ role: 'authenticated', app_metadata: {}, user_metadata: {}, ...fields, created_at: call.now });
}

const signed = (call: Call): Row => ({
  signedURL: `/object/sign/${text(file(call)['key'])}?token=simulated&expires=${number(call.body['expiresIn'])}`,
});

/** https://supabase.com/docs/guides/api: PostgREST, storage and auth of one project. */
export default defineSimulator({
  connector: supabase,
  failure: ({ status, code, message }) => ({
    code: code ?? { 401: 'PGRST301', 404: '404', 429: 'over_request_rate_limit' }[status] ?? 'PGRST000',
    message,
    details: null,
    hint: null,
  }),
  tables: {
    machines: {
      mint: numbered(100),
      seed: [
        { id: 1, name: 'Difference engine', wheels: 8_000, built: '1991-11-29' },
        { id: 2, name: 'Mill', wheels: 50, built: null },
      ],
    },
    notes: { mint: numbered(100) },
    buckets: { mint: uuid('bucket'), seed: [{ id: 'drawings', name: 'drawings', public: false }] },
    files: { id: 'key', mint: uuid('file') },
    users: {
      mint: uuid('user'),
      seed: [
        {
          id: '11111111-1111-4111-8111-111111111111',
          email: 'ada@engines.example',
          role: 'authenticated',
          created_at: AT,
          app_metadata: {},
          user_metadata: {},
        },
      ],
    },
  },
  routes: {
    'GET /rest/v1': openapi,
    'POST /rest/v1/rpc/:function': callFunction,
    'GET /rest/v1/:table': select,
    'POST /rest/v1/:table': insert,
    'PATCH /rest/v1/:table': (call) =>
      written(
        call,
        touched(call).map((row) => Object.assign(row, call.body)),
        204,
      ),
    'DELETE /rest/v1/:table': (call) =>
      written(
        call,
        touched(call).map((row) => tableOf(call).remove(row['id']) ?? row),
        204,
      ),
    'GET /storage/v1/bucket': (call) => call.table('buckets').all(),
    'POST /storage/v1/object/list/:bucket': files,
    'POST /storage/v1/object/sign/:bucket/:path*': signed,
    'GET /storage/v1/object/authenticated/:bucket/:path*': (call) => {
      const row = file(call);
      return new Reply(200, Buffer.from(text(row['content']), 'base64'), { 'content-type': text(object(row['metadata'])['mimetype']) });
    },
    'POST /storage/v1/object/:bucket/:path*': upload,
    'DELETE /storage/v1/object/:bucket': removeFiles,
    'GET /auth/v1/admin/users': (call) => {
      const { rows: users, total } = call.page(call.table('users').all(), {
        size: 'per_page',
        page: 'page',
        usual: 50,
        most: 1_000,
        tells: true,
      });
      return new Reply(200, { users, aud: 'authenticated' }, { 'x-total-count': String(total) });
    },
    'POST /auth/v1/admin/users': (call) => createUser(call, userFields(call)),
    'GET /auth/v1/admin/users/:id': user,
    'PUT /auth/v1/admin/users/:id': (call) => Object.assign(user(call), userFields(call)),
    'DELETE /auth/v1/admin/users/:id': (call) => {
      call.table('users').remove(user(call)['id']);
      return {};
    },
    'POST /auth/v1/invite': (call) =>
      createUser(call, { email: call.body['email'], user_metadata: object(call.body['data']), invited_at: call.now }),
  },
});
