// npm run demo: against a running server, stores a three-step connector, runs it on a contact and shows what happened.
// PATCHBAY_URL (default: http://localhost and the server's own PORT) and PATCHBAY_API_KEY (default: the key file that npm start wrote) say which server.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DemoApi, Problem } from './demo/demo-api.mjs';
import { demoConnector, SECRET_NAME } from './demo/demo-connector.mjs';
import { changesOf, timelineOf } from './demo/timeline.mjs';
import { Hint, ROOT } from './prepare/paths.mjs';
import { main } from './prepare/prepare.mjs';

/** Served by the server itself while it runs on its embedded database; another provider with the same paths can take its place. */
const PROVIDER_URL = (process.env.PATCHBAY_DEMO_PROVIDER_URL ?? 'http://simulator.localhost').replace(/\/$/, '');
const CHANGED_FIELDS = ['firstname', 'lastname', 'company'];

// A reader that has seen enough (`| head`) ends it quietly.
process.stdout.on('error', () => process.exit());

await main(async () => {
  const url = (process.env.PATCHBAY_URL || `http://localhost:${process.env.PORT || 3000}`).replace(/\/$/, '');
  const api = new DemoApi(url, apiKey());
  say(`Patchbay at ${url}\n`);
  await api.call('PUT', `/credentials/${SECRET_NAME}`, { value: 'demo-key-that-any-provider-would-keep-secret' });
  say(`✓ workspace secret ${SECRET_NAME}: stored sealed, its value never comes back`);
  const connector = await storeConnector(api);
  say(`✓ connector "${connector.name}", version ${connector.version}: three steps at ${PROVIDER_URL}`);
  const contact = await api.call('POST', '/contacts', { phone_number: demoPhoneNumber() });
  say(`✓ contact ${contact.phone_number}: nothing known about it yet\n`);

  const executionId = await run(api, connector, contact);
  const execution = await api.call('GET', `/executions/${executionId}`);
  say(`${timelineOf(execution)}\n`);
  if (execution.output !== null) say(`Output\n${JSON.stringify(execution.output, null, 2)}\n`);
  say(`Contact ${contact.phone_number}\n${changesOf(contact, await api.call('GET', `/contacts/${contact.id}`), CHANGED_FIELDS)}\n`);
  say(`The same, to click through: ${url}/executions/${executionId}`);
});

/** Out: the id of the run, also of one that failed: its timeline tells why. */
async function run(api, connector, contact) {
  try {
    return (await api.call('POST', `/connectors/${connector.key}/execute`, { contactId: contact.id })).executionId;
  } catch (error) {
    if (!(error instanceof Problem) || error.executionId === undefined) throw error;
    process.exitCode = 1;
    say(`The run failed: ${error.message}`);
    const unreachable = ['egress_denied', 'provider_unavailable'].includes(error.code);
    if (unreachable && PROVIDER_URL.includes('simulator.localhost')) {
      say(
        'The bundled provider simulator answers only while the server runs on its embedded database. With DATABASE_URL, start a provider of your own\n' +
          'with the paths /phone, /company and /score, name it in PATCHBAY_DEMO_PROVIDER_URL, and permit its address with PATCHBAY_EGRESS_ALLOW.',
      );
    } else if (unreachable)
      say('Private addresses are refused unless the server is started with them in PATCHBAY_EGRESS_ALLOW, for example 127.0.0.1/32.');
    say('');
    return error.executionId;
  }
}

/** Creates the connector, or makes a new version of the one an earlier demo left. */
async function storeConnector(api) {
  const definition = demoConnector(PROVIDER_URL);
  try {
    return await api.call('POST', '/connectors', definition);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error;
    const { data } = await api.call('GET', `/connectors?source=custom&q=${encodeURIComponent(definition.name)}`);
    const earlier = data.find(({ name }) => name === definition.name);
    if (!earlier) throw error;
    return api.call('PUT', `/connectors/${earlier.key}`, definition);
  }
}

function apiKey() {
  if (process.env.PATCHBAY_API_KEY) return process.env.PATCHBAY_API_KEY;
  const file = join(resolve(ROOT, process.env.PATCHBAY_DATA_DIR ?? '.patchbay'), 'api-key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Hint(`There is no API key: ${file} does not exist. Start the server first (npm start), or give its key in PATCHBAY_API_KEY.`);
  }
}

/** A new number each time, so that every demo begins with an unknown contact. */
function demoPhoneNumber() {
  return `+49 30 ${100_000 + (Date.now() % 900_000)}`;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
