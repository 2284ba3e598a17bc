import type { Shipped } from './shipped.js';

// https://hunter.io/api-documentation/v2#email-finder
export const hunterEmailFinder: Shipped = {
  key: 'hunter-email-finder',
  revision: 1,
  credentials: [{ name: 'hunter_api_key', title: 'Hunter API key', url: 'https://hunter.io/api-keys' }],
  definition: {
    name: 'E-mail finder by Hunter',
    icon: '🔎',
    category: 'enrichment',
    type: 'single-step',
    description: "Finds the most likely e-mail address of a contact at a company's domain.",
    inputSchema: { type: 'object', properties: { domain: { type: 'string', minLength: 3 } }, required: ['domain'] },
    config: {
      method: 'GET',
      url: 'https://api.hunter.io/v2/email-finder',
      queryParams: [
        { key: 'domain', value: '{{input.domain}}' },
        { key: 'first_name', value: '{{contact.firstname}}' },
        { key: 'last_name', value: '{{contact.lastname}}' },
      ],
      auth: { type: 'api_key', in: 'query', name: 'api_key', value: '{{workspace.hunter_api_key}}' },
    },
    fieldMappings: [
      { sourcePath: 'data.email', targetField: 'email' },
      { sourcePath: 'data.score', targetField: 'customFields.email_score' },
    ],
  },
};
