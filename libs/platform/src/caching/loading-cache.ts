import { LRUCache } from 'lru-cache';

export interface LoadingCacheOptions<V extends {}> {
  readonly maxEntries: number;
  readonly ttlMs: number;
  /** How long "there is no such thing" is remembered, and for how many keys. */
  readonly missTtlMs: number;
  readonly maxMisses: number;
  /** Undefined = there is none. A throw is not remembered. */
  readonly load: (key: string) => Promise<V | undefined>;
}

/**
 * Bounded memory of loaded values. Concurrent askers share one load; a load that was under way when its key was invalidated is handed to those
 * who asked before, but not remembered. Misses live in a memory of their own, so that asking for made-up keys cannot push out real ones.
 */
export class LoadingCache<V extends {}> {
  private readonly values: LRUCache<string, V>;
  private readonly misses: LRUCache<string, true>;
  private readonly loading = new Map<string, Promise<V | undefined>>();

  constructor(private readonly options: LoadingCacheOptions<V>) {
    this.values = new LRUCache({ max: options.maxEntries, ttl: options.ttlMs });
    this.misses = new LRUCache({ max: options.maxMisses, ttl: options.missTtlMs });
  }

  /** The value from memory; undefined when it has to be loaded. */
  peek(key: string): V | undefined {
    return this.values.get(key);
  }

  /** Remembers what was read elsewhere: only for values that never change under their key. */
  keep(key: string, value: V): void {
    this.values.set(key, value);
  }

  async get(key: string): Promise<V | undefined> {
    const value = this.values.get(key);
    if (value !== undefined) return value;
    if (this.misses.get(key)) return undefined;
    const underWay = this.loading.get(key);
    if (underWay) return underWay;
    const load = this.options.load(key);
    this.loading.set(key, load);
    return this.remember(key, load);
  }

  invalidate(key: string): void {
    this.values.delete(key);
    this.misses.delete(key);
    this.loading.delete(key);
  }

  clear(): void {
    this.values.clear();
    this.misses.clear();
    this.loading.clear();
  }

  private async remember(key: string, load: Promise<V | undefined>): Promise<V | undefined> {
    try {
      const value = await load;
      // Only the load that is still registered saw the latest state.
      if (this.loading.get(key) === load) {
        if (value === undefined) this.misses.set(key, true);
        else this.values.set(key, value);
      }
      return value;
    } finally {
      if (this.loading.get(key) === load) this.loading.delete(key);
    }
  }
}
