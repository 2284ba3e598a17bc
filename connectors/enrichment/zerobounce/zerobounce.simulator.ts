import { defineSimulator, number, numeral, Reply, text, type Call, type Row } from '@patchbay/simulator';
import zerobounce from './zerobounce.connector.js';

const FREE = new Set(['gmail.com', 'yahoo.com', 'outlook.com', 'free.example']);

/** The vendor's own sandbox addresses are named after what they answer: https://www.zerobounce.net/docs/email-validation-api-quickstart/#sandbox_mode__v2__ */
function statusOf(name: string): string {
  return ['invalid', 'catch_all', 'spamtrap', 'abuse', 'unknown'].find((word) => name.includes(word))?.replace('_', '-') ?? 'valid';
}

function validate(call: Call): Row {
  call.need('email');
  const address = text(call.asked['email']);
  const [name = '', domain = ''] = address.split('@');
  const status = domain === '' ? 'invalid' : statusOf(name);
  const account = call.one('account', 1);
  if (status !== 'unknown') account['credits'] = Math.max(0, number(account['credits']) - 1);
  return {
    address,
    status,
    sub_status: status === 'valid' ? '' : 'mailbox_not_found',
    free_email: FREE.has(domain),
    did_you_mean: domain === 'gmial.com' ? `${name}@gmail.com` : null,
    account: name,
    domain,
    domain_age_days: '9692',
    mx_found: status === 'invalid' ? 'false' : 'true',
    mx_record: status === 'invalid' ? '' : `mx.${domain}`,
    smtp_provider: FREE.has(domain) ? 'google' : '',
    firstname: name === '' ? null : name.charAt(0).toUpperCase() + name.slice(1),
    lastname: null,
    country: call.asked['ip_address'] === undefined ? null : 'United Kingdom',
    region: null,
    city: null,
    processed_at: call.now,
  };
}

/** https://www.zerobounce.net/docs/email-validation-api-quickstart/ ; a wrong key is told in a 200. */
export default defineSimulator({
  connector: zerobounce,
  failure: ({ status, message }) =>
    new Reply(status === 401 ? 200 : status, { error: status === 401 ? 'Invalid API key or your account ran out of credits' : message }),
  tables: { account: { mint: numeral(), seed: [{ id: 1, credits: 2_375 }] } },
  routes: {
    'GET /v2/validate': validate,
    'GET /v2/activity': (call) => {
      const active = statusOf(text(call.asked['email'])) === 'valid';
      return { found: active, active_in_days: active ? '180' : null };
    },
    'GET /v2/getcredits': (call) => ({ Credits: text(call.one('account', 1)['credits']) }),
  },
});
