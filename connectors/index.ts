// The built-in connectors: one line each, loaded on first use. Imported by the apps' composition roots only.
import type { Connector } from '@patchbay/connector-sdk';

export interface ConnectorEntry {
  readonly key: string;
  /** Folder below `connectors/`; its `icon.svg` is the catalogue's icon. */
  readonly folder: string;
  readonly load: () => Promise<Connector>;
}

const of = ({ default: connector }: { default: Connector }): Connector => connector;

export const connectors: readonly ConnectorEntry[] = [
  { key: 'pipedrive', folder: 'crm/pipedrive', load: () => import('./crm/pipedrive/pipedrive.connector.js').then(of) },
  { key: 'slack', folder: 'communication/slack', load: () => import('./communication/slack/slack.connector.js').then(of) },
  { key: 'shopify', folder: 'ecommerce/shopify', load: () => import('./ecommerce/shopify/shopify.connector.js').then(of) },
  { key: 'paypal', folder: 'ecommerce/paypal', load: () => import('./ecommerce/paypal/paypal.connector.js').then(of) },
  { key: 'stripe', folder: 'ecommerce/stripe', load: () => import('./ecommerce/stripe/stripe.connector.js').then(of) },
  { key: 'woocommerce', folder: 'ecommerce/woocommerce', load: () => import('./ecommerce/woocommerce/woocommerce.connector.js').then(of) },
  { key: 'twilio', folder: 'communication/twilio', load: () => import('./communication/twilio/twilio.connector.js').then(of) },
  { key: 'hubspot', folder: 'crm/hubspot', load: () => import('./crm/hubspot/hubspot.connector.js').then(of) },
  { key: 'salesforce', folder: 'crm/salesforce', load: () => import('./crm/salesforce/salesforce.connector.js').then(of) },
  { key: 'zoho-crm', folder: 'crm/zoho-crm', load: () => import('./crm/zoho-crm/zoho-crm.connector.js').then(of) },
  { key: 'sendgrid', folder: 'communication/sendgrid', load: () => import('./communication/sendgrid/sendgrid.connector.js').then(of) },
  {
    key: 'microsoft-teams',
    folder: 'communication/microsoft-teams',
    load: () => import('./communication/microsoft-teams/microsoft-teams.connector.js').then(of),
  },
  { key: 'discord', folder: 'communication/discord', load: () => import('./communication/discord/discord.connector.js').then(of) },
  { key: 'trello', folder: 'productivity/trello', load: () => import('./productivity/trello/trello.connector.js').then(of) },
  { key: 'asana', folder: 'productivity/asana', load: () => import('./productivity/asana/asana.connector.js').then(of) },
  { key: 'monday', folder: 'productivity/monday', load: () => import('./productivity/monday/monday.connector.js').then(of) },
  { key: 'jira', folder: 'productivity/jira', load: () => import('./productivity/jira/jira.connector.js').then(of) },
  { key: 'github', folder: 'productivity/github', load: () => import('./productivity/github/github.connector.js').then(of) },
  { key: 'openai', folder: 'ai/openai', load: () => import('./ai/openai/openai.connector.js').then(of) },
  { key: 'notion', folder: 'productivity/notion', load: () => import('./productivity/notion/notion.connector.js').then(of) },
  { key: 'anthropic', folder: 'ai/anthropic', load: () => import('./ai/anthropic/anthropic.connector.js').then(of) },
  { key: 'clearbit', folder: 'enrichment/clearbit', load: () => import('./enrichment/clearbit/clearbit.connector.js').then(of) },
  { key: 'zerobounce', folder: 'enrichment/zerobounce', load: () => import('./enrichment/zerobounce/zerobounce.connector.js').then(of) },
  { key: 'postgresql', folder: 'database/postgresql', load: () => import('./database/postgresql/postgresql.connector.js').then(of) },
  { key: 'redis', folder: 'database/redis', load: () => import('./database/redis/redis.connector.js').then(of) },
  { key: 'supabase', folder: 'database/supabase', load: () => import('./database/supabase/supabase.connector.js').then(of) },
  { key: 'mongodb', folder: 'database/mongodb', load: () => import('./database/mongodb/mongodb.connector.js').then(of) },
  { key: 'mysql', folder: 'database/mysql', load: () => import('./database/mysql/mysql.connector.js').then(of) },
  {
    key: 'google-calendar',
    folder: 'productivity/google-calendar',
    load: () => import('./productivity/google-calendar/google-calendar.connector.js').then(of),
  },
  {
    key: 'google-drive',
    folder: 'productivity/google-drive',
    load: () => import('./productivity/google-drive/google-drive.connector.js').then(of),
  },
];
