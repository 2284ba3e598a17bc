import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, isUuid, PlatformError, type JsonObject, type JsonValue, type WorkspaceId } from '@patchbay/kernel';
import { Database, type Logger } from '@patchbay/platform';
import { ConnectionStore } from '../connection/connection.store.js';
import { DeadAccounts } from '../refresh/dead-accounts.service.js';
import type { NangoCompletion } from './nango-completion.service.js';
import { NangoSessionsStore } from './nango-sessions.store.js';
import { SESSION_TAG, WORKSPACE_TAG, type NangoSource } from './nango-source.service.js';

const SIGNATURE = /^[0-9a-f]{64}$/;

export interface NangoWebhookParts {
  readonly source: NangoSource;
  readonly completion: NangoCompletion;
  readonly database: Database;
  readonly sessions: NangoSessionsStore;
  readonly connections: ConnectionStore;
  readonly deaths: DeadAccounts;
  readonly logger: Logger;
}

/**
 * What Nango tells us unasked. A delivery is a hint, never a fact: a new connection is read from Nango before it is believed, so that a replayed or withheld delivery
 * changes nothing that polling would not find too.
 */
export class NangoWebhooks {
  constructor(private readonly parts: NangoWebhookParts) {}

  /**
   * In: the body as it arrived, and the header X-Nango-Hmac-Sha256. The older X-Nango-Signature is a plain hash that can be extended, and is not looked at.
   * Throws `unauthenticated`.
   */
  async take(body: Buffer, signature: string | undefined): Promise<void> {
    const expected = createHmac('sha256', this.parts.source.client.signingKey).update(body).digest();
    const good = signature !== undefined && SIGNATURE.test(signature) && timingSafeEqual(Buffer.from(signature, 'hex'), expected);
    if (!good)
      throw new PlatformError(
        'unauthenticated',
        'The signature in X-Nango-Hmac-Sha256 is not that of the body under the webhook signing key.',
      );
    const { database, sessions } = this.parts;
    const hash = createHash('sha256').update(body).digest();
    if (!(await database.withoutWorkspace((tx) => sessions.isFirst(tx, hash)))) return;
    const event = parse(body);
    if (event && event['from'] === 'nango' && event['type'] === 'auth') await this.auth(event);
  }

  private async auth(event: JsonObject): Promise<void> {
    const { operation, success, tags } = event;
    const { [WORKSPACE_TAG]: workspaceId, [SESSION_TAG]: session } = isJsonObject(tags) ? tags : {};
    if (success === true && isUuid(workspaceId) && isUuid(session)) {
      const place = { workspaceId: workspaceId as WorkspaceId, id: session };
      // The sender need not wait; what fails here, polling tries again.
      this.parts.completion
        .complete(place)
        .catch((error: unknown) => this.parts.logger.warn({ err: error }, 'a sign-in at Nango could not be completed'));
    }
    if (operation === 'refresh' && success === false) await this.failed(event);
  }

  private async failed({ providerConfigKey: integration, connectionId }: JsonObject): Promise<void> {
    const { database, sessions, connections, deaths } = this.parts;
    if (typeof integration !== 'string' || typeof connectionId !== 'string') return;
    const message = 'Nango could not renew the sign-in: the provider refused it or failed. If it stays so, connect the account again.';
    for (const place of await database.asSystem((tx) => sessions.connectionsAt(tx, integration, connectionId))) {
      const connection = await database.inWorkspace(place.workspaceId, (tx) => connections.get(tx, place.id));
      if (connection) await deaths.declare(connection, new PlatformError('account_reauth', message), 'system:nango');
    }
  }
}

function parse(body: Buffer): JsonObject | undefined {
  try {
    const json = JSON.parse(body.toString('utf8')) as JsonValue;
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
