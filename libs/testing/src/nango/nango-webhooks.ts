import { createHash, createHmac } from 'node:crypto';
import type { Integration, NangoConnection, NangoHouse } from './nango-house.js';

export interface AuthEvent {
  readonly operation: 'creation' | 'override' | 'refresh';
  readonly integration: Integration;
  readonly authMode: string;
  readonly connectionId: string;
  /** Absent when nothing was stored. */
  readonly connection?: NangoConnection | undefined;
  /** The end user was sent with this very operation. */
  readonly withEndUser?: boolean;
  readonly error?: { readonly type: string; readonly description: string };
}

/** Keys of every object in order, as the server writes them. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** Both signatures of a delivery, over the bytes as sent. */
export function signatures(key: string, body: string): Record<string, string> {
  return {
    'x-nango-signature': createHash('sha256').update(`${key}${body}`).digest('hex'),
    'x-nango-hmac-sha256': createHmac('sha256', key).update(body).digest('hex'),
  };
}

/** Sends what the environment is set to send. Deliveries happen one after the other and are tried twice more; nothing is kept for later. */
export class NangoWebhooks {
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly house: NangoHouse) {}

  /** Resolves when everything that was to be sent has been. */
  settled(): Promise<void> {
    return this.sending;
  }

  auth(event: AuthEvent): void {
    const { webhooks } = this.house;
    if (!(event.operation === 'refresh' ? webhooks.onAuthRefreshError : webhooks.onAuthCreation)) return;
    const { integration, authMode, connectionId, connection, error } = event;
    const endUser = event.withEndUser ? connection?.endUser : undefined;
    this.send(
      {
        from: 'nango',
        type: 'auth',
        connectionId,
        providerConfigKey: integration.uniqueKey,
        provider: integration.provider,
        authMode,
        environment: 'dev',
        operation: event.operation,
        success: error === undefined,
        ...(error === undefined ? {} : { error }),
        ...(connection ? { tags: connection.tags } : {}),
        ...(endUser
          ? {
              endUser: {
                endUserId: endUser.id,
                endUserEmail: endUser.email,
                ...(endUser.organization ? { organizationId: endUser.organization.id } : {}),
                tags: endUser.tags,
              },
            }
          : {}),
      },
      { override: connection?.webhookUrlOverride },
    );
  }

  /** To both addresses, or to the override alone. */
  send(payload: unknown, { override, headers = {} }: { override?: string | null | undefined; headers?: Record<string, string> }): void {
    const { primaryUrl, secondaryUrl } = this.house.webhooks;
    const body = sortedJson(payload);
    const targets = override ? [override] : [primaryUrl, secondaryUrl].filter((url) => url !== undefined);
    const signed = signatures(this.house.signingKey, body);
    for (const url of targets) this.sending = this.sending.then(() => deliver(url, body, { ...headers, ...signed }));
  }
}

const ATTEMPTS = 3;

async function deliver(url: string, body: string, headers: Record<string, string>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'nango/0.71.4 (double)' },
      body,
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
  }
}
