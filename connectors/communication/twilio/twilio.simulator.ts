import { defineSimulator, lettered, text, type Call, type Row } from '@patchbay/simulator';
import twilio from './twilio.connector.js';

const ROOT = '/2010-04-01/Accounts/:account';
const rfc2822 = (call: Call) => new Date(call.nowMs).toUTCString().replace('GMT', '+0000');

function listed(call: Call, name: string, rows: readonly Row[]): Row {
  const {
    rows: shown,
    next,
    size,
    offset,
  } = call.page(rows, { size: 'PageSize', page: 'PageNumber', usual: 50, most: 1_000, tells: true });
  // Twilio's next address is a path on its own host; the simulator's begins with its folder.
  const uri = next && new URL(call.addressWith({ PageNumber: next.page }));
  return { [name]: shown, page: Math.floor(offset / size), page_size: size, next_page_uri: uri ? `${uri.pathname}${uri.search}` : null };
}

function fitting(call: Call, table: string): Row[] {
  const { To: to, From: from, Status: status } = call.asked;
  return call
    .table(table)
    .where((row) => (to ?? row['to']) === row['to'] && (from ?? row['from']) === row['from'] && (status ?? row['status']) === row['status'])
    .reverse();
}

function send(call: Call): unknown {
  call.need('To');
  const { To: to, From: from, Body: body, MediaUrl: media, ContentSid: content, SendAt: later } = call.body;
  if (!body && !media && !content) throw call.fail(400, "Either 'Body' or 'MediaUrl' must be specified", '21602');
  // Twilio's own number that is never valid: https://www.twilio.com/docs/iam/test-credentials
  if (text(to).endsWith('+15005550001')) throw call.fail(400, `The 'To' number ${text(to)} is not a valid phone number.`, '21211');
  return call.created(
    call.table('messages').insert({
      status: later === undefined ? 'queued' : 'scheduled',
      from: from ?? '+15550100',
      to,
      body: text(body),
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      price: null,
      price_unit: 'USD',
      date_created: rfc2822(call),
      date_sent: null,
      num_segments: '1',
      num_media: media === undefined ? '0' : '1',
    }),
  );
}

function cancel(call: Call): Row {
  if (call.one('messages')['status'] !== 'scheduled') throw call.fail(400, 'The message is not scheduled.', '30409');
  return call.update('messages', { status: text(call.body['Status']) });
}

function startCall(call: Call): unknown {
  call.need('To', 'From');
  const { To: to, From: from } = call.body;
  return call.created(
    call.table('calls').insert({ status: 'queued', from, to, direction: 'outbound-api', duration: null, price: null, price_unit: 'USD' }),
  );
}

function endCall(call: Call): Row {
  call.one('calls');
  return call.update('calls', { status: text(call.body['Status']), duration: '42', start_time: rfc2822(call), end_time: rfc2822(call) });
}

function lookup(call: Call): Row {
  const given = text(call.params['id']);
  const digits = given.replace(/\D/g, '');
  const fields = (call.query.get('Fields') ?? '').split(',');
  return {
    phone_number: given,
    valid: digits.length >= 8,
    national_format: digits.slice(2),
    country_code: call.query.get('CountryCode') ?? (given.startsWith('+44') ? 'GB' : 'US'),
    line_type_intelligence: fields.includes('line_type_intelligence') ? { type: 'mobile', carrier_name: 'Example Mobile' } : null,
    caller_name: fields.includes('caller_name') ? { caller_name: 'ADA LOVELACE' } : null,
  };
}

function startVerification(call: Call): unknown {
  call.need('To', 'Channel');
  const { To: to, Channel: channel } = call.body;
  return call.created(call.table('verifications').insert({ to, channel, status: 'pending', valid: false }));
}

/** The code that is always right is 000000. */
function checkVerification(call: Call): Row {
  const found = call.table('verifications').find((row) => row['to'] === call.body['To'] && row['status'] === 'pending');
  if (!found) throw call.fail(404, 'The requested resource was not found', '20404');
  const approved = text(call.body['Code']) === '000000';
  return approved ? call.update('verifications', { status: 'approved', valid: true }, found['sid']) : found;
}

/** https://www.twilio.com/docs/usage/api */
export default defineSimulator({
  connector: twilio,
  headers: (call) => ({ 'twilio-request-id': `RQsimulated${call.sequence()}` }),
  failure: ({ status, code, message }) => ({
    code: Number(code ?? { 401: 20003, 404: 20404, 429: 20429 }[status] ?? 20001),
    message,
    more_info: 'https://www.twilio.com/docs/errors',
    status,
  }),
  tables: {
    messages: {
      id: 'sid',
      mint: lettered('SM', 32, 'hex'),
      seed: [
        {
          sid: `SM${'a1'.repeat(16)}`,
          status: 'delivered',
          from: '+15550100',
          to: '+442079460000',
          body: 'The first programme is ready.',
          direction: 'outbound-api',
          date_created: 'Fri, 09 Jan 2026 09:13:20 +0000',
          num_segments: '1',
        },
      ],
    },
    calls: { id: 'sid', mint: lettered('CA', 32, 'hex') },
    numbers: {
      id: 'sid',
      mint: lettered('PN', 32, 'hex'),
      seed: [
        {
          sid: `PN${'b2'.repeat(16)}`,
          phone_number: '+15550100',
          friendly_name: 'Main line',
          capabilities: { sms: true, voice: true, mms: false },
        },
      ],
    },
    verifications: { id: 'sid', mint: lettered('VE', 32, 'hex') },
  },
  routes: {
    [`POST ${ROOT}/Messages.json`]: send,
    [`GET ${ROOT}/Messages.json`]: (call) => listed(call, 'messages', fitting(call, 'messages')),
    [`GET ${ROOT}/Messages/:id.json`]: (call) => call.one('messages'),
    [`POST ${ROOT}/Messages/:id.json`]: cancel,
    [`DELETE ${ROOT}/Messages/:id.json`]: (call) => void call.remove('messages'),
    [`POST ${ROOT}/Calls.json`]: startCall,
    [`GET ${ROOT}/Calls.json`]: (call) => listed(call, 'calls', fitting(call, 'calls')),
    [`GET ${ROOT}/Calls/:id.json`]: (call) => call.one('calls'),
    [`POST ${ROOT}/Calls/:id.json`]: endCall,
    [`GET ${ROOT}/IncomingPhoneNumbers.json`]: (call) => listed(call, 'incoming_phone_numbers', call.table('numbers').all()),
    'GET /2010-04-01/Accounts/:id.json': (call) => ({ sid: call.params['id'], friendly_name: 'Analytical Engines', status: 'active' }),
    'GET /v2/PhoneNumbers/:id': lookup,
    'POST /v2/Services/:service/Verifications': startVerification,
    'POST /v2/Services/:service/VerificationCheck': checkVerification,
  },
});
