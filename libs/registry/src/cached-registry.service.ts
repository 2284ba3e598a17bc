import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { invalidInput, isUuid, PlatformError, type Runnable, type WorkspaceId } from '@patchbay/kernel';
import { Database, LoadingCache } from '@patchbay/platform';
import { BuiltinIndex } from './builtin-index.js';
import { BuiltinSettingsStore } from './builtin-settings.store.js';
import { ConnectorChanges, type ConnectorChange } from './connector-changes.js';
import { ConnectorLoader } from './connector-loader.js';
import { Registry, type RunnableQuery } from './registry.js';

/** Key of the one action of a custom connector. */
export const CUSTOM_ACTION = 'run';

/** A compiled connector with three steps and an input schema takes about 50 KB (measured): all of them together stay near 120 MB. */
const MAX_CONNECTORS = 2_500;
const MAX_WORKSPACES = 10_000;
/** Bounds how long a change could stay unseen if a notice were lost without the connection noticing. */
const TTL_MS = 5 * 60_000;
const MISSES = { missTtlMs: 2_000, maxMisses: 1_000 };

/** The registry as the router uses it: compiled runnables in memory, forgotten when any process changes them. */
@Injectable()
export class CachedRegistry extends Registry implements OnModuleInit, OnModuleDestroy {
  private readonly custom: LoadingCache<Runnable>;
  private readonly disabledBuiltins: LoadingCache<ReadonlySet<string>>;
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    db: Database,
    settings: BuiltinSettingsStore,
    loader: ConnectorLoader,
    private readonly builtins: BuiltinIndex,
    private readonly changes: ConnectorChanges,
  ) {
    super();
    this.custom = new LoadingCache({
      maxEntries: MAX_CONNECTORS,
      ttlMs: TTL_MS,
      ...MISSES,
      load: (key) => loader.load(key.slice(0, 36) as WorkspaceId, key.slice(37)),
    });
    this.disabledBuiltins = new LoadingCache<ReadonlySet<string>>({
      maxEntries: MAX_WORKSPACES,
      ttlMs: TTL_MS,
      ...MISSES,
      load: (key) => db.inWorkspace(key as WorkspaceId, (tx) => settings.disabledKeys(tx)),
    });
    changes.onChange((change) => this.forget(change));
  }

  async onModuleInit(): Promise<void> {
    this.stopListening = await this.changes.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stopListening?.();
  }

  override async resolve(query: RunnableQuery): Promise<Runnable> {
    return isUuid(query.key) ? this.resolveCustom(query) : this.resolveBuiltin(query);
  }

  /** Whether the workspace has switched the built-in off. */
  async isBuiltinDisabled(workspaceId: WorkspaceId, key: string): Promise<boolean> {
    const disabled = this.disabledBuiltins.peek(workspaceId) ?? (await this.disabledBuiltins.get(workspaceId));
    return disabled?.has(key) ?? false;
  }

  private async resolveCustom({ workspaceId, key, action }: RunnableQuery): Promise<Runnable> {
    const id = key.toLowerCase();
    const place = cacheKey(workspaceId, id);
    const runnable = this.custom.peek(place) ?? (await this.custom.get(place));
    if (!runnable) throw new PlatformError('not_found', `There is no connector ${id} in this workspace.`);
    if (action !== undefined && action !== CUSTOM_ACTION) {
      throw new PlatformError('action_unknown', `A custom connector has one action, "${CUSTOM_ACTION}"; leave "action" out.`, {
        connector: id,
      });
    }
    return runnable;
  }

  private async resolveBuiltin({ workspaceId, key, action }: RunnableQuery): Promise<Runnable> {
    if (!this.builtins.has(key)) throw new PlatformError('not_found', `There is no connector "${key.slice(0, 100)}".`);
    if (action === undefined) throw invalidInput([{ path: 'action', message: `is needed for the built-in connector "${key}"` }]);
    const query = { key, action, enabled: !(await this.isBuiltinDisabled(workspaceId, key)) };
    return this.builtins.peek(query) ?? this.builtins.compile(query);
  }

  private forget(change: ConnectorChange | 'everything'): void {
    if (change === 'everything') {
      this.custom.clear();
      this.disabledBuiltins.clear();
      return;
    }
    for (const id of change.ids) this.custom.invalidate(cacheKey(change.workspaceId, id));
    if (change.builtins) this.disabledBuiltins.invalidate(change.workspaceId);
  }
}

const cacheKey = (workspaceId: string, id: string): string => `${workspaceId.toLowerCase()}/${id}`;
