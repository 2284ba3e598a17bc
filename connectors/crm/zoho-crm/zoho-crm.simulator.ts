import {
  at,
  defineSimulator,
  list,
  mentions,
  numeral,
  object,
  only,
  Reply,
  rows,
  selectOf,
  text,
  without,
  type Call,
  type Row,
} from '@patchbay/simulator';
import zohoCrm from './zoho-crm.connector.js';

const V = '/crm/v8';
const MODULES = ['Leads', 'Contacts', 'Accounts', 'Deals', 'Tasks'];
const REQUIRED: Readonly<Record<string, string>> = {
  Leads: 'Last_Name',
  Contacts: 'Last_Name',
  Accounts: 'Account_Name',
  Deals: 'Deal_Name',
};
/** Fields by which a module finds what is there already. */
const UNIQUE: Readonly<Record<string, string>> = { Leads: 'Email', Contacts: 'Email', Accounts: 'Account_Name', Deals: 'Deal_Name' };
const record = (module: string, id: string, fields: Row): Row => ({ id, $module: module, ...fields });

function moduleOf(call: Call): string {
  const module = call.params['module'] ?? '';
  if (!MODULES.includes(module)) throw call.fail(400, 'the module name given seems to be invalid', 'INVALID_MODULE');
  return module;
}

const done = (action: string, id: unknown): Row => ({ code: 'SUCCESS', status: 'success', message: `record ${action}`, details: { id } });
const refused = (code: string, message: string): Row => ({ code, status: 'error', message, details: {} });

function insert(call: Call, module: string, fields: Row): Row {
  const required = REQUIRED[module];
  if (required !== undefined && !fields[required]) return refused('MANDATORY_NOT_FOUND', `required field not found: ${required}`);
  const { id } = call.table('records').insert({ ...fields, $module: module, Created_Time: call.now, Modified_Time: call.now });
  return { ...done('added', id), action: 'insert' };
}

const results = (data: Row[], status = 200) =>
  new Reply(data.every((one) => one['status'] === 'error') ? 202 : data.some((one) => one['status'] === 'error') ? 207 : status, { data });

const ofModule = (call: Call, module: string) => call.table('records').where((row) => row['$module'] === module);
const find = (call: Call) => ofModule(call, moduleOf(call)).find((row) => row['id'] === call.params['id']);

function shown(call: Call, row: Row): Row {
  const fields = call.query.get('fields');
  return fields === null ? without(row, '$module') : only(row, 'id', ...fields.split(','));
}

/** Nothing found is an empty 204. */
function page(call: Call, found: readonly Row[], by: { cursor: string } | { page: string; tells: true }, name = 'data'): Reply {
  const cut = call.page(found, { size: 'per_page', usual: 200, most: 200, ...by });
  if (cut.rows.length === 0) return new Reply(204);
  const info = {
    per_page: cut.size,
    count: cut.rows.length,
    more_records: cut.next !== undefined,
    next_page_token: cut.next?.cursor ?? null,
  };
  return new Reply(200, { [name]: cut.rows.map((row) => (name === 'data' ? shown(call, row) : row)), info });
}

const byPage = { page: 'page', tells: true } as const;

/** `((A:equals:x)and(B:starts_with:y))`, all of them or one of them. */
function fitting(criteria: string): (row: Row) => boolean {
  const clauses = [...criteria.matchAll(/\((\w+):(\w+):((?:\\.|[^()\\])*)\)/g)].map(([, field = '', how = '', value = '']) => {
    const wanted = value.replace(/\\(.)/g, '$1').toLowerCase();
    return (row: Row): boolean => {
      const has = text(row[field]).toLowerCase();
      if (how === 'starts_with') return has.startsWith(wanted);
      if (how === 'not_equal') return has !== wanted;
      return how === 'contains' ? has.includes(wanted) : has === wanted;
    };
  });
  const any = /\)\s*or\s*\(/i.test(criteria);
  return (row) => (any ? clauses.some((fits) => fits(row)) : clauses.every((fits) => fits(row)));
}

function search(call: Call): Reply {
  const { criteria, email, phone, word } = Object.fromEntries(call.query);
  const found = ofModule(call, moduleOf(call)).filter((row) => {
    if (criteria !== undefined) return fitting(criteria)(row);
    if (email !== undefined) return text(row['Email']).toLowerCase() === email.toLowerCase();
    return phone === undefined ? mentions(without(row, '$module'), word ?? '') : text(row['Phone']) === phone;
  });
  return page(call, found, byPage);
}

function coql(call: Call): Reply {
  const select = selectOf(text(call.body['select_query']));
  if (!select) throw call.fail(400, 'syntax error in the query', 'SYNTAX_ERROR');
  const found = ofModule(call, select.from).filter(select.fits);
  const data = found.slice(select.offset, select.offset + (select.limit ?? 200)).map((row) => only(row, 'id', ...select.fields));
  return data.length === 0
    ? new Reply(204)
    : new Reply(200, { data, info: { count: data.length, more_records: data.length < found.length } });
}

function upsert(call: Call): Reply {
  const module = moduleOf(call);
  const [fields = {}] = rows(call.body['data']);
  const checks = list(call.body['duplicate_check_fields'] ?? UNIQUE[module]).map((name) => text(name));
  const there = ofModule(call, module).find((row) => checks.some((name) => fields[name] !== undefined && row[name] === fields[name]));
  if (!there) return results([insert(call, module, fields)], 201);
  call.table('records').update(there['id'], { ...fields, Modified_Time: call.now });
  return results([{ ...done('updated', there['id']), action: 'update' }]);
}

function convert(call: Call): Row {
  call.params['module'] = 'Leads';
  const lead = find(call);
  if (!lead) throw call.fail(404, 'the id given seems to be invalid', 'INVALID_DATA');
  const [wish = {}] = rows(call.body['data']);
  const idOf = (module: string, fields: Row) => object(wish[module])['id'] ?? at(insert(call, module, fields), 'details.id');
  const Accounts = idOf('Accounts', { Account_Name: text(lead['Company'], 'Unknown') });
  const Contacts = idOf('Contacts', only(lead, 'First_Name', 'Last_Name', 'Email', 'Phone'));
  const Deals = wish['Deals'] === undefined ? null : { id: at(insert(call, 'Deals', object(wish['Deals'])), 'details.id') };
  call.table('records').remove(lead['id']);
  return {
    data: [
      {
        code: 'SUCCESS',
        status: 'success',
        message: 'converted',
        details: { Contacts: { id: Contacts }, Accounts: { id: Accounts }, Deals },
      },
    ],
  };
}

function createNote(call: Call): Reply {
  const [note = {}] = rows(call.body['data']);
  const parent = text(at(note, 'Parent_Id.id'));
  if (!call.table('records').get(parent)) return results([refused('INVALID_DATA', 'the related id given seems to be invalid')]);
  const { id } = call.table('notes').insert({ ...without(note, 'Parent_Id'), parent, Created_Time: call.now });
  return results([done('added', id)], 201);
}

const field = (api_name: string, data_type = 'text', system_mandatory = false): Row => ({
  api_name,
  field_label: api_name.replaceAll('_', ' '),
  data_type,
  system_mandatory,
  read_only: false,
  pick_list_values: [],
});

/** https://www.zoho.com/crm/developer/docs/api/v8/ */
export default defineSimulator({
  connector: zohoCrm,
  oauth: { token: (standard) => ({ ...standard, api_domain: 'https://www.zohoapis.com' }) },
  failure: ({ status, code, message }) => ({
    code: code ?? { 401: 'INVALID_TOKEN', 404: 'INVALID_URL_PATTERN', 429: 'TOO_MANY_REQUESTS' }[status] ?? 'INVALID_DATA',
    details: {},
    message,
    status: 'error',
  }),
  tables: {
    records: {
      mint: numeral(5_725_767_000_000_700_000n),
      seed: [
        record('Leads', '5725767000000500001', {
          Last_Name: 'Hopper',
          First_Name: 'Grace',
          Company: 'Harvard Mark',
          Email: 'grace@mark.example',
        }),
        record('Contacts', '5725767000000500002', { Last_Name: 'Lovelace', First_Name: 'Ada', Email: 'ada@engines.example' }),
        record('Accounts', '5725767000000500003', { Account_Name: 'Analytical Engines', Website: 'https://engines.example' }),
      ],
    },
    notes: { mint: numeral(5_725_767_000_000_900_000n) },
    users: {
      mint: numeral(),
      seed: [{ id: '5725767000000411001', full_name: 'Charles Babbage', email: 'charles@engines.example', status: 'active' }],
    },
  },
  routes: {
    [`GET ${V}/org`]: () => ({ org: [{ id: '5725767000000020005', company_name: 'Analytical Engines' }] }),
    [`GET ${V}/users`]: (call) => page(call, call.table('users').all(), byPage, 'users'),
    [`GET ${V}/settings/modules`]: () => ({
      modules: MODULES.map((name) => ({ api_name: name, plural_label: name, generated_type: 'default', api_supported: true })),
    }),
    [`GET ${V}/settings/fields`]: (call) => {
      const required = REQUIRED[text(call.query.get('module'))];
      return {
        fields: [...(required === undefined ? [] : [field(required, 'text', true)]), field('Email', 'email'), field('Phone', 'phone')],
      };
    },
    [`POST ${V}/coql`]: coql,
    [`POST ${V}/Notes`]: createNote,
    [`POST ${V}/Leads/:id/actions/convert`]: convert,
    [`GET ${V}/:module/search`]: search,
    [`GET ${V}/:module/actions/count`]: (call) => {
      const criteria = call.query.get('criteria');
      return { count: ofModule(call, moduleOf(call)).filter((row) => criteria === null || fitting(criteria)(row)).length };
    },
    [`POST ${V}/:module/upsert`]: upsert,
    [`POST ${V}/:module`]: (call) =>
      results(
        rows(call.body['data']).map((fields) => insert(call, moduleOf(call), fields)),
        201,
      ),
    [`GET ${V}/:module`]: (call) => page(call, ofModule(call, moduleOf(call)), { cursor: 'page_token' }),
    [`GET ${V}/:module/:id`]: (call) => {
      const row = find(call);
      return row ? { data: [shown(call, row)] } : undefined;
    },
    [`PUT ${V}/:module/:id`]: (call) => {
      if (!find(call)) return results([refused('INVALID_DATA', 'the id given seems to be invalid')]);
      call.update('records', { ...rows(call.body['data'])[0], Modified_Time: call.now });
      return results([done('updated', call.params['id'])]);
    },
    [`DELETE ${V}/:module/:id`]: (call) => {
      if (!find(call)) return results([refused('INVALID_DATA', 'the id given seems to be invalid')]);
      call.remove('records');
      return results([done('deleted', call.params['id'])]);
    },
    [`GET ${V}/:module/:id/Notes`]: (call) =>
      page(
        call,
        call.table('notes').where((row) => row['parent'] === call.params['id']),
        byPage,
      ),
  },
});
