import { PlatformError } from '@patchbay/kernel';
import { Redis } from 'ioredis';
import type { TokenAsk, TokenGrant, TokenStore } from './token-store.js';

/** The same window as migration 0006, in a hash of slot → count. Time is Redis's own. */
const TAKE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local want, allowed, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local slot_ms = window / 60
local slot = math.floor(now / slot_ms)
local used, oldest = 0, nil
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local s = tonumber(fields[i])
  if s then
    if s <= slot - 61 then redis.call('HDEL', KEYS[1], fields[i])
    else
      used = used + tonumber(fields[i + 1])
      if not oldest or s < oldest then oldest = s end
    end
  end
end
local paused = tonumber(redis.call('HGET', KEYS[1], 'paused') or '0')
if paused > now then return {0, math.ceil(paused - now), math.max(0, allowed - used)} end
local granted = math.max(0, math.min(want, allowed - used))
if granted > 0 then
  redis.call('HINCRBY', KEYS[1], slot, granted)
  redis.call('PEXPIRE', KEYS[1], math.ceil(window * 2))
  return {granted, 0, allowed - used - granted}
end
if want == 0 then return {0, 0, math.max(0, allowed - used)} end
return {0, math.max(1, math.ceil((oldest + 61) * slot_ms - now)), 0}
`;
const PAUSE = `
local t = redis.call('TIME')
local till = t[1] * 1000 + t[2] / 1000 + tonumber(ARGV[1])
if till > tonumber(redis.call('HGET', KEYS[1], 'paused') or '0') then redis.call('HSET', KEYS[1], 'paused', till) end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[1]))) end
`;

/** Buckets in Redis. */
export class RedisTokenStore implements TokenStore {
  private readonly redis: Redis;

  constructor(url: string) {
    this.redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 2_000, lazyConnect: true });
    // Every command reports its own failure; without a listener the client would print to the console.
    this.redis.on('error', () => undefined);
  }

  async take({ key, want, allowed, windowMs }: TokenAsk): Promise<TokenGrant> {
    const [granted = 0, waitMs = 0, remaining = 0] = (await this.run(TAKE, key, [want, allowed, windowMs])) as number[];
    return { granted, waitMs, remaining };
  }

  async pause(key: string, forMs: number): Promise<void> {
    await this.run(PAUSE, key, [forMs]);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    return Promise.resolve();
  }

  private async run(script: string, key: string, values: readonly number[]): Promise<unknown> {
    try {
      return await this.redis.eval(script, 1, `patchbay:rate:${key}`, ...values);
    } catch (error) {
      throw new PlatformError(
        'overloaded',
        'The rate limits cannot be read at the moment (Redis). Try again shortly.',
        { retryAfterMs: 1_000 },
        { cause: error },
      );
    }
  }
}
