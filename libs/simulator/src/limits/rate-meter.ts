import type { HttpConnector } from '@patchbay/connector-sdk';
import type { RateLimitHeaders } from '@patchbay/kernel';

export interface SetLimit {
  readonly requests: number;
  readonly perSeconds: number;
}

/**
 * Counts requests in windows as long as the connector declares, and says so in the provider's own headers. A request does not tell its bucket, so all
 * buckets are one: together they allow what they allow apart. Where only some requests are limited, none is.
 */
export class RateMeter {
  private limit: SetLimit | undefined;
  private readonly names: readonly RateLimitHeaders[];
  private readonly declared: SetLimit | undefined;
  private windowEndsMs = 0;
  private used = 0;

  constructor(connector: Pick<HttpConnector, 'rateLimit' | 'rateLimitHeaders'>) {
    const buckets = [connector.rateLimit ?? []].flat();
    const perSeconds = Math.max(0, ...buckets.map((bucket) => bucket.perSeconds));
    const requests = buckets.reduce((sum, bucket) => sum + (bucket.requests * perSeconds) / bucket.perSeconds, 0);
    const limited = buckets.some(({ bucket = 'service' }) => bucket === 'service');
    this.declared = !limited ? undefined : { requests: Math.ceil(requests), perSeconds };
    this.limit = this.declared;
    this.names = [connector.rateLimitHeaders ?? []].flat();
  }

  set(limit: SetLimit): void {
    this.limit = limit;
    this.windowEndsMs = 0;
  }

  /** Back to what the connector declares, with a new window. */
  clear(): void {
    this.limit = this.declared;
    this.windowEndsMs = 0;
  }

  /** Takes one request. Out: 0, or the milliseconds until there is room again. */
  take(nowMs: number): number {
    if (!this.limit) return 0;
    if (nowMs >= this.windowEndsMs) {
      this.windowEndsMs = nowMs + this.limit.perSeconds * 1_000;
      this.used = 0;
    }
    if (this.used >= this.limit.requests) return this.windowEndsMs - nowMs;
    this.used += 1;
    return 0;
  }

  headers(nowMs: number): Record<string, string> {
    if (!this.limit || this.windowEndsMs === 0) return {};
    const headers: Record<string, string> = {};
    for (const { limit, remaining, reset, resetIn } of this.names) {
      if (limit !== undefined) headers[limit] = String(this.limit.requests);
      if (remaining !== undefined) headers[remaining] = String(Math.max(0, this.limit.requests - this.used));
      if (reset !== undefined) headers[reset] = resetText(this.windowEndsMs, nowMs, resetIn);
    }
    return headers;
  }
}

function resetText(endsMs: number, nowMs: number, form: RateLimitHeaders['resetIn']): string {
  const leftMs = Math.max(0, endsMs - nowMs);
  if (form === 'ms') return String(leftMs);
  if (form === 'epoch-ms') return String(endsMs);
  if (form === 'epoch-seconds') return String(Math.ceil(endsMs / 1_000));
  return String(Math.ceil(leftMs / 1_000));
}
