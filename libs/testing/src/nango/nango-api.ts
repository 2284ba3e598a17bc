import { z } from 'zod';
import { checked, invalid, ok, refusal, type NangoAnswer } from './nango-answer.js';
import { shownCredentials, type NangoCredentials, type Unusable } from './nango-credentials.js';
import type { EndUser, NangoConnection, NangoHouse } from './nango-house.js';
import type { NangoWebhooks } from './nango-webhooks.js';

const Tags = z.record(z.string(), z.string());
const User = z.strictObject({ id: z.string(), email: z.string().optional(), display_name: z.string().optional(), tags: Tags.optional() });
const Organization = z.strictObject({ id: z.string(), display_name: z.string().optional() });
const Session = z.strictObject({
  end_user: User.optional(),
  organization: Organization.optional(),
  tags: Tags.optional(),
  integrations_config_defaults: z.record(z.string(), z.unknown()).optional(),
  overrides: z.record(z.string(), z.unknown()).optional(),
  webhook_url_override: z.url().optional(),
});
const NewSession = Session.extend({ allowed_integrations: z.array(z.string()).optional() }).refine(
  (body) => body.end_user !== undefined || body.tags !== undefined,
  { message: 'end_user or tags is needed', path: ['end_user'] },
);
const Reconnect = Session.extend({ connection_id: z.string(), integration_id: z.string() });
const flag = z.enum(['true', 'false']).optional();
const One = z.strictObject({
  provider_config_key: z.string().min(1),
  force_refresh: flag,
  refresh_token: flag,
  refresh_github_app_jwt_token: flag,
});
const Place = z.strictObject({ provider_config_key: z.string().min(1) });
const List = z.strictObject({
  connectionId: z.string().optional(),
  search: z.string().optional(),
  endUserId: z.string().optional(),
  endUserOrganizationId: z.string().optional(),
  integrationId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(2_000).optional(),
  page: z.coerce.number().int().min(0).optional(),
});
const Stored = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('OAUTH2'),
    access_token: z.string(),
    refresh_token: z.string().optional(),
    expires_at: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('API_KEY'), apiKey: z.string() }),
  z.strictObject({ type: z.literal('BASIC'), username: z.string(), password: z.string() }),
]);
const Import = z.strictObject({
  provider_config_key: z.string(),
  connection_id: z.string().optional(),
  credentials: Stored,
  metadata: z.record(z.string(), z.unknown()).optional(),
  connection_config: z.record(z.string(), z.unknown()).optional(),
  tags: Tags.optional(),
  end_user: User.optional(),
});
const Patch = z.strictObject({ tags: Tags.optional(), end_user: User.optional() });

const REFUSED: Readonly<Record<Unusable, { status: number; message: string }>> = {
  refused: {
    status: 400,
    message: 'The external API returned an error when trying to refresh the access token. Please try again later.',
  },
  backing_off: { status: 424, message: 'A recent refresh attempt failed. Backing off before retrying.' },
  exhausted: { status: 424, message: 'The refresh limit has been reached for this connection.' },
};

/** Connect sessions and connections, as a key's holder sees them. */
export class NangoApi {
  constructor(
    private readonly house: NangoHouse,
    private readonly credentials: NangoCredentials,
    private readonly webhooks: NangoWebhooks,
    private readonly connectUrl: () => string,
  ) {}

  createSession(body: unknown): NangoAnswer {
    const { value, wrong } = checked(NewSession, body, 'invalid_body');
    if (wrong) return wrong;
    const unknown = (value.allowed_integrations ?? []).findIndex((key) => !this.house.integrations.has(key));
    if (unknown >= 0)
      return invalid('invalid_body', [
        { code: 'custom', message: 'Integration does not exist', path: ['allowed_integrations', String(unknown)] },
      ]);
    return this.opened(value, undefined, value.allowed_integrations);
  }

  reconnectSession(body: unknown): NangoAnswer {
    const { value, wrong } = checked(Reconnect, body, 'invalid_body');
    if (wrong) return wrong;
    const { connection_id: connectionId, integration_id: integration } = value;
    if (!this.house.find(connectionId, integration))
      return invalid('invalid_body', [
        { code: 'custom', message: 'ConnectionID or IntegrationId does not exists', path: ['connection_id'] },
      ]);
    return this.opened(value, { connectionId, integration }, undefined);
  }

  list(query: URLSearchParams): NangoAnswer {
    const { tags, rest } = tagged(query);
    const { value, wrong } = checked(List, rest, 'invalid_query_params');
    if (wrong) return wrong;
    const integrations = value.integrationId?.split(',');
    const found = this.house.connections.filter(
      (each) =>
        (value.connectionId === undefined || each.connectionId === value.connectionId) &&
        (value.search === undefined || each.connectionId.includes(value.search) || (each.endUser?.id ?? '').includes(value.search)) &&
        (value.endUserId === undefined || each.endUser?.id === value.endUserId) &&
        (value.endUserOrganizationId === undefined || each.endUser?.organization?.id === value.endUserOrganizationId) &&
        (integrations === undefined || integrations.includes(each.integration)) &&
        Object.entries(tags).every(([name, wanted]) => each.tags[name] === wanted),
    );
    const limit = value.limit ?? 10_000;
    const from = (value.page ?? 0) * limit;
    return ok({ connections: found.slice(from, from + limit).map((each) => this.listed(each)) });
  }

  async read(id: string, query: URLSearchParams, mayCredentials: boolean): Promise<NangoAnswer> {
    const { value, wrong } = checked(One, Object.fromEntries(query), 'invalid_query_params');
    if (wrong) return wrong;
    const force = value.force_refresh === 'true';
    const withRefreshToken = value.refresh_token === 'true';
    if (!mayCredentials && (force || withRefreshToken))
      return refusal(403, 'forbidden', 'This key lacks the scope environment:connections:read_credentials.');
    const { connection, wrong: missing } = this.place(id, value.provider_config_key);
    if (!connection) return missing;
    if (!mayCredentials) return ok(this.single(connection, undefined));
    const unusable = await this.credentials.ready(connection, force);
    if (unusable) {
      const { status, message } = REFUSED[unusable];
      return refusal(
        status,
        'invalid_credentials',
        message,
        unusable === 'refused' ? { connection: this.single(connection, {}) } : undefined,
      );
    }
    connection.lastFetchedAt = this.house.at();
    return ok(this.single(connection, shownCredentials(connection.credentials, withRefreshToken)));
  }

  import(body: unknown): NangoAnswer {
    const { value, wrong } = checked(Import, body, 'invalid_body');
    if (wrong) return wrong;
    const integration = this.house.integrations.get(value.provider_config_key);
    const provider = this.house.providerOf(value.provider_config_key);
    if (!integration || !provider) return refusal(400, 'unknown_provider_config', 'There is no such integration.');
    const { credentials: given } = value;
    const { connection, operation } = this.house.keep({
      integration: integration.uniqueKey,
      connectionId: value.connection_id,
      credentials: given.type === 'OAUTH2' ? { ...given, raw: { ...given } } : given,
      tags: value.tags ?? {},
      endUser: endUserOf(value.end_user, undefined),
      metadata: value.metadata ?? {},
      connectionConfig: value.connection_config ?? {},
      webhookUrlOverride: null,
    });
    const { connectionId } = connection;
    this.webhooks.auth({
      operation,
      integration,
      authMode: provider.authMode,
      connectionId,
      connection,
      withEndUser: value.end_user !== undefined,
    });
    return ok(this.single(connection, shownCredentials(connection.credentials, false)), 201);
  }

  patch(id: string, query: URLSearchParams, body: unknown): NangoAnswer {
    const { connection, wrong } = this.placed(id, query);
    if (!connection) return wrong;
    const patch = checked(Patch, body, 'invalid_body');
    if (patch.wrong) return patch.wrong;
    if (patch.value.tags) connection.tags = patch.value.tags;
    if (patch.value.end_user) connection.endUser = endUserOf(patch.value.end_user, undefined);
    return ok({ success: true });
  }

  remove(id: string, query: URLSearchParams): NangoAnswer {
    const place = checked(Place, Object.fromEntries(query), 'invalid_query_params');
    if (place.wrong) return place.wrong;
    const connection = this.house.find(id, place.value.provider_config_key);
    if (!connection) return refusal(400, 'unknown_connection', 'The connection is not known.');
    this.house.remove(connection);
    return ok({ success: true });
  }

  metadata(body: unknown, merge: boolean): NangoAnswer {
    const asked = body as { connection_id: string | string[]; provider_config_key: string; metadata: Record<string, unknown> };
    const found = [asked.connection_id].flat().map((id) => this.house.find(id, asked.provider_config_key));
    if (found.length === 0 || found.includes(undefined)) return refusal(404, 'unknown_connection', 'The connection is not known.');
    for (const connection of found)
      if (connection) connection.metadata = merge ? { ...connection.metadata, ...asked.metadata } : asked.metadata;
    return ok(asked, merge ? 200 : 201);
  }

  private opened(
    value: z.output<typeof Session>,
    reconnect: { connectionId: string; integration: string } | undefined,
    allowed: readonly string[] | undefined,
  ): NangoAnswer {
    const { end_user: user, organization, tags } = value;
    const copied = {
      end_user_id: user?.id,
      end_user_email: user?.email,
      end_user_display_name: user?.display_name,
      organization_id: organization?.id,
      organization_display_name: organization?.display_name,
    };
    const session = this.house.openSession({
      endUser: endUserOf(user, organization),
      tags: { ...(Object.fromEntries(Object.entries(copied).filter(([, text]) => text !== undefined)) as Record<string, string>), ...tags },
      allowed,
      reconnect,
      webhookUrlOverride: value.webhook_url_override ?? null,
    });
    const { token } = session;
    const link = `${this.connectUrl()}/?session_token=${token}`;
    return ok({ data: { token, connect_link: link, expires_at: this.house.at(session.expiresAtMs) } }, 201);
  }

  private placed(
    id: string,
    query: URLSearchParams,
  ): { connection: NangoConnection; wrong?: undefined } | { connection?: undefined; wrong: NangoAnswer } {
    const place = checked(Place, Object.fromEntries(query), 'invalid_query_params');
    return place.wrong ? { wrong: place.wrong } : this.place(id, place.value.provider_config_key);
  }

  private place(
    id: string,
    key: string,
  ): { connection: NangoConnection; wrong?: undefined } | { connection?: undefined; wrong: NangoAnswer } {
    if (!this.house.integrations.has(key)) return { wrong: refusal(400, 'unknown_provider_config', `There is no integration ${key}.`) };
    const connection = this.house.find(id, key);
    return connection ? { connection } : { wrong: refusal(404, 'not_found', 'Failed to find connection') };
  }

  private listed(each: NangoConnection): object {
    return { ...this.summary(each), created: each.createdAt };
  }

  private single(each: NangoConnection, credentials: object | undefined): object {
    return {
      ...this.summary(each),
      connection_config: each.connectionConfig,
      webhook_url_override: each.webhookUrlOverride,
      created_at: each.createdAt,
      updated_at: each.updatedAt,
      last_fetched_at: each.lastFetchedAt,
      ...(credentials ? { credentials } : {}),
    };
  }

  private summary(each: NangoConnection): object {
    return {
      id: each.number,
      connection_id: each.connectionId,
      provider_config_key: each.integration,
      provider: this.house.integrations.get(each.integration)?.provider,
      errors: each.errors,
      end_user: each.endUser,
      tags: each.tags,
      metadata: each.metadata,
    };
  }
}

function endUserOf(user: z.output<typeof User> | undefined, organization: z.output<typeof Organization> | undefined): EndUser | null {
  if (!user) return null;
  return {
    id: user.id,
    display_name: user.display_name ?? null,
    email: user.email ?? null,
    tags: user.tags ?? {},
    organization: organization ? { id: organization.id, display_name: organization.display_name ?? null } : null,
  };
}

function tagged(query: URLSearchParams): { tags: Record<string, string>; rest: Record<string, string> } {
  const tags: Record<string, string> = {};
  const rest: Record<string, string> = {};
  for (const [name, value] of query) {
    const tag = /^tags\[(.+)\]$/.exec(name)?.[1];
    if (tag === undefined) rest[name] = value;
    else tags[tag] = value;
  }
  return { tags, rest };
}
