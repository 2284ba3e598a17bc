import { answer, api, ApiProblem } from '../../api/client.ts';

/** Served by the server itself while it runs on its embedded database; see libs/simulator. */
const PROVIDER = 'http://simulator.localhost';
const SECRET = 'demo_provider_key';
const headers = [{ key: 'X-API-Key', value: `{{workspace.${SECRET}}}` }];
const REQUEST_LIMITS = { timeoutMs: 10_000, maxRetries: 2 };

export type DemoKey = 'person' | 'company';
export type DemoStep = 'secret' | 'connector' | 'contact' | 'run';

const DEFINITIONS = {
  person: {
    name: 'Demo: who is calling?',
    description: 'Finds the person behind a phone number, the company, and how well it fits.',
    icon: '📞',
    category: 'enrichment',
    type: 'multi-step' as const,
    config: {
      steps: [
        {
          id: 'lookup',
          name: 'Look up the phone number',
          method: 'GET',
          url: `${PROVIDER}/phone?phone={{contact.phone_number}}`,
          headers,
          output: { firstName: 'identities[0].firstName', lastName: 'identities[0].lastName', domain: 'identities[0].company.domain' },
        },
        {
          id: 'company',
          name: 'Find the company',
          method: 'GET',
          url: `${PROVIDER}/company?domain={{lookup.domain}}`,
          headers,
          output: { id: 'company.id', name: 'company.name', employees: 'company.employees' },
        },
        {
          id: 'score',
          name: 'Score the company',
          method: 'GET',
          url: `${PROVIDER}/score?company={{company.id}}`,
          headers,
          condition: { enabled: true, expression: '{{company.id}} !== null' },
        },
      ],
    },
    fieldMappings: [
      { sourcePath: 'lookup.firstName', targetField: 'firstname' },
      { sourcePath: 'lookup.lastName', targetField: 'lastname' },
      { sourcePath: 'company.name', targetField: 'company' },
    ],
    ...REQUEST_LIMITS,
  },
  company: {
    name: 'Demo: what does this company do?',
    description: 'A domain becomes a name, an industry and a number of employees.',
    icon: '🏢',
    category: 'enrichment',
    type: 'single-step' as const,
    config: { method: 'GET', url: `${PROVIDER}/company?domain={{input.domain | default: "engines.example"}}`, headers },
    fieldMappings: [{ sourcePath: 'company.name', targetField: 'company' }],
    ...REQUEST_LIMITS,
  },
};

/** Stores all a demo needs and runs it, telling each step that is done. Out: the execution's id, also of a failed run. */
export async function runDemo(key: DemoKey, done: (step: DemoStep) => void): Promise<string> {
  await answer(
    api.PUT('/api/v1/credentials/{name}', {
      params: { path: { name: SECRET } },
      body: { value: 'a-key-that-any-provider-would-keep-secret' },
    }),
  );
  done('secret');
  const connector = await storedConnector(key);
  done('connector');
  const phone = `+49 30 ${100_000 + (Date.now() % 900_000)}`;
  const contact = await answer(api.POST('/api/v1/contacts', { body: { phone_number: phone } }));
  done('contact');
  try {
    const made = await answer(
      api.POST('/api/v1/connectors/{key}/execute', { params: { path: { key: connector } }, body: { contactId: contact.id } }),
    );
    done('run');
    return made.executionId;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.executionId) return error.problem.executionId;
    throw error;
  }
}

/** Finds the connector an earlier run of the demo left, or makes it. */
async function storedConnector(key: DemoKey): Promise<string> {
  const definition = DEFINITIONS[key];
  const { data } = await answer(api.GET('/api/v1/connectors', { params: { query: { source: 'custom', q: definition.name, limit: 50 } } }));
  const earlier = data.find(({ name }) => name === definition.name);
  return earlier?.key ?? (await answer(api.POST('/api/v1/connectors', { body: definition }))).id;
}
