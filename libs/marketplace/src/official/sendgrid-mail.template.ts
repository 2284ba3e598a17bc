import type { Shipped } from './shipped.js';

// https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send
export const sendgridMail: Shipped = {
  key: 'sendgrid-mail',
  revision: 1,
  credentials: [
    {
      name: 'sendgrid_api_key',
      title: 'SendGrid API key',
      description: 'Permission: Mail Send',
      url: 'https://app.sendgrid.com/settings/api_keys',
    },
  ],
  definition: {
    name: 'E-mail by SendGrid',
    icon: '📧',
    category: 'communication',
    type: 'single-step',
    description: 'Sends a plain text e-mail to a contact.',
    inputSchema: {
      type: 'object',
      properties: {
        from: { type: 'string', format: 'email' },
        subject: { type: 'string', minLength: 1 },
        text: { type: 'string', minLength: 1 },
      },
      required: ['from', 'subject', 'text'],
    },
    config: {
      method: 'POST',
      url: 'https://api.sendgrid.com/v3/mail/send',
      auth: { type: 'bearer', token: '{{workspace.sendgrid_api_key}}' },
      body: {
        personalizations: [{ to: [{ email: '{{contact.email}}' }] }],
        from: { email: '{{input.from}}' },
        subject: '{{input.subject}}',
        content: [{ type: 'text/plain', value: '{{input.text}}' }],
      },
    },
  },
};
