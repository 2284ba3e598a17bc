import { createHash } from 'node:crypto';
import type { ReceivedRequest } from '../provider/received-request.js';
import { refusal, type NangoAnswer } from './nango-answer.js';
import type { NangoHouse } from './nango-house.js';
import type { NangoWebhooks } from './nango-webhooks.js';

const DROPPED =
  /^(connection|keep-alive|transfer-encoding|te|trailer|upgrade|host|authorization|proxy-.*|cookie|content-.*|user-agent|accept.*|sec-.*)$/;

/** What providers send: POST /webhook/{environment}/{integration}. Only providers with a script are understood; the one there is plays HubSpot's. */
export function takeProviderWebhook(house: NangoHouse, webhooks: NangoWebhooks, key: string, request: ReceivedRequest): NangoAnswer {
  const integration = house.integrations.get(key);
  const provider = house.providerOf(key);
  if (!integration || !provider) return refusal(404, 'unknown_provider_config', `There is no integration ${key}.`);
  if (!provider.webhookScript) return { status: 204 };
  const expected = createHash('sha256')
    .update(`${integration.credentials?.client_secret ?? ''}${request.body}`)
    .digest('hex');
  if (request.headers['x-hubspot-signature'] !== expected) return { status: 401, body: { error: 'Invalid webhook signature' } };
  if (integration.forwardWebhooks) {
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) => (DROPPED.test(name) || typeof value !== 'string' ? [] : [[name, value]])),
    );
    for (const event of [request.json()].flat() as { portalId?: number }[]) {
      const matching = house.connections.filter(
        (each) => each.integration === key && event.portalId !== undefined && each.connectionConfig['portalId'] === event.portalId,
      );
      // Without a connection the bare payload goes out.
      if (matching.length === 0) webhooks.send(event, { headers });
      for (const { connectionId, webhookUrlOverride } of matching) {
        const payload = { from: provider.name, type: 'forward', connectionId, providerConfigKey: key, payload: event };
        webhooks.send(payload, { headers, override: webhookUrlOverride });
      }
    }
  }
  return { status: 200, body: { status: 'success' } };
}
