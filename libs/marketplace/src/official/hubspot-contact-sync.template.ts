import type { Shipped } from './shipped.js';

const auth = { type: 'bearer', token: '{{workspace.hubspot_access_token}}' };
const properties = {
  email: '{{contact.email}}',
  firstname: '{{contact.firstname | default: ""}}',
  lastname: '{{contact.lastname | default: ""}}',
  phone: '{{contact.phone_number | default: ""}}',
  company: '{{contact.company | default: ""}}',
  city: '{{contact.city | default: ""}}',
};

// https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide
export const hubspotContactSync: Shipped = {
  key: 'hubspot-contact-sync',
  revision: 1,
  credentials: [
    {
      name: 'hubspot_access_token',
      title: 'HubSpot private app token',
      description: 'Scopes: crm.objects.contacts.read and crm.objects.contacts.write',
      url: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
    },
  ],
  definition: {
    name: 'HubSpot contact sync',
    icon: '🔁',
    category: 'crm',
    type: 'multi-step',
    description: 'Finds the contact in HubSpot by e-mail address, then updates it or creates it, and keeps the HubSpot id.',
    config: {
      auth,
      steps: [
        {
          id: 'find',
          name: 'Find by e-mail',
          method: 'POST',
          url: 'https://api.hubapi.com/crm/v3/objects/contacts/search',
          body: {
            filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: '{{contact.email}}' }] }],
            properties: ['email'],
            limit: 1,
          },
          output: { total: 'total', id: 'results[0].id' },
        },
        {
          id: 'create',
          name: 'Create it',
          method: 'POST',
          url: 'https://api.hubapi.com/crm/v3/objects/contacts',
          body: { properties },
          output: { id: 'id' },
          condition: { enabled: true, expression: '{{find.total}} == 0' },
        },
        {
          id: 'update',
          name: 'Update it',
          method: 'PATCH',
          url: 'https://api.hubapi.com/crm/v3/objects/contacts/{{find.id}}',
          body: { properties },
          output: { id: 'id' },
          condition: { enabled: true, expression: '{{find.total}} > 0' },
        },
      ],
      rateLimiting: { enabled: true, maxRequestsPerMinute: 100, strategy: 'queue' },
    },
    fieldMappings: [{ sourcePath: 'create.id || update.id', targetField: 'customFields.hubspot_id' }],
  },
};
