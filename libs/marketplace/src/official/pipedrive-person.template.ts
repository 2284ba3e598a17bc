import type { Shipped } from './shipped.js';

// https://developers.pipedrive.com/docs/api/v1/Persons#addPerson
export const pipedrivePerson: Shipped = {
  key: 'pipedrive-person',
  revision: 1,
  credentials: [{ name: 'pipedrive_api_token', title: 'Pipedrive API token', url: 'https://app.pipedrive.com/settings/api' }],
  definition: {
    name: 'Pipedrive person',
    icon: '👤',
    category: 'crm',
    type: 'single-step',
    description: "Creates a contact as a person in Pipedrive and keeps the person's id.",
    config: {
      method: 'POST',
      url: 'https://api.pipedrive.com/api/v2/persons',
      body: {
        name: '{{contact.firstname}} {{contact.lastname | default: ""}}',
        emails: [{ value: '{{contact.email}}', primary: true, label: 'work' }],
      },
      auth: { type: 'api_key', in: 'header', name: 'x-api-token', value: '{{workspace.pipedrive_api_token}}' },
    },
    fieldMappings: [{ sourcePath: 'data.id', targetField: 'customFields.pipedrive_id' }],
  },
};
