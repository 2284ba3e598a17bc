import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { checked, invalid, ok, refusal, type NangoAnswer } from './nango-answer.js';
import type { Integration, NangoHouse, NangoProvider } from './nango-house.js';

const Secrets = z.looseObject({
  type: z.string(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scopes: z.string().optional(),
});
const New = z.strictObject({
  unique_key: z.string().min(1),
  provider: z.string(),
  display_name: z.string().optional(),
  forward_webhooks: z.boolean().optional(),
  credentials: Secrets.optional(),
});
const Change = z.strictObject({
  display_name: z.string().optional(),
  forward_webhooks: z.boolean().optional(),
  credentials: Secrets.optional(),
});

/** Providers and integrations. */
export class NangoCatalogue {
  constructor(
    private readonly house: NangoHouse,
    private readonly url: () => string,
  ) {}

  providers(): NangoAnswer {
    return ok({ data: [...this.house.providers.values()].map(shownProvider) });
  }

  provider(name: string): NangoAnswer {
    const provider = this.house.providers.get(name);
    return provider ? ok({ data: shownProvider(provider) }) : refusal(404, 'not_found', `Unknown provider ${name}`);
  }

  create(body: unknown): NangoAnswer {
    const { value, wrong } = checked(New, body, 'invalid_body');
    if (wrong) return wrong;
    const provider = this.house.providers.get(value.provider);
    if (!provider) return invalid('invalid_body', [{ code: 'custom', message: 'Invalid provider', path: ['provider'] }]);
    if (provider.authMode === 'OAUTH2' && value.credentials === undefined)
      return invalid('invalid_body', [{ code: 'custom', message: 'Missing credentials', path: ['credentials'] }]);
    const integration = this.house.addIntegration({
      uniqueKey: value.unique_key,
      provider: value.provider,
      displayName: value.display_name,
      forwardWebhooks: value.forward_webhooks,
      credentials: secretsOf(value.credentials),
    });
    return ok({ data: shown(integration) });
  }

  list(): NangoAnswer {
    return ok({ data: [...this.house.integrations.values()].map(shown) });
  }

  read(key: string, include: readonly string[]): NangoAnswer {
    const integration = this.house.integrations.get(key);
    if (!integration) return missing(key);
    const webhookUrl = `${this.url()}/webhook/${this.house.environment}/${key}`;
    return ok({
      data: {
        ...shown(integration),
        ...(include.includes('credentials') ? { credentials: integration.credentials } : {}),
        ...(include.includes('webhook') ? { webhook_url: webhookUrl } : {}),
      },
    });
  }

  change(key: string, body: unknown): NangoAnswer {
    const integration = this.house.integrations.get(key);
    if (!integration) return missing(key);
    const { value, wrong } = checked(Change, body, 'invalid_body');
    if (wrong) return wrong;
    integration.displayName = value.display_name ?? integration.displayName;
    integration.forwardWebhooks = value.forward_webhooks ?? integration.forwardWebhooks;
    integration.credentials = secretsOf(value.credentials) ?? integration.credentials;
    integration.updatedAt = this.house.at();
    return ok({ data: shown(integration) });
  }

  remove(key: string): NangoAnswer {
    return this.house.integrations.delete(key) ? ok({ success: true }) : missing(key);
  }
}

const missing = (key: string): NangoAnswer => refusal(404, 'not_found', `Integration "${key}" does not exist`);

function secretsOf(given: z.output<typeof Secrets> | undefined): Integration['credentials'] {
  if (!given) return undefined;
  const { type, client_id = '', client_secret = '', scopes = '' } = given;
  return { type, client_id, client_secret, scopes, webhook_secret: randomBytes(16).toString('hex') };
}

function shown(integration: Integration): object {
  return {
    unique_key: integration.uniqueKey,
    provider: integration.provider,
    display_name: integration.displayName,
    logo: `/images/${integration.provider}.svg`,
    forward_webhooks: integration.forwardWebhooks,
    created_at: integration.createdAt,
    updated_at: integration.updatedAt,
  };
}

function shownProvider(provider: NangoProvider): object {
  return {
    name: provider.name,
    display_name: provider.name,
    categories: [],
    auth_mode: provider.authMode,
    ...(provider.authorizeUrl === undefined ? {} : { authorization_url: provider.authorizeUrl }),
    ...(provider.tokenUrl === undefined ? {} : { token_url: provider.tokenUrl }),
    proxy: { base_url: provider.baseUrl },
    docs: '',
    logo_url: '',
  };
}
