import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { OAuth1Auth, OAuth2Auth } from '@patchbay/connector-sdk';
import { invalidInput, isJsonObject, newId, PlatformError, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { Database, PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { ConnectionStore } from '../connection/connection.store.js';
import { notFound } from '../connection/connection-writer.js';
import type { Connection, ConnectionPlace } from '../connection/connection.js';
import { CredentialSourcePlugin, type ConnectSession } from '../ports/credential-source-plugin.js';
import { OauthStateStore, type SignInOutcome } from './oauth-state.store.js';
import { SignInParties } from './sign-in-parties.service.js';

/** A sign-in has to be over by then. */
const LIFE_SECONDS = 600;

export interface SessionRequest {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
  readonly connector: string;
  /** Which of the connector's ways to sign in, e.g. its sandbox; absent: the first. */
  readonly provider?: string | undefined;
  readonly name?: string | undefined;
  /** A connection that signs in again. */
  readonly connectionId?: string | undefined;
  /** What the connector asks before connecting (shop name, region). */
  readonly metadata?: JsonObject | undefined;
}

/** In: one of the random texts a sign-in is led by. Out: what is stored of it. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Where everything of our own OAuth lives; providers must know the callback exactly so. */
export function oauthAddress(config: Pick<PlatformConfig, 'publicUrl' | 'http'>, path: string): string {
  return `${config.publicUrl ?? `http://localhost:${config.http.port}`}/api/v1/oauth/${path}`;
}

/** Begins sign-ins: with Nango where it knows the provider, else with our own OAuth client. */
@Injectable()
export class ConnectSessions {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionStore,
    private readonly states: OauthStateStore,
    private readonly parties: SignInParties,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'publicUrl' | 'http'>,
    @Optional() private readonly plugin?: CredentialSourcePlugin,
  ) {}

  /** Throws `input_invalid`, `not_found` (the connection that is to sign in again), `illegal_state` (no OAuth app). */
  async begin(ask: SessionRequest): Promise<ConnectSession> {
    const { workspaceId, actor, name } = ask;
    const reconnect = ask.connectionId === undefined ? undefined : await this.reconnected(ask, ask.connectionId);
    const { connector, auth } = await this.parties.of(workspaceId, ask.connector, ask.provider);
    const asked = readAsked(auth, ask.metadata ?? reconnect?.metadata ?? {});
    const outside =
      this.plugin &&
      reconnect?.source !== 'oauth2' &&
      (reconnect?.source === 'nango' || (await this.plugin.knows(workspaceId, auth.provider)));
    if (this.plugin && outside)
      return this.plugin.startSession({ workspaceId, connector: connector.key, provider: auth.provider, name, reconnect, actor, asked });
    await this.parties.app(workspaceId, connector);
    const id = newId();
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = await this.database.inWorkspace(workspaceId, (tx) =>
      this.states.begin(tx, {
        workspaceId,
        id,
        ticketHash: hashOf(ticket),
        connector: connector.key,
        authType: auth.kind,
        provider: auth.provider,
        name: name ?? null,
        connectionId: reconnect?.id ?? null,
        asked,
        createdBy: actor,
        lifeSeconds: LIFE_SECONDS,
      }),
    );
    return { id, provider: 'oauth2', connectUrl: oauthAddress(this.config, `start/${ticket}`), expiresAt };
  }

  /** What came of a sign-in. Throws `not_found`, also for one that ended more than a day ago. */
  async outcome({ workspaceId, id }: ConnectionPlace): Promise<SignInOutcome> {
    const outcome = await this.database.inWorkspace(workspaceId, (tx) => this.states.outcome(tx, id));
    if (!outcome) throw new PlatformError('not_found', 'There is no such sign-in.');
    return outcome;
  }

  private async reconnected(ask: SessionRequest, id: string): Promise<Connection> {
    const connection = await this.database.inWorkspace(ask.workspaceId, (tx) => this.connections.get(tx, id));
    if (!connection) throw notFound();
    if (connection.connector !== ask.connector)
      throw invalidInput([{ path: 'connectionId', message: 'is a connection of another connector' }]);
    return connection;
  }
}

function readAsked(auth: OAuth2Auth | OAuth1Auth, given: JsonObject): JsonObject {
  if (!auth.ask) return {};
  const known = Object.fromEntries(Object.keys(auth.ask.shape).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
  const parsed = auth.ask.safeParse(known);
  if (!parsed.success)
    throw invalidInput(parsed.error.issues.map((issue) => ({ path: `metadata.${issue.path.join('.')}`, message: issue.message })));
  return isJsonObject(parsed.data) ? parsed.data : {};
}
