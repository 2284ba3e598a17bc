import { newId, PlatformError, type WorkspaceId } from '@patchbay/kernel';
import { Rounds, type Database, type Logger } from '@patchbay/platform';
import { insertEvent } from '../events/insert-event.js';
import { monthOf, quotaState, type UsageMetric } from './usage.js';
import type { StoredQuota, UsageStore } from './usage.store.js';

/** Postgres channel on which every change of a quota is announced. */
export const QUOTAS_CHANNEL = 'quotas';
const EVERY_MS = 5_000;

/**
 * Knows in memory which workspaces have used up a hard quota, so that asking costs a call nothing. Looked up every few seconds: what runs in
 * between still runs, so a quota can be passed by what a workspace does in that time.
 */
export class QuotaWatch {
  private exceeded: ReadonlyMap<string, StoredQuota> = new Map();
  private readonly rounds: Rounds;
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    private readonly db: Database,
    private readonly store: UsageStore,
    logger: Logger,
  ) {
    this.rounds = new Rounds({
      everyMs: EVERY_MS,
      work: () => this.look(Date.now()),
      failure: 'quotas could not be looked up; it is tried again',
      logger,
    });
  }

  async start(): Promise<void> {
    const again = (): void => this.rounds.soon();
    this.stopListening = await this.db.listen(QUOTAS_CHANNEL, again, again);
    this.rounds.start();
    this.rounds.soon();
  }

  async stop(): Promise<void> {
    await this.stopListening?.();
    await this.rounds.stop();
  }

  /** Throws `quota_exceeded` when the workspace has used up a hard quota of this month. */
  check(workspaceId: WorkspaceId): void {
    const quota = this.exceeded.get(workspaceId);
    if (quota === undefined) return;
    const { name, to } = monthOf(Date.now());
    throw new PlatformError(
      'quota_exceeded',
      `The workspace has used up its quota of ${WORDS[quota.metric]} for ${name} (${String(quota.hard)}). It begins anew on ${to.toISOString().slice(0, 10)}; an admin can raise it at /usage/quotas.`,
    );
  }

  /** Compares what is used with the quotas, and tells of those that are reached: once a month each, whichever process sees it first. */
  async look(nowMs: number): Promise<void> {
    const month = monthOf(nowMs);
    const exceeded = new Map<string, StoredQuota>();
    await this.db.asSystem(async (tx) => {
      const quotas = await this.store.quotas(tx);
      const usage = quotas.length === 0 ? [] : await this.store.ofLimited(tx, month);
      const usedBy = new Map(usage.map((used) => [used.workspaceId, used]));
      for (const quota of quotas) {
        const used = usedBy.get(quota.workspaceId)?.[quota.metric] ?? 0;
        const state = quotaState(used, quota);
        if (state === 'hard_reached') exceeded.set(quota.workspaceId, quota);
        if (state === 'within') continue;
        const limit = state === 'hard_reached' ? 'hard' : 'soft';
        if (!(await this.store.tellOnce(tx, quota, limit, month))) continue;
        await insertEvent(tx, {
          workspaceId: quota.workspaceId as WorkspaceId,
          id: newId(),
          type: limit === 'hard' ? 'quota.exceeded' : 'quota.nearlyUsed',
          subject: { type: 'quota', id: quota.metric },
          actor: 'system:quotas',
          data: { used, soft: quota.soft, hard: quota.hard, month: month.name },
        });
      }
    });
    this.exceeded = exceeded;
  }
}

const WORDS: Readonly<Record<UsageMetric, string>> = { executions: 'executions', bytes: 'bytes', usd: 'model cost in US dollars' };
