import { createHash } from 'node:crypto';
import { canonicalJson, PlatformError, type JsonValue, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { IDEMPOTENCY_CHANNEL, IdempotencyWaiters } from './idempotency-waiters.js';
import { IdempotencyStore, type IdempotencyRow } from './idempotency.store.js';

/** Trouble with Postgres is waited out for this long. */
const SETTLE_EVERY_MS = 1_000;
const SETTLE_ATTEMPTS = 300;
const MAX_UNSETTLED = 10_000;

/** A caller's wish to run once under a key. */
export interface IdempotencyClaim {
  readonly workspaceId: WorkspaceId;
  readonly key: string;
  /** See requestHash(). */
  readonly requestHash: Uint8Array;
  readonly executionId: string;
}

/** A claim that was made. */
export type KeyOfRun = Omit<IdempotencyClaim, 'requestHash'>;

/** `fresh`: run it, then complete() or release(). `replay`: the answer of the earlier run. */
export type IdempotencyVerdict =
  { readonly kind: 'fresh' } | { readonly kind: 'replay'; readonly status: number; readonly answer: JsonValue; readonly waitedMs: number };

export interface HeldKey {
  readonly workspaceId: WorkspaceId;
  readonly key: string;
  readonly executionId: string;
  readonly processId: string | null;
}

/**
 * Looks into a claim whose run has not answered for a while: true when it was settled (answered or released) meanwhile. Crash recovery puts its own here.
 */
export type SettleAbandoned = (held: HeldKey) => Promise<boolean>;

/** 32 bytes that tell equal requests: order of members does not matter. */
export function requestHash(request: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(request)).digest();
}

/** The caller's Idempotency-Key: one run per key and workspace in 24 hours, over all replicas; callers with the same key get the one answer. */
export class IdempotencyService {
  private readonly waiters: IdempotencyWaiters;
  private unsettled = 0;
  private stopped = false;
  private settleAbandoned: SettleAbandoned = () => Promise.resolve(false);

  constructor(
    private readonly db: Database,
    private readonly store: IdempotencyStore = new IdempotencyStore(),
    private readonly processId?: string,
  ) {
    this.waiters = new IdempotencyWaiters(db);
  }

  /** Crash recovery's hook (see SettleAbandoned). */
  onAbandoned(settle: SettleAbandoned): void {
    this.settleAbandoned = settle;
  }

  /**
   * Claims the key, or waits up to `waitMs` for the run that holds it. Throws `idempotency_mismatch` (another request used the key), `conflict` (still
   * running when the time is over), `cancelled` (the caller's signal).
   */
  async claim(claim: IdempotencyClaim, options: { waitMs: number; signal?: AbortSignal }): Promise<IdempotencyVerdict> {
    const started = performance.now();
    for (;;) {
      const held = await this.claimOrFind(claim);
      if (held === 'ours') return { kind: 'fresh' };
      // Undefined: released between our two looks; the key is free again.
      if (held === undefined) continue;
      if (!held.requestHash.equals(claim.requestHash)) {
        throw new PlatformError(
          'idempotency_mismatch',
          'This Idempotency-Key was used with another request in the last 24 hours. Use a new key for a new request.',
        );
      }
      const waitedMs = performance.now() - started;
      if (held.status !== null) return { kind: 'replay', status: held.status, answer: held.answer, waitedMs };
      await this.wait({ claim, held, leftMs: options.waitMs - waitedMs, signal: options.signal });
    }
  }

  /** Keeps the answer and wakes the callers that wait for it. `answer`: JSON text. */
  async complete(claim: KeyOfRun, done: { status: number; answer: string }): Promise<void> {
    await this.db.inWorkspace(claim.workspaceId, async (tx) => {
      if (await this.store.complete(tx, { ...claim, ...done })) await this.db.notify(tx, IDEMPOTENCY_CHANNEL, claim.executionId);
    });
  }

  /** Frees the key: the run never started, so the next caller may try. */
  async release(claim: KeyOfRun): Promise<void> {
    await this.db.inWorkspace(claim.workspaceId, async (tx) => {
      await this.store.release(tx, claim);
      await this.db.notify(tx, IDEMPOTENCY_CHANNEL, claim.executionId);
    });
  }

  /** Tries again in the background until Postgres takes it: a key that was not settled would hold up its next caller. */
  settleLater(settle: () => Promise<void>): void {
    if (this.unsettled >= MAX_UNSETTLED) return;
    this.unsettled += 1;
    void this.settlePatiently(settle).finally(() => {
      this.unsettled -= 1;
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.waiters.stop();
  }

  private async settlePatiently(settle: () => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < SETTLE_ATTEMPTS && !this.stopped; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_EVERY_MS).unref());
      try {
        return await settle();
      } catch {
        // Tried again; in the end the key is settled by its row, or expires.
      }
    }
  }

  private claimOrFind(claim: IdempotencyClaim): Promise<IdempotencyRow | 'ours' | undefined> {
    return this.db.inWorkspace(claim.workspaceId, async (tx) =>
      (await this.store.claim(tx, { ...claim, processId: this.processId })) ? 'ours' : this.store.find(tx, claim.key),
    );
  }

  private async wait(ask: {
    claim: IdempotencyClaim;
    held: IdempotencyRow;
    leftMs: number;
    signal: AbortSignal | undefined;
  }): Promise<void> {
    const { claim, held, leftMs, signal } = ask;
    if (signal?.aborted)
      throw new PlatformError('cancelled', 'The call was cancelled while it waited for the run that holds its Idempotency-Key.');
    if (leftMs <= 0) {
      throw new PlatformError(
        'conflict',
        'The first request with this Idempotency-Key is still running. Ask again later with the same key.',
        { executionId: held.executionId, retryAfterMs: 1_000 },
      );
    }
    await this.waiters.listen().catch(() => undefined);
    const bell = this.waiters.bell(held.executionId);
    try {
      const now = await this.db.inWorkspace(claim.workspaceId, (tx) => this.store.find(tx, claim.key));
      if (now?.executionId !== held.executionId || now.status !== null) return;
      await bell.rung(leftMs, signal);
      await this.settleAbandoned({
        workspaceId: claim.workspaceId,
        key: claim.key,
        executionId: held.executionId,
        processId: held.processId,
      });
    } finally {
      bell.close();
    }
  }
}
