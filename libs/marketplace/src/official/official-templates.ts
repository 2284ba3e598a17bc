import { clearbitCompany } from './clearbit-company.template.js';
import { discordAlert } from './discord-alert.template.js';
import { hubspotContactSync } from './hubspot-contact-sync.template.js';
import { hunterEmailFinder } from './hunter-email-finder.template.js';
import { openaiSummary } from './openai-summary.template.js';
import { phoneEnrichment } from './phone-enrichment.template.js';
import { pipedrivePerson } from './pipedrive-person.template.js';
import { salesforceLeadEnrichment } from './salesforce-lead-enrichment.template.js';
import { sendgridMail } from './sendgrid-mail.template.js';
import type { Shipped } from './shipped.js';
import { slackAlert } from './slack-alert.template.js';
import { stripeCustomer } from './stripe-customer.template.js';
import { twilioSms } from './twilio-sms.template.js';
import { zerobounceEmail } from './zerobounce-email.template.js';

/** Every template that comes with the platform. A new one: a file here and a line below. */
export const OFFICIAL_TEMPLATES: readonly Shipped[] = [
  phoneEnrichment,
  clearbitCompany,
  zerobounceEmail,
  hunterEmailFinder,
  hubspotContactSync,
  salesforceLeadEnrichment,
  pipedrivePerson,
  slackAlert,
  discordAlert,
  twilioSms,
  sendgridMail,
  stripeCustomer,
  openaiSummary,
];
