import type { Shipped } from './shipped.js';

// https://www.zerobounce.net/docs/email-validation-api-quickstart/v2-validate-emails/
export const zerobounceEmail: Shipped = {
  key: 'zerobounce-email',
  revision: 1,
  credentials: [{ name: 'zerobounce_api_key', title: 'ZeroBounce API key', url: 'https://www.zerobounce.net/members/API' }],
  definition: {
    name: 'E-mail validation by ZeroBounce',
    icon: '✉️',
    category: 'enrichment',
    type: 'single-step',
    description: "Checks whether a contact's e-mail address can receive mail and keeps the verdict with the contact.",
    config: {
      method: 'GET',
      url: 'https://api.zerobounce.net/v2/validate',
      queryParams: [
        { key: 'email', value: '{{contact.email}}' },
        { key: 'ip_address', value: '' },
      ],
      auth: { type: 'api_key', in: 'query', name: 'api_key', value: '{{workspace.zerobounce_api_key}}' },
    },
    fieldMappings: [
      { sourcePath: 'status', targetField: 'customFields.email_status' },
      { sourcePath: 'sub_status', targetField: 'customFields.email_sub_status' },
    ],
  },
};
