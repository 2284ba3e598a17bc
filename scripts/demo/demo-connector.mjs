/** Phone → company → score: three steps at a provider, the last one under a condition, two fields mapped onto the contact. */
export const demoConnector = (providerUrl) => ({
  name: 'Demo enrichment',
  description: 'Finds the person behind a phone number, the company, and how well it fits.',
  icon: '📞',
  category: 'enrichment',
  type: 'multi-step',
  config: {
    steps: [
      {
        id: 'lookup',
        name: 'Look up the phone number',
        method: 'GET',
        url: `${providerUrl}/phone?phone={{contact.phone_number}}`,
        headers: SECRET_HEADER,
        output: { firstName: 'identities[0].firstName', lastName: 'identities[0].lastName', domain: 'identities[0].company.domain' },
      },
      {
        id: 'company',
        name: 'Find the company',
        method: 'GET',
        url: `${providerUrl}/company?domain={{lookup.domain}}`,
        headers: SECRET_HEADER,
        output: { id: 'company.id', name: 'company.name', employees: 'company.employees' },
      },
      {
        id: 'score',
        name: 'Score the company',
        method: 'GET',
        url: `${providerUrl}/score?company={{company.id}}`,
        headers: SECRET_HEADER,
        condition: { enabled: true, expression: '{{company.id}} !== null' },
      },
    ],
  },
  fieldMappings: [
    { sourcePath: 'lookup.firstName', targetField: 'firstname' },
    { sourcePath: 'lookup.lastName', targetField: 'lastname' },
    { sourcePath: 'company.name', targetField: 'company' },
  ],
});

export const SECRET_NAME = 'demo_provider_key';
const SECRET_HEADER = [{ key: 'X-API-Key', value: `{{workspace.${SECRET_NAME}}}` }];
