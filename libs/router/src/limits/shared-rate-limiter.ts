import { createHash } from 'node:crypto';
import type { OutboundResponse, RateLimitRule } from '@patchbay/kernel';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../ports/clock.js';
import { RateLimiter, type LimitAsk, type LimitScope, type LimitVerdict } from '../ports/rate-limiter.js';
import { pauseAsked } from './provider-limit.js';
import { TokenBucket } from './token-bucket.js';
import type { TokenStore } from './token-store.js';

const SERVICE = 'service';
/** Limits of the connector as a whole count every request, whatever bucket of the service it also takes from. */
const OF_CONNECTOR = /^connector-/;
const BUCKETS_IN_MEMORY = 10_000;

const FREE: LimitVerdict = { kind: 'free', reason: 'No limit is configured.' };

/** What is left of one limit. */
export interface LimitState {
  readonly bucket: string;
  readonly allowed: number;
  readonly windowMs: number;
  readonly remaining: number;
  readonly strategy: 'queue' | 'fail';
  /** Milliseconds until the next request may go; 0 = now. */
  readonly waitMs: number;
}

/** Limits shared by all replicas: one bucket per workspace, connector, connection and rule. */
export class SharedRateLimiter extends RateLimiter {
  private readonly buckets = new LRUCache<string, TokenBucket>({ max: BUCKETS_IN_MEMORY });

  constructor(
    private readonly store: TokenStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  override take(ask: LimitAsk): LimitVerdict | Promise<LimitVerdict> {
    const rules = rulesFor(ask.runnable.rateLimits, ask.bucket);
    return rules.length === 0 ? FREE : this.takeAll(ask, rules);
  }

  override observe(scope: LimitScope, response: OutboundResponse): void {
    const pause = pauseAsked(response, scope.runnable.rateLimitHeaders ?? [], this.clock.nowMs());
    if (!pause) return;
    for (const rule of rulesFor(scope.runnable.rateLimits, pause.bucket)) {
      // A pause that cannot be noted is asked for again by the provider's next 429.
      this.store.pause(keyOf(scope, rule), pause.forMs).catch(() => undefined);
    }
  }

  /** What is left, for people and dashboards. */
  async states(scope: LimitScope): Promise<LimitState[]> {
    return Promise.all(
      scope.runnable.rateLimits.map(async (rule) => {
        const { waitMs, remaining } = await this.store.take({
          key: keyOf(scope, rule),
          want: 0,
          allowed: rule.requests,
          windowMs: rule.perMs,
        });
        return { bucket: rule.bucket, allowed: rule.requests, windowMs: rule.perMs, remaining, strategy: rule.strategy, waitMs };
      }),
    );
  }

  private async takeAll(ask: LimitAsk, rules: readonly RateLimitRule[]): Promise<LimitVerdict> {
    const taken: TokenBucket[] = [];
    let waitedMs = 0;
    for (const rule of rules) {
      const bucket = this.bucket(ask, rule);
      const seat = await bucket.take(rule.strategy === 'fail' ? 0 : Math.max(0, ask.maxWaitMs - waitedMs), ask.signal);
      if (seat.kind === 'wait') {
        for (const other of taken) other.giveBack();
        return refusal(rule, seat.retryAfterMs);
      }
      taken.push(bucket);
      waitedMs += seat.waitedMs;
    }
    const names = rules.map(spoken).join(', ');
    const waited = waitedMs >= 1 ? ` after ${Math.round(waitedMs)} ms` : '';
    return { kind: 'taken', reason: `There was room in ${names}${waited}.`, waitedMs: waitedMs >= 1 ? waitedMs : 0 };
  }

  private bucket(scope: LimitScope, rule: RateLimitRule): TokenBucket {
    const key = keyOf(scope, rule);
    // The numbers are part of the name here only: a saved change of the limit takes effect at once, on the same shared window.
    const name = `${key}/${rule.requests}/${rule.perMs}`;
    let bucket = this.buckets.get(name);
    if (!bucket) {
      bucket = new TokenBucket({ key, allowed: rule.requests, windowMs: rule.perMs }, this.store, this.clock);
      this.buckets.set(name, bucket);
    }
    return bucket;
  }
}

function refusal(rule: RateLimitRule, retryAfterMs: number): LimitVerdict {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  const reason = `The limit of ${spoken(rule)} is used up; there is room in ${seconds} s.`;
  return { kind: rule.strategy === 'fail' ? 'refused' : 'wait', reason, retryAfterMs };
}

function spoken(rule: RateLimitRule): string {
  return `${rule.requests} requests per ${rule.perMs / 1_000} s (${rule.bucket})`;
}

/** Requests take from `service` unless they name another bucket; a name without a rule counts as `service`. */
function rulesFor(rules: readonly RateLimitRule[], asked: string | undefined): readonly RateLimitRule[] {
  const name = asked !== undefined && rules.some((rule) => rule.bucket === asked) ? asked : SERVICE;
  return rules.filter((rule) => rule.bucket === name || OF_CONNECTOR.test(rule.bucket));
}

function keyOf({ workspaceId, runnable, connectionId }: LimitScope, rule: RateLimitRule): string {
  const name = `${workspaceId}/${runnable.connectorKey}/${connectionId ?? ''}/${rule.bucket}`;
  return createHash('sha256').update(name).digest('base64url').slice(0, 32);
}
