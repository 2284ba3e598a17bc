import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';

/** Why a connection's credential cannot be claimed right now, or what it would take. Decided by the database's clock alone. */
export type ClaimState =
  | { readonly kind: 'gone' }
  /** The credential is another than the one that was to be refreshed. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'dead'; readonly code: string; readonly message: string }
  | { readonly kind: 'held' }
  | { readonly kind: 'pausing'; readonly retryAfterMs: number; readonly message: string }
  /** A holder sent the token and vanished before it could write down the answer. */
  | { readonly kind: 'interrupted'; readonly sealed: Buffer }
  | { readonly kind: 'free' };

export interface Claim {
  readonly fence: string;
  readonly sealed: Buffer;
}

interface StateRow {
  readonly version: number;
  readonly status: string;
  readonly held: boolean;
  readonly sent: boolean;
  readonly pause_ms: number;
  readonly last_error_code: string | null;
  readonly last_error_message: string | null;
  readonly sealed: Buffer;
}

/** The columns of `connections` by which exactly one process at a time refreshes. The fence is the number of the claim. */
@Injectable()
export class RefreshClaimStore {
  /** Claims the credential's state `version`. `evenSent`: a token that may have been sent may be sent again. */
  async claim(
    tx: Tx,
    ask: { id: string; version: number; claimMs: number; evenSent: boolean; ignorePause: boolean },
  ): Promise<Claim | undefined> {
    const { rows } = await tx.query<{ refresh_fence: string; sealed: Buffer }>(
      `update connections set refresh_fence = refresh_fence + 1, refresh_claimed_until = clock_timestamp() + $3 * interval '1 millisecond', refresh_sent_at = null
       where id = $1 and version = $2 and status = 'active' and sealed is not null
         and (refresh_claimed_until is null or refresh_claimed_until < clock_timestamp())
         and ($4 or refresh_sent_at is null) and ($5 or refresh_retry_at is null or refresh_retry_at <= clock_timestamp())
       returning refresh_fence, sealed`,
      [ask.id, ask.version, ask.claimMs, ask.evenSent, ask.ignorePause],
    );
    return rows[0] && { fence: rows[0].refresh_fence, sealed: rows[0].sealed };
  }

  async state(tx: Tx, id: string, version: number): Promise<ClaimState> {
    const { rows } = await tx.query<StateRow>(
      `select version, status, coalesce(refresh_claimed_until >= clock_timestamp(), false) as held, refresh_sent_at is not null as sent,
         greatest(0, ceil(extract(epoch from refresh_retry_at - clock_timestamp()) * 1000))::int as pause_ms, last_error_code, last_error_message, sealed
       from connections where id = $1`,
      [id],
    );
    const row = rows[0];
    if (!row) return { kind: 'gone' };
    if (row.version !== version) return { kind: 'newer' };
    const message = row.last_error_message ?? 'The account has to be reconnected.';
    if (row.status !== 'active') return { kind: 'dead', code: row.last_error_code ?? 'account_reauth', message };
    if (row.held) return { kind: 'held' };
    if (row.sent) return { kind: 'interrupted', sealed: row.sealed };
    return row.pause_ms > 0 ? { kind: 'pausing', retryAfterMs: row.pause_ms, message } : { kind: 'free' };
  }

  /** From here on the token may be spent. False: the claim was lost; nothing must be sent. */
  async markSent(tx: Tx, id: string, fence: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update connections set refresh_sent_at = clock_timestamp() where id = $1 and refresh_fence = $2 and refresh_claimed_until >= clock_timestamp()`,
      [id, fence],
    );
    return rowCount > 0;
  }

  async prolong(tx: Tx, ask: { id: string; fence: string; claimMs: number }): Promise<void> {
    await tx.query(
      `update connections set refresh_claimed_until = clock_timestamp() + $3 * interval '1 millisecond' where id = $1 and refresh_fence = $2 and refresh_claimed_until is not null`,
      [ask.id, ask.fence, ask.claimMs],
    );
  }

  /** Writes the new credential over the state it was made from; false: somebody else has written another meanwhile. A late answer revives a connection given up. */
  async writeBack(
    tx: Tx,
    next: {
      id: string;
      version: number;
      sealed: Buffer;
      keyId: string;
      expiresAt: Date | null;
      refreshExpiresAt: Date | null;
      scopes: readonly string[] | null;
      metadata: JsonObject;
    },
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update connections set sealed = $3, key_id = $4, expires_at = $5, refresh_expires_at = coalesce($6, refresh_expires_at), scopes = coalesce($7, scopes),
         metadata = metadata || $8::jsonb, refreshed_at = now(), version = version + 1, status = 'active', refresh_claimed_until = null, refresh_sent_at = null,
         refresh_failures = 0, refresh_retry_at = null, last_error_code = null, last_error_message = null, last_error_at = null, updated_at = now()
       where id = $1 and version = $2`,
      [next.id, next.version, next.sealed, next.keyId, next.expiresAt, next.refreshExpiresAt, next.scopes, JSON.stringify(next.metadata)],
    );
    return rowCount > 0;
  }

  /** Gives the claim back after a failure that another try may overcome. */
  async pause(
    tx: Tx,
    failure: { id: string; fence: string; firstPauseMs: number; longestPauseMs: number; jitter: number; code: string; message: string },
  ): Promise<number> {
    const { rows } = await tx.query<{ refresh_failures: number }>(
      `update connections set refresh_claimed_until = null, refresh_sent_at = null, refresh_failures = refresh_failures + 1,
         refresh_retry_at = clock_timestamp() + least($4::float8, $3::float8 * power(2, least(refresh_failures, 20))) * $5::float8 * interval '1 millisecond',
         last_error_code = $6, last_error_message = $7, last_error_at = now()
       where id = $1 and refresh_fence = $2 returning refresh_failures`,
      [
        failure.id,
        failure.fence,
        failure.firstPauseMs,
        failure.longestPauseMs,
        failure.jitter,
        failure.code,
        failure.message.slice(0, 1_000),
      ],
    );
    return rows[0]?.refresh_failures ?? 0;
  }

  /** True for the one who found the account dead first: there is one event, whoever else finds out. */
  async giveUp(tx: Tx, ask: { id: string; version: number; code: string; message: string }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update connections set status = 'needs_reauth', refresh_claimed_until = null, last_error_code = $3, last_error_message = $4, last_error_at = now()
       where id = $1 and version = $2 and status = 'active'`,
      [ask.id, ask.version, ask.code, ask.message.slice(0, 1_000)],
    );
    return rowCount > 0;
  }

  /** An account given up answers again. False: it was not given up, or holds another credential by now. */
  async revive(tx: Tx, ask: { id: string; version: number }): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update connections set status = 'active', last_error_code = null, last_error_message = null, last_error_at = null
       where id = $1 and version = $2 and status = 'needs_reauth'`,
      [ask.id, ask.version],
    );
    return rowCount > 0;
  }
}
