import type { Shipped } from './shipped.js';

const auth = { type: 'bearer', token: '{{workspace.salesforce_access_token}}' };
const lead = 'https://your-domain.my.salesforce.com/services/data/v62.0/sobjects/Lead/{{input.leadId}}';

// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve.htm
export const salesforceLeadEnrichment: Shipped = {
  key: 'salesforce-lead-enrichment',
  revision: 1,
  credentials: [
    { name: 'salesforce_access_token', title: 'Salesforce access token' },
    { name: 'clearbit_api_key', title: 'Clearbit secret key', url: 'https://dashboard.clearbit.com/api' },
  ],
  definition: {
    name: 'Salesforce lead enrichment',
    icon: '☁️',
    category: 'crm',
    type: 'multi-step',
    description:
      'Reads a lead, looks its company up with Clearbit and writes industry, size and city back. Install it with your own Salesforce address in place of https://your-domain.my.salesforce.com.',
    inputSchema: {
      type: 'object',
      properties: { leadId: { type: 'string', pattern: '^[A-Za-z0-9]{15,18}$' }, domain: { type: 'string', minLength: 3 } },
      required: ['leadId', 'domain'],
    },
    config: {
      steps: [
        { id: 'lead', name: 'Read the lead', method: 'GET', url: lead, auth, output: { company: 'Company', status: 'Status' } },
        {
          id: 'company',
          name: 'Look the company up',
          method: 'GET',
          url: 'https://company.clearbit.com/v2/companies/find',
          queryParams: [{ key: 'domain', value: '{{input.domain}}' }],
          auth: { type: 'bearer', token: '{{workspace.clearbit_api_key}}' },
          output: { name: 'name', industry: 'category.industry', employees: 'metrics.employees', city: 'geo.city' },
        },
        {
          id: 'update',
          name: 'Write it back',
          method: 'PATCH',
          url: lead,
          auth,
          body: {
            Company: '{{company.name | default: "Unknown"}}',
            Industry: '{{company.industry | default: ""}}',
            NumberOfEmployees: '{{company.employees | default: null}}',
            City: '{{company.city | default: ""}}',
          },
        },
      ],
    },
    fieldMappings: [
      { sourcePath: 'company.name', targetField: 'company' },
      { sourcePath: 'company.industry', targetField: 'customFields.industry' },
    ],
  },
};
