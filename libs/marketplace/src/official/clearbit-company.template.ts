import type { Shipped } from './shipped.js';

// https://dashboard.clearbit.com/docs#enrichment-api-company-api
export const clearbitCompany: Shipped = {
  key: 'clearbit-company',
  revision: 1,
  credentials: [{ name: 'clearbit_api_key', title: 'Clearbit secret key', url: 'https://dashboard.clearbit.com/api' }],
  definition: {
    name: 'Company data by Clearbit',
    icon: '🏢',
    category: 'enrichment',
    type: 'single-step',
    description: 'Looks a company up by its domain and fills in name, address, industry and size.',
    inputSchema: {
      type: 'object',
      properties: { domain: { type: 'string', minLength: 3, description: 'For example clearbit.com' } },
      required: ['domain'],
    },
    config: {
      method: 'GET',
      url: 'https://company.clearbit.com/v2/companies/find',
      queryParams: [{ key: 'domain', value: '{{input.domain}}' }],
      auth: { type: 'bearer', token: '{{workspace.clearbit_api_key}}' },
      rateLimiting: { enabled: true, maxRequestsPerMinute: 600, strategy: 'queue' },
    },
    fieldMappings: [
      { sourcePath: 'name', targetField: 'company' },
      { sourcePath: 'geo.city', targetField: 'city' },
      { sourcePath: 'geo.state', targetField: 'state' },
      { sourcePath: 'geo.postalCode', targetField: 'zip' },
      { sourcePath: 'geo.country', targetField: 'country' },
      { sourcePath: 'category.industry', targetField: 'customFields.industry' },
      { sourcePath: 'metrics.employees', targetField: 'customFields.employees' },
    ],
  },
};
