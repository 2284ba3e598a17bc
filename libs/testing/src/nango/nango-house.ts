import { randomBytes, randomUUID } from 'node:crypto';

export type AuthMode = 'OAUTH2' | 'API_KEY' | 'BASIC' | 'OAUTH2_CC';

/** An entry of the providers' file. */
export interface NangoProvider {
  readonly name: string;
  readonly authMode: AuthMode;
  readonly authorizeUrl?: string;
  readonly tokenUrl?: string;
  readonly baseUrl?: string;
  /** Path called with a new API key before it is kept. */
  readonly verification?: string;
  /** Members of the token answer that go to `connection_config`. */
  readonly tokenResponseMetadata?: readonly string[];
  /** Name of the header by which the provider tells when to try again. */
  readonly retryHeader?: string;
  /** It has a script for incoming webhooks, HubSpot's: signed with the client secret, mapped by `portalId`. */
  readonly webhookScript?: boolean;
}

export interface Integration {
  readonly uniqueKey: string;
  readonly provider: string;
  displayName: string;
  forwardWebhooks: boolean;
  credentials: { type: string; client_id: string; client_secret: string; scopes: string; webhook_secret: string } | undefined;
  readonly createdAt: string;
  updatedAt: string;
}

export type Credentials =
  | {
      type: 'OAUTH2';
      access_token: string;
      refresh_token?: string | undefined;
      expires_at?: string | undefined;
      raw: Record<string, unknown>;
    }
  | { type: 'API_KEY'; apiKey: string }
  | { type: 'BASIC'; username: string; password: string }
  | {
      type: 'OAUTH2_CC';
      token: string;
      client_id: string;
      client_secret: string;
      expires_at?: string | undefined;
      raw: Record<string, unknown>;
    };

export interface EndUser {
  readonly id: string;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly tags: Record<string, string>;
  readonly organization: { readonly id: string; readonly display_name: string | null } | null;
}

export interface NangoConnection {
  readonly number: number;
  readonly connectionId: string;
  readonly integration: string;
  credentials: Credentials;
  tags: Record<string, string>;
  endUser: EndUser | null;
  metadata: Record<string, unknown>;
  connectionConfig: Record<string, unknown>;
  webhookUrlOverride: string | null;
  errors: { type: 'auth' | 'sync'; log_id: string }[];
  readonly createdAt: string;
  updatedAt: string;
  lastFetchedAt: string;
  backOffUntilMs: number;
  /** Days on which a refresh failed since the last that did not. */
  failedDays: Set<string>;
}

export interface ConnectSession {
  readonly token: string;
  readonly expiresAtMs: number;
  readonly endUser: EndUser | null;
  readonly tags: Record<string, string>;
  readonly allowed: readonly string[] | undefined;
  readonly reconnect: { readonly connectionId: string; readonly integration: string } | undefined;
  readonly webhookUrlOverride: string | null;
}

export interface WebhookSettings {
  onAuthCreation: boolean;
  onAuthRefreshError: boolean;
  primaryUrl: string | undefined;
  secondaryUrl: string | undefined;
}

const FULL = 'environment:*';
const SESSION_MS = 30 * 60_000;

/** Everything one environment of the double knows. Its clock can be moved. */
export class NangoHouse {
  readonly environment = randomUUID();
  readonly secretKey = randomUUID();
  signingKey: string = this.secretKey;
  readonly keys = new Map<string, readonly string[]>([[this.secretKey, [FULL]]]);
  readonly providers = new Map<string, NangoProvider>();
  readonly integrations = new Map<string, Integration>();
  readonly connections: NangoConnection[] = [];
  readonly sessions = new Map<string, ConnectSession>();
  readonly webhooks: WebhookSettings = { onAuthCreation: false, onAuthRefreshError: false, primaryUrl: undefined, secondaryUrl: undefined };
  private aheadMs = 0;
  private made = 0;

  now(): number {
    return Date.now() + this.aheadMs;
  }

  at(ms = this.now()): string {
    return new Date(ms).toISOString();
  }

  advance(ms: number): void {
    this.aheadMs += ms;
  }

  may(key: string, scope: string): boolean {
    const scopes = this.keys.get(key) ?? [];
    return scopes.includes(FULL) || scopes.includes(scope);
  }

  addIntegration(ask: {
    uniqueKey: string;
    provider: string;
    displayName?: string | undefined;
    forwardWebhooks?: boolean | undefined;
    credentials?: Integration['credentials'];
  }): Integration {
    const at = this.at();
    const integration: Integration = {
      uniqueKey: ask.uniqueKey,
      provider: ask.provider,
      displayName: ask.displayName ?? ask.provider,
      forwardWebhooks: ask.forwardWebhooks ?? true,
      credentials: ask.credentials,
      createdAt: at,
      updatedAt: at,
    };
    this.integrations.set(integration.uniqueKey, integration);
    return integration;
  }

  providerOf(integration: string): NangoProvider | undefined {
    return this.providers.get(this.integrations.get(integration)?.provider ?? '');
  }

  find(connectionId: string, integration: string): NangoConnection | undefined {
    return this.connections.find((each) => each.connectionId === connectionId && each.integration === integration);
  }

  /** Makes a connection or gives the one there is other credentials. Out: which of both. */
  keep(ask: {
    integration: string;
    connectionId?: string | undefined;
    credentials: Credentials;
    tags: Record<string, string>;
    endUser: EndUser | null;
    metadata?: Record<string, unknown> | undefined;
    connectionConfig: Record<string, unknown>;
    webhookUrlOverride: string | null;
  }): { connection: NangoConnection; operation: 'creation' | 'override' } {
    const at = this.at();
    const before = ask.connectionId === undefined ? undefined : this.find(ask.connectionId, ask.integration);
    if (before) {
      Object.assign(before, {
        credentials: ask.credentials,
        tags: ask.tags,
        endUser: ask.endUser ?? before.endUser,
        metadata: ask.metadata ?? before.metadata,
        connectionConfig: ask.connectionConfig,
        errors: [],
        updatedAt: at,
        backOffUntilMs: 0,
        failedDays: new Set(),
      });
      return { connection: before, operation: 'override' };
    }
    const connection: NangoConnection = {
      number: (this.made += 1),
      connectionId: ask.connectionId ?? randomUUID(),
      integration: ask.integration,
      credentials: ask.credentials,
      tags: ask.tags,
      endUser: ask.endUser,
      metadata: ask.metadata ?? {},
      connectionConfig: ask.connectionConfig,
      webhookUrlOverride: ask.webhookUrlOverride,
      errors: [],
      createdAt: at,
      updatedAt: at,
      lastFetchedAt: at,
      backOffUntilMs: 0,
      failedDays: new Set(),
    };
    this.connections.push(connection);
    return { connection, operation: 'creation' };
  }

  remove(connection: NangoConnection): void {
    this.connections.splice(this.connections.indexOf(connection), 1);
  }

  openSession(ask: Omit<ConnectSession, 'token' | 'expiresAtMs'>): ConnectSession {
    const session = { ...ask, token: `nango_connect_session_${randomBytes(32).toString('hex')}`, expiresAtMs: this.now() + SESSION_MS };
    this.sessions.set(session.token, session);
    return session;
  }

  /** A session is good for many sign-ins, until it ends or is deleted. */
  session(token: string): ConnectSession | undefined {
    const session = this.sessions.get(token);
    return session && session.expiresAtMs > this.now() ? session : undefined;
  }
}
