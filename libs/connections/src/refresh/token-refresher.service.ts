import { Inject, Injectable, Optional } from '@nestjs/common';
import { metrics } from '@opentelemetry/api';
import { isPlatformError, PlatformError, toPlatformError } from '@patchbay/kernel';
import { Database, Sealer } from '@patchbay/platform';
import { ConnectionChanges } from '../connection/connection-changes.js';
import { openSecret, sealSecret, type TokenSecret } from '../connection/connection-secret.js';
import type { Connection } from '../connection/connection.js';
import { DeadAccounts } from './dead-accounts.service.js';
import { RefreshClaimStore, type Claim } from './refresh-claim.store.js';
import { REFRESH_TIMINGS, type RefreshTimings } from './refresh-timings.js';
import { declaredFacts, nextSecret, TokenExchange, type PreparedExchange } from './token-exchange.js';
import type { TokenGrant } from '../oauth/token-client.js';

/** Injection token of other timings; tests. */
export const REFRESH_TIMINGS_TOKEN = Symbol('RefreshTimings');

/** Words of ours for a token request whose answer never came. */
const LOST =
  'The refresh was sent but its answer was lost. The provider may have used the refresh token up, so it is not sent again. Reconnect the account.';
/** Refusals that are neither "dead" nor "wait" are taken for dead after this many in a row. */
const MAX_REFUSALS = 5;

/**
 * Refreshes a credential once, however many callers in however many processes ask: one of them claims it in Postgres, says there that the token is
 * about to be sent, sends it, and writes the answer over the state it began with. The others wait for that. A refresh token that dies with its
 * use is never sent twice, even when its holder died in between: then the account has to be reconnected, which is what it would come to anyway.
 */
@Injectable()
export class TokenRefresher {
  /** The SDK, if one runs, is there before any service is made. */
  private readonly exchanges = metrics.getMeter('patchbay.connections').createCounter('patchbay.token.refreshes', {
    description: 'Refresh tokens sent to token endpoints, and what came of it',
    unit: '{refresh}',
  });
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly timings: RefreshTimings;
  private readonly deaths: DeadAccounts;

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly exchange: TokenExchange,
    private readonly changes: ConnectionChanges,
    private readonly claims: RefreshClaimStore,
    @Optional() @Inject(REFRESH_TIMINGS_TOKEN) timings: RefreshTimings | null = null,
  ) {
    this.timings = timings ?? REFRESH_TIMINGS;
    this.deaths = new DeadAccounts(database, claims, changes);
  }

  get cooldownMs(): number {
    return this.timings.cooldownMs;
  }

  /**
   * Resolves once the connection holds another credential than `connection` (its version tells). Throws `account_reauth` (only a person can help),
   * `credential_source_unavailable` (later, maybe), `not_found`.
   */
  refresh(connection: Connection): Promise<void> {
    const key = `${connection.workspaceId}/${connection.id}/${connection.version}`;
    let running = this.underWay.get(key);
    if (!running) {
      running = this.run(connection).finally(() => this.underWay.delete(key));
      this.underWay.set(key, running);
      running.catch(() => undefined);
    }
    return running;
  }

  /** Resolves when no refresh of this process is under way any more, or after `graceMs`: a token that was sent deserves its answer. */
  async drain(graceMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
    await Promise.race([Promise.allSettled(this.underWay.values()), grace]);
    clearTimeout(timer);
  }

  private async run(connection: Connection): Promise<void> {
    const { id, version } = connection;
    const untilMs = performance.now() + this.timings.waitMs;
    let evenSent = false;
    for (;;) {
      const { claim, state } = await this.database.inWorkspace(connection.workspaceId, async (tx) => {
        const won = await this.claims.claim(tx, { id, version, claimMs: this.timings.claimMs, evenSent, ignorePause: false });
        return won ? { claim: won, state: undefined } : { claim: undefined, state: await this.claims.state(tx, id, version) };
      });
      if (claim) return this.hold(connection, claim);
      if (state.kind === 'newer') return;
      if (state.kind === 'gone') throw new PlatformError('not_found', 'The connection was deleted.', { connectionId: id });
      if (state.kind === 'dead') throw reauth(connection, state.message);
      if (state.kind === 'pausing') throw unavailable(connection, `The last refresh failed: ${state.message}`, state.retryAfterMs);
      if (state.kind === 'interrupted') evenSent = await this.mayRepeat(connection, state.sealed);
      if (state.kind === 'held') {
        const leftMs = untilMs - performance.now();
        if (leftMs <= 0) throw unavailable(connection, 'Another process is still refreshing the credential.', this.timings.pollMs);
        await this.somethingHappens(connection, Math.min(leftMs, this.timings.pollMs));
      }
    }
  }

  /** After a holder vanished: a lasting refresh token goes out again, a one-shot token does not. */
  private async mayRepeat(connection: Connection, sealed: Buffer): Promise<boolean> {
    const prepared = await this.exchange.prepare(connection, this.open(connection, sealed), this.timings.requestMs);
    if (!prepared.oneShot) return true;
    await this.deaths.declare(connection, new PlatformError('account_reauth', LOST));
    return false;
  }

  private async hold(connection: Connection, claim: Claim): Promise<void> {
    const { fence } = claim;
    const heartbeat = setInterval(() => {
      this.database
        .inWorkspace(connection.workspaceId, (tx) => this.claims.prolong(tx, { id: connection.id, fence, claimMs: this.timings.claimMs }))
        .catch(() => undefined);
    }, this.timings.heartbeatMs);
    heartbeat.unref();
    try {
      await this.exchangeOnce(connection, claim);
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async exchangeOnce(connection: Connection, { fence, sealed }: Claim): Promise<void> {
    const { workspaceId, id } = connection;
    let prepared: PreparedExchange;
    let grant: TokenGrant;
    try {
      prepared = await this.exchange.prepare(connection, this.open(connection, sealed), this.timings.requestMs);
    } catch (error) {
      return this.fail(connection, fence, { error: toPlatformError(error), oneShot: false });
    }
    const mine = await this.database.inWorkspace(workspaceId, (tx) => this.claims.markSent(tx, id, fence));
    if (!mine) return;
    try {
      grant = await this.exchange.send(prepared);
    } catch (error) {
      return this.fail(connection, fence, { error: toPlatformError(error), oneShot: prepared.oneShot });
    }
    await this.keep(connection, prepared, grant);
  }

  /** The answer is the only copy of the new token: writing it is tried until the database takes it or the request's own time is over. */
  private async keep(connection: Connection, { auth, secret }: PreparedExchange, grant: TokenGrant): Promise<void> {
    const { workspaceId, id, version } = connection;
    const next = {
      id,
      version,
      ...sealSecret(this.sealer, connection, nextSecret(secret, grant)),
      expiresAt: grant.expiresAt,
      refreshExpiresAt: grant.refreshExpiresAt,
      scopes: grant.scopes,
      metadata: declaredFacts(auth, { ...connection.metadata, ...grant.facts }).found,
    };
    const untilMs = performance.now() + this.timings.requestMs;
    for (;;) {
      try {
        await this.database.inWorkspace(workspaceId, async (tx) => {
          await this.claims.writeBack(tx, next);
          await this.changes.announce(tx, connection);
        });
        this.changes.tell(connection);
        this.count(connection, 'refreshed');
        return;
      } catch (error) {
        if (!isPlatformError(error) || error.code !== 'database_unavailable' || performance.now() > untilMs) throw error;
        await pause(this.timings.pollMs);
      }
    }
  }

  private async fail(connection: Connection, fence: string, { error, oneShot }: { error: PlatformError; oneShot: boolean }): Promise<void> {
    const { workspaceId, id } = connection;
    this.count(connection, error.code);
    // No answer, but bytes may have left: a one-shot token counts as used.
    const lost = oneShot && error.detail.providerStatus === undefined && error.detail.sent !== false;
    if (error.code === 'account_reauth' || lost)
      return this.dead(connection, lost ? new PlatformError('account_reauth', LOST, {}, { cause: error }) : error);
    const { firstPauseMs, longestPauseMs } = this.timings;
    const failures = await this.database.inWorkspace(workspaceId, async (tx) => {
      const count = await this.claims.pause(tx, {
        id,
        fence,
        firstPauseMs,
        longestPauseMs,
        jitter: 0.75 + Math.random() / 2,
        code: error.code,
        message: error.message,
      });
      await this.changes.announce(tx, connection);
      return count;
    });
    this.changes.tell(connection);
    if (error.code === 'provider_rejected' && failures >= MAX_REFUSALS) return this.dead(connection, error);
    throw unavailable(connection, error.message, firstPauseMs, error);
  }

  /** Before an account is declared dead its row is read again: the refusal may be about a token that is no longer ours. */
  private async dead(connection: Connection, error: PlatformError): Promise<void> {
    const gaveUp = await this.deaths.declare(connection, error);
    const state = gaveUp
      ? undefined
      : await this.database.inWorkspace(connection.workspaceId, (tx) => this.claims.state(tx, connection.id, connection.version));
    if (state?.kind === 'newer') return;
    throw reauth(connection, error.message, error);
  }

  private count({ connector }: Connection, outcome: string): void {
    this.exchanges.add(1, { 'patchbay.connector': connector, 'patchbay.outcome': outcome });
  }

  private open(connection: Connection, sealed: Buffer): TokenSecret {
    const secret = openSecret(this.sealer, connection, sealed);
    if (secret.kind === 'tokens') return secret;
    throw new PlatformError('bug', 'A connection without tokens was to be refreshed.');
  }

  private somethingHappens(connection: Connection, atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        off();
        resolve();
      };
      const timer = setTimeout(end, atMostMs);
      const off = this.changes.on((change) => {
        if (change === 'everything' || change.id === connection.id) end();
      });
    });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function reauth(connection: Connection, message: string, cause?: PlatformError): PlatformError {
  return new PlatformError(
    'account_reauth',
    `The connection "${connection.name}" needs to be reconnected: ${message}`,
    {
      connector: connection.connector,
      connectionId: connection.id,
      ...(cause?.detail.providerCode === undefined ? {} : { providerCode: cause.detail.providerCode }),
    },
    { cause },
  );
}

function unavailable(connection: Connection, message: string, retryAfterMs: number, cause?: PlatformError): PlatformError {
  return new PlatformError(
    'credential_source_unavailable',
    `The credential of "${connection.name}" cannot be refreshed right now. ${message}`,
    {
      connector: connection.connector,
      connectionId: connection.id,
      retryAfterMs,
    },
    { cause },
  );
}
