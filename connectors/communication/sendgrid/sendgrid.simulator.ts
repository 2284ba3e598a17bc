import { defineSimulator, lettered, list, Reply, rows, selectOf, text, uuid, without, type Call, type Row } from '@patchbay/simulator';
import sendgrid from './sendgrid.connector.js';

const SEEN = 1_767_950_000;
const contact = (email: string, first: string, last: string): Row => ({
  email,
  first_name: first,
  last_name: last,
  list_ids: [],
  custom_fields: {},
});

/** Lists name their next page by a whole address. */
function paged(call: Call, found: readonly Row[]): Row {
  const { rows: result, next } = call.page(found, { size: 'page_size', cursor: 'page_token', most: 1_000 });
  return { result, _metadata: { count: found.length, ...(next ? { next: call.addressWith({ page_token: next.cursor }) } : {}) } };
}

/** Jobs are done at once. */
function job(call: Call): Reply {
  const { id } = call.table('jobs').insert({ status: 'completed' });
  return new Reply(202, { job_id: id });
}

function upsert(call: Call): Reply {
  const lists = list(call.body['list_ids']).map((one) => text(one));
  for (const id of lists) call.one('lists', id);
  for (const given of rows(call.body['contacts'])) {
    const email = text(given['email']).toLowerCase();
    const there = call.table('contacts').find((row) => row['email'] === email);
    const listIds = [...new Set([...list(there?.['list_ids']), ...lists])];
    if (there) call.table('contacts').update(there['id'], { ...given, email, list_ids: listIds });
    else call.table('contacts').insert({ ...contact(email, '', ''), ...given, email, list_ids: listIds });
  }
  return job(call);
}

/** `email LIKE 'ada%' AND CONTAINS(list_ids, '…')` */
function search(call: Call): Row {
  const query = text(call.body['query']);
  const inLists = [...query.matchAll(/contains\(list_ids,\s*'([^']*)'\)/gi)].map(([, id]) => id);
  const rest = query.replace(/(?:\s*and\s*)?contains\([^)]*\)(?:\s*and\s*)?/gi, '').trim();
  const select = rest === '' ? undefined : selectOf(`select id from contacts where ${rest}`);
  if (rest !== '' && !select) throw call.fail(400, 'invalid query');
  const fits = (row: Row) => (select?.fits(row) ?? true) && inLists.every((id) => list(row['list_ids']).includes(id));
  const result = call.table('contacts').where(fits);
  return { result: result.slice(0, 50), contact_count: result.length };
}

function emails(call: Call): Row {
  const wanted = list(call.body['emails']).map((one) => text(one).toLowerCase());
  const found = wanted.flatMap((email) => {
    const row = call.table('contacts').find((one) => one['email'] === email);
    return row ? [[email, { contact: row }] as const] : [];
  });
  // SendGrid answers 404 only when none of them is known.
  if (found.length === 0) throw call.fail(404, 'contacts not found');
  return { result: Object.fromEntries(found) };
}

const counted = (call: Call, row: Row): Row => ({
  ...row,
  contact_count: call.table('contacts').where((one) => list(one['list_ids']).includes(row['id'])).length,
});

function leave(call: Call, id: unknown, who: readonly unknown[]): void {
  for (const row of call.table('contacts').where((one) => who.includes(one['id'])))
    row['list_ids'] = list(row['list_ids']).filter((one) => one !== id);
}

function send(call: Call): Reply {
  const { personalizations, from, content, template_id: template } = call.body;
  if (rows(personalizations).length === 0)
    throw call.fail(400, 'The personalizations field is required and must have at least one personalization.');
  if (!text(Object(from)['email'])) throw call.fail(400, 'The from object must be provided for every email send.');
  if (content === undefined && template === undefined)
    throw call.fail(400, 'Unless a valid template_id is provided, the content parameter is required.');
  if (template !== undefined) call.one('templates', template);
  call.table('mails').insert({ ...without(call.body, 'attachments'), at: call.now });
  return new Reply(202, undefined, { 'x-message-id': `simulated-${call.sequence()}` });
}

const between = (call: Call) => (row: Row) =>
  Number(row['created']) >= Number(call.query.get('start_time') ?? 0) &&
  Number(row['created']) <= Number(call.query.get('end_time') ?? Number.POSITIVE_INFINITY);

/** https://www.twilio.com/docs/sendgrid/api-reference */
export default defineSimulator({
  connector: sendgrid,
  failure: ({ status, message }) => ({
    errors: [{ message: status === 401 ? 'The provided authorization grant is invalid, expired, or revoked' : message, field: null }],
  }),
  tables: {
    contacts: {
      mint: uuid('contact'),
      seed: [contact('ada@engines.example', 'Ada', 'Lovelace'), contact('grace@mark.example', 'Grace', 'Hopper')],
    },
    lists: { mint: uuid('list'), seed: [{ name: 'Newsletter' }] },
    templates: {
      mint: lettered('d-', 32, 'hex'),
      seed: [
        {
          id: `d-${'a1'.repeat(16)}`,
          name: 'Welcome',
          generation: 'dynamic',
          versions: [{ id: 'v1', name: 'First', active: 1, subject: 'Welcome, {{name}}' }],
        },
      ],
    },
    bounces: {
      id: 'email',
      mint: uuid('bounce'),
      seed: [{ created: SEEN, email: 'gone@mark.example', reason: '550 5.1.1 unknown user', status: '5.1.1' }],
    },
    unsubscribes: { id: 'email', mint: uuid('unsubscribe'), seed: [{ created: SEEN, email: 'quiet@mark.example' }] },
    jobs: { mint: uuid('job') },
    mails: { mint: uuid('mail') },
  },
  routes: {
    'GET /v3/scopes': () => ({ scopes: ['mail.send', 'marketing.read', 'marketing.automation.read'] }),
    'POST /v3/mail/send': send,
    'PUT /v3/marketing/contacts': upsert,
    'DELETE /v3/marketing/contacts': (call) => {
      for (const id of text(call.query.get('ids')).split(',')) call.table('contacts').remove(id);
      return job(call);
    },
    'GET /v3/marketing/contacts/imports/:id': (call) => call.one('jobs'),
    'POST /v3/marketing/contacts/search/emails': emails,
    'POST /v3/marketing/contacts/search': search,
    'GET /v3/marketing/contacts/:id': (call) => call.one('contacts'),
    'POST /v3/marketing/lists': (call) => {
      call.need('name');
      if (call.table('lists').find((row) => row['name'] === call.body['name'])) throw call.fail(400, 'name already exists');
      return call.created(counted(call, call.table('lists').insert({ name: call.body['name'] })));
    },
    'GET /v3/marketing/lists': (call) =>
      paged(
        call,
        call
          .table('lists')
          .all()
          .map((row) => counted(call, row)),
      ),
    'PATCH /v3/marketing/lists/:id': (call) => counted(call, call.update('lists', { name: call.body['name'] })),
    'DELETE /v3/marketing/lists/:id': (call) => {
      const { id } = call.remove('lists');
      leave(
        call,
        id,
        call
          .table('contacts')
          .all()
          .map((row) => row['id']),
      );
    },
    'DELETE /v3/marketing/lists/:id/contacts': (call) => {
      leave(call, call.one('lists')['id'], text(call.query.get('contact_ids')).split(','));
      return job(call);
    },
    'GET /v3/templates': (call) =>
      paged(
        call,
        call.table('templates').where((row) => row['generation'] === call.query.get('generations')),
      ),
    'GET /v3/templates/:id': (call) => call.one('templates'),
    'GET /v3/suppression/bounces': (call) => call.table('bounces').where(between(call)),
    'DELETE /v3/suppression/bounces/:id': (call) => void call.remove('bounces'),
    'GET /v3/suppression/unsubscribes': (call) =>
      call.page(call.table('unsubscribes').where(between(call)), { size: 'limit', offset: 'offset', most: 500 }).rows,
    'POST /v3/asm/suppressions/global': (call) => {
      const who = list(call.body['recipient_emails']);
      for (const email of who) call.table('unsubscribes').insert({ email, created: call.nowSeconds });
      return call.created({ recipient_emails: who });
    },
    'DELETE /v3/asm/suppressions/global/:id': (call) => void call.table('unsubscribes').remove(call.params['id']),
  },
});
