import { Inject, Injectable, Optional, type OnModuleInit, type OnModuleDestroy } from '@nestjs/common';
import type { WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { decideFlag, type FeatureFlag, type FlagDecision } from './feature-flag.js';
import { FLAG_SOURCE, type FlagSource } from './flag-source.js';
import { FeatureFlagsStore } from './feature-flags.store.js';

/** Postgres channel on which every change of a flag is announced. */
export const FEATURE_FLAGS_CHANNEL = 'feature_flags';

/**
 * All flags in memory, so that asking costs nothing on the hot path. Every change is announced by NOTIFY and re-read by each process;
 * after a lost connection everything is re-read.
 */
@Injectable()
export class FeatureFlags implements OnModuleInit, OnModuleDestroy {
  private flags: ReadonlyMap<string, FeatureFlag> = new Map();
  private stopListening: (() => Promise<void>) | undefined;
  private reading: Promise<void> | undefined;
  private changedWhileReading = false;

  constructor(
    private readonly db: Database,
    private readonly store: FeatureFlagsStore,
    @Optional() @Inject(FLAG_SOURCE) private readonly source: FlagSource | null = null,
  ) {}

  async onModuleInit(): Promise<void> {
    const refreshQuietly = (): void => {
      // A failed read keeps the last known flags; the listener's reconnect calls again.
      this.refresh().catch(() => undefined);
    };
    this.stopListening = await this.db.listen(FEATURE_FLAGS_CHANNEL, refreshQuietly, refreshQuietly);
    await this.refresh();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stopListening?.();
  }

  /** Whether the flag is on for the workspace; an unknown flag is off. Answered from memory. */
  isOn(key: string, workspaceId: WorkspaceId): boolean {
    return this.decide(key, workspaceId)?.on ?? false;
  }

  /** The decision with its reason; undefined for an unknown flag. */
  decide(key: string, workspaceId: WorkspaceId | undefined): FlagDecision | undefined {
    const elsewhere = workspaceId === undefined ? undefined : this.source?.known(key, workspaceId);
    if (elsewhere !== undefined) return { on: elsewhere, reason: 'TARGETING_MATCH' };
    const flag = this.flags.get(key);
    return flag && decideFlag(flag, workspaceId);
  }

  /** Every flag as one workspace sees it. */
  forWorkspace(workspaceId: WorkspaceId): { key: string; description: string; enabled: boolean }[] {
    return [...this.flags.values()].map((flag) => ({
      key: flag.key,
      description: flag.description,
      enabled: this.isOn(flag.key, workspaceId),
    }));
  }

  /** Re-reads all flags. A call during a read makes one more read follow, so no change is missed. */
  async refresh(): Promise<void> {
    if (this.reading) {
      this.changedWhileReading = true;
      return this.reading;
    }
    this.reading = this.readUntilQuiet().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readUntilQuiet(): Promise<void> {
    do {
      this.changedWhileReading = false;
      const all = await this.db.withoutWorkspace((tx) => this.store.all(tx));
      this.flags = new Map(all.map((flag) => [flag.key, flag]));
    } while (this.changedWhileReading);
  }
}
