import { LRUCache } from 'lru-cache';

interface Entry<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

interface CachedLookupOptions<Value> {
  readonly maxEntries: number;
  /** How long an answer may be reused, in milliseconds. */
  readonly ttlMs: (value: Value) => number;
  readonly now: () => number;
}

/**
 * Remembers answers for a short time. Callers asking for the same key at once share one load; an answer whose load began before an
 * invalidation is handed to its callers but not kept, so a revoked right never comes back from a slow read.
 */
export class CachedLookup<Value> {
  private readonly entries: LRUCache<string, Entry<Value>>;
  private readonly loading = new Map<string, Promise<Value>>();
  private generation = 0;

  constructor(private readonly options: CachedLookupOptions<Value>) {
    this.entries = new LRUCache({ max: options.maxEntries });
  }

  peek(key: string): Value | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && entry.expiresAt > this.options.now() ? entry.value : undefined;
  }

  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.peek(key);
    if (known !== undefined) return known;
    const pending = this.loading.get(key);
    if (pending) return pending;
    const mine = this.load(key, load);
    this.loading.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.loading.get(key) === mine) this.loading.delete(key);
    }
  }

  dropWhere(matches: (value: Value, key: string) => boolean): void {
    this.generation += 1;
    this.loading.clear();
    for (const [key, entry] of this.entries.entries()) if (matches(entry.value, key)) this.entries.delete(key);
  }

  clear(): void {
    this.dropWhere(() => true);
  }

  private async load(key: string, load: () => Promise<Value>): Promise<Value> {
    const generation = this.generation;
    const value = await load();
    const ttlMs = this.options.ttlMs(value);
    if (ttlMs > 0 && generation === this.generation) this.entries.set(key, { value, expiresAt: this.options.now() + ttlMs });
    return value;
  }
}
