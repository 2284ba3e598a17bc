import { afterEach, expect, test } from '@jest/globals';
import { compileConnector, parseDefinition } from '@patchbay/http-connectors';
import { newId, type JsonObject, type JsonValue, type OutboundResponse, type ProviderRequest, type RunContext } from '@patchbay/kernel';
import { startProvider, type Provider } from '@patchbay/testing';
import { OFFICIAL_TEMPLATES } from './official/official-templates.js';
import type { Shipped } from './official/shipped.js';
import { hostsOf, neededCredentials, originsOf, secretNames, withBaseUrls } from './template-facts.js';
import { templateText } from './template-input.schema.js';

const byKey = (key: string): Shipped =>
  OFFICIAL_TEMPLATES.find((template) => template.key === key) ??
  (() => {
    throw new Error(`no template ${key}`);
  })();

const contact = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com', phone_number: '+15550101', company: 'Engines' };

let provider: Provider | undefined;
afterEach(async () => {
  await provider?.close();
});

async function send(request: ProviderRequest): Promise<OutboundResponse> {
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body as string }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
    url: response.url,
  };
}

/** Runs a template against a provider that answers by path, on a real socket. */
async function run(key: string, input: JsonObject, answers: Readonly<Record<string, JsonValue>>) {
  const { definition } = byKey(key);
  provider = await startProvider((request) => {
    const answer = answers[`${request.method} ${request.path}`];
    return answer === undefined ? { status: 404, body: { error: `no answer for ${request.method} ${request.path}` } } : { body: answer };
  });
  const local = withBaseUrls(definition, new Map(originsOf(definition).map((origin) => [origin, provider?.url ?? ''])));
  const runnable = compileConnector({ id: newId(), version: 1, enabled: true, definition: parseDefinition(local, { maxSteps: 5 }) });
  const context: RunContext = {
    input: runnable.validateInput(input),
    contact,
    workspaceSecret: (name) => Promise.resolve(`secret-of-${name}`),
    credential: { credential: { type: 'none' }, metadata: {}, source: 'none' },
    send,
    signal: new AbortController().signal,
    deadlineAt: Date.now() + 10_000,
    now: new Date(),
    onStep: () => undefined,
    onCost: () => undefined,
    redact: (text) => text,
  };
  const { output } = await runnable.run(context);
  const requests = provider.requests.map(({ method, path, headers, query, body }) => ({
    method,
    path,
    headers,
    query: Object.fromEntries(query),
    body,
    json: body.startsWith('{') ? (JSON.parse(body) as unknown) : undefined,
  }));
  return { requests, contact: runnable.mapContact(output) };
}

test('there are at least ten, each with its own key and name, valid, and asking for exactly the credentials it uses', () => {
  expect(OFFICIAL_TEMPLATES.length).toBeGreaterThanOrEqual(10);
  for (const member of ['key', 'name'] as const) {
    expect(new Set(OFFICIAL_TEMPLATES.map((template) => (member === 'key' ? template.key : template.definition['name']))).size).toBe(
      OFFICIAL_TEMPLATES.length,
    );
  }
  for (const { key, definition, credentials } of OFFICIAL_TEMPLATES) {
    const text = templateText({ definition, about: { credentials: JSON.parse(JSON.stringify(credentials)) as JsonValue } });
    expect({
      key,
      needed: neededCredentials(text.definition, credentials)
        .map(({ name }) => name)
        .sort(),
    }).toEqual({ key, needed: credentials.map(({ name }) => name).sort() });
    expect(secretNames(text.definition).length).toBeGreaterThan(0);
    expect(hostsOf(text.definition).length).toBeGreaterThan(0);
    expect(() => parseDefinition(definition, { maxSteps: 5 })).not.toThrow();
  }
});

test('phone enrichment fills the contact in', async () => {
  const { requests, contact: mapped } = await run(
    'phone-enrichment',
    {},
    {
      'GET /v5/person/enrich': {
        status: 200,
        likelihood: 9,
        data: { mobile_phone: '+15550102', job_company_name: 'Engines Ltd', location_locality: 'London' },
      },
    },
  );
  expect(requests[0]).toMatchObject({
    query: { email: 'ada@example.com' },
    headers: { 'x-api-key': 'secret-of-people_data_labs_api_key' },
  });
  expect(mapped).toEqual({ phone_number: '+15550102', company: 'Engines Ltd', city: 'London', 'customFields.enrichment_likelihood': 9 });
});

test('ZeroBounce keeps its verdict with the contact', async () => {
  const { requests, contact: mapped } = await run('zerobounce-email', {}, { 'GET /v2/validate': { status: 'valid', sub_status: '' } });
  expect(requests[0]).toMatchObject({ query: { email: 'ada@example.com', ip_address: '', api_key: 'secret-of-zerobounce_api_key' } });
  expect(mapped).toMatchObject({ 'customFields.email_status': 'valid' });
});

test('HubSpot sync creates a contact that is not there and updates one that is', async () => {
  const search = 'POST /crm/v3/objects/contacts/search';
  const created = await run(
    'hubspot-contact-sync',
    {},
    { [search]: { total: 0, results: [] }, 'POST /crm/v3/objects/contacts': { id: '7' } },
  );
  expect(created.requests.map((request) => `${request.method} ${request.path}`)).toEqual([search, 'POST /crm/v3/objects/contacts']);
  expect(created.requests[1]).toMatchObject({
    json: { properties: { email: 'ada@example.com', city: '' } },
    headers: { authorization: 'Bearer secret-of-hubspot_access_token' },
  });
  expect(created.contact).toEqual({ 'customFields.hubspot_id': '7' });
  await provider?.close();
  const updated = await run(
    'hubspot-contact-sync',
    {},
    { [search]: { total: 1, results: [{ id: '9' }] }, 'PATCH /crm/v3/objects/contacts/9': { id: '9' } },
  );
  expect(updated.requests.map((request) => `${request.method} ${request.path}`)).toEqual([search, 'PATCH /crm/v3/objects/contacts/9']);
  expect(updated.contact).toEqual({ 'customFields.hubspot_id': '9' });
});

test('Salesforce enrichment reads the lead, looks its company up and writes it back', async () => {
  const lead = '/services/data/v62.0/sobjects/Lead/00Q000000000001';
  const { requests, contact: mapped } = await run(
    'salesforce-lead-enrichment',
    { leadId: '00Q000000000001', domain: 'engines.example' },
    {
      [`GET ${lead}`]: { Company: 'E', Status: 'Open' },
      'GET /v2/companies/find': { name: 'Engines', category: { industry: 'Machines' }, metrics: { employees: 12 }, geo: {} },
      [`PATCH ${lead}`]: {},
    },
  );
  expect(requests.at(-1)).toMatchObject({ json: { Company: 'Engines', Industry: 'Machines', NumberOfEmployees: 12, City: '' } });
  expect(mapped).toEqual({ company: 'Engines', 'customFields.industry': 'Machines' });
});

test.each<[string, JsonObject, string, JsonValue, object, JsonObject]>([
  [
    'clearbit-company',
    { domain: 'engines.example' },
    'GET /v2/companies/find',
    { name: 'Engines', geo: { city: 'London' } },
    { query: { domain: 'engines.example' } },
    { company: 'Engines', city: 'London' },
  ],
  [
    'slack-alert',
    { channel: '#ops', text: 'Hi "you"' },
    'POST /api/chat.postMessage',
    { ok: true },
    { json: { channel: '#ops', text: 'Hi "you"' } },
    {},
  ],
  [
    'discord-alert',
    { channelId: '123456789012345678', text: 'Hi' },
    'POST /api/v10/channels/123456789012345678/messages',
    {},
    { json: { content: 'Hi' }, headers: { authorization: 'Bot secret-of-discord_bot_token' } },
    {},
  ],
  [
    'twilio-sms',
    { accountSid: `AC${'0'.repeat(32)}`, from: '+15550100', text: 'Hi & bye' },
    `POST /2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`,
    { sid: 'SM1' },
    { body: 'To=%2B15550101&From=%2B15550100&Body=Hi+%26+bye' },
    { 'customFields.last_sms_sid': 'SM1' },
  ],
  [
    'sendgrid-mail',
    { from: 'me@example.com', subject: 'S', text: 'T' },
    'POST /v3/mail/send',
    {},
    { json: { personalizations: [{ to: [{ email: 'ada@example.com' }] }], from: { email: 'me@example.com' } } },
    {},
  ],
  [
    'stripe-customer',
    {},
    'GET /v1/customers',
    { data: [{ id: 'cus_1', balance: -5 }] },
    { query: { email: 'ada@example.com', limit: '1' } },
    { 'customFields.stripe_customer_id': 'cus_1', 'customFields.stripe_balance': -5 },
  ],
  [
    'openai-summary',
    { notes: 'N' },
    'POST /v1/chat/completions',
    { choices: [{ message: { content: 'Short.' } }] },
    { json: { model: 'gpt-4o-mini' } },
    { 'customFields.summary': 'Short.' },
  ],
  [
    'hunter-email-finder',
    { domain: 'engines.example' },
    'GET /v2/email-finder',
    { data: { email: 'ada@engines.example', score: 97 } },
    { query: { first_name: 'Ada', api_key: 'secret-of-hunter_api_key' } },
    { email: 'ada@engines.example', 'customFields.email_score': 97 },
  ],
  [
    'pipedrive-person',
    {},
    'POST /api/v2/persons',
    { data: { id: 5 } },
    { json: { name: 'Ada Lovelace', emails: [{ value: 'ada@example.com', primary: true, label: 'work' }] } },
    { 'customFields.pipedrive_id': 5 },
  ],
])('%s sends what the service documents and maps its answer', async (key, input, call, answer, request, mapped) => {
  const result = await run(key, input, { [call]: answer });
  expect(result.requests).toHaveLength(1);
  expect(result.requests[0]).toMatchObject(request);
  expect(result.contact).toEqual(mapped);
});
