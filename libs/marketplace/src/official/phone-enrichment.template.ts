import type { Shipped } from './shipped.js';

// https://docs.peopledatalabs.com/docs/reference-person-enrichment-api
export const phoneEnrichment: Shipped = {
  key: 'phone-enrichment',
  revision: 1,
  credentials: [{ name: 'people_data_labs_api_key', title: 'People Data Labs API key', url: 'https://dashboard.peopledatalabs.com/' }],
  definition: {
    name: 'Phone enrichment',
    icon: '📞',
    category: 'enrichment',
    type: 'single-step',
    description: "Finds a contact's mobile phone number, employer and city by e-mail address with People Data Labs.",
    config: {
      method: 'GET',
      url: 'https://api.peopledatalabs.com/v5/person/enrich',
      queryParams: [
        { key: 'email', value: '{{contact.email}}' },
        { key: 'min_likelihood', value: '6' },
      ],
      auth: { type: 'api_key', in: 'header', name: 'X-Api-Key', value: '{{workspace.people_data_labs_api_key}}' },
      rateLimiting: { enabled: true, maxRequestsPerMinute: 100, strategy: 'queue' },
    },
    fieldMappings: [
      { sourcePath: 'data.mobile_phone', targetField: 'phone_number' },
      { sourcePath: 'data.job_company_name', targetField: 'company' },
      { sourcePath: 'data.location_locality', targetField: 'city' },
      { sourcePath: 'likelihood', targetField: 'customFields.enrichment_likelihood' },
    ],
  },
};
