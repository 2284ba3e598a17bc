import { z } from 'zod';
import { bearer, defineConnector } from '@patchbay/connector-sdk';
import { contactActions } from './actions/contact.action.js';
import { listActions } from './actions/list.action.js';
import { mailActions } from './actions/mail.action.js';
import { suppressionActions } from './actions/suppression.action.js';
import { templateActions } from './actions/template.action.js';

// https://www.twilio.com/docs/sendgrid/for-developers/sending-email/authentication
const apiKey = bearer({
  title: 'API key',
  ask: z.object({ region: z.enum(['global', 'eu']).describe('eu for a regional (EU) subuser; global when left out').optional() }),
});

export default defineConnector({
  key: 'sendgrid',
  title: 'SendGrid',
  category: 'communication',
  description: 'E-mails with templates and attachments, marketing contacts and lists, bounces and unsubscribes of a SendGrid account.',
  docs: 'https://www.twilio.com/docs/sendgrid/api-reference',
  auth: apiKey,
  baseUrl: ({ region }) => (region === 'eu' ? 'https://api.eu.sendgrid.com/v3' : 'https://api.sendgrid.com/v3'),
  arrays: 'comma',
  // https://www.twilio.com/docs/sendgrid/api-reference/contacts/add-or-update-a-contact: three calls in two seconds
  rateLimit: { bucket: 'contacts', requests: 3, perSeconds: 2 },
  // https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits
  rateLimitHeaders: {
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
    resetIn: 'epoch-seconds',
  },
  errors: { message: 'errors.0.message', code: 'errors.0.error_id' },
  probe: { path: '/scopes' }, // every key may ask what it may do
  actions: [...mailActions, ...contactActions, ...listActions, ...templateActions, ...suppressionActions],
});
