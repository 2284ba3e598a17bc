import type { Shipped } from './shipped.js';

// https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
export const twilioSms: Shipped = {
  key: 'twilio-sms',
  revision: 1,
  credentials: [{ name: 'twilio_auth_token', title: 'Twilio auth token', url: 'https://console.twilio.com/' }],
  definition: {
    name: 'SMS by Twilio',
    icon: '📱',
    category: 'communication',
    type: 'single-step',
    description: "Sends a text message to a contact's phone number.",
    inputSchema: {
      type: 'object',
      properties: {
        accountSid: { type: 'string', pattern: '^AC[0-9a-f]{32}$' },
        from: { type: 'string', description: 'Your Twilio number, such as +15550100' },
        text: { type: 'string', minLength: 1, maxLength: 1_600 },
      },
      required: ['accountSid', 'from', 'text'],
    },
    config: {
      method: 'POST',
      url: 'https://api.twilio.com/2010-04-01/Accounts/{{input.accountSid}}/Messages.json',
      bodyType: 'form',
      body: { To: '{{contact.phone_number}}', From: '{{input.from}}', Body: '{{input.text}}' },
      auth: { type: 'basic', username: '{{input.accountSid}}', password: '{{workspace.twilio_auth_token}}' },
    },
    fieldMappings: [{ sourcePath: 'sid', targetField: 'customFields.last_sms_sid' }],
  },
};
