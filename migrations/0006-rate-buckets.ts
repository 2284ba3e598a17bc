import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sliding windows shared by all replicas. A window is 60 slots of counters plus the current one, so at least the whole window is always counted and at
 * most one sixtieth of a limit is left unused. UNLOGGED: losing the counters in a crash costs one window's worth of caution, and every taken token
 * would otherwise be WAL. The key is a hash; the table holds nothing of a workspace.
 */
export class RateBuckets0000000000006 implements MigrationInterface {
  name = 'RateBuckets0000000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table rate_buckets (
        key text primary key,
        -- Number of the newest slot since the epoch.
        head bigint not null,
        -- Oldest first; the last is the current slot.
        counts int[] not null,
        paused_until timestamptz,
        touched_at timestamptz not null default now()
      );
      create index rate_buckets_touched on rate_buckets (touched_at);
      grant select, insert, update, delete on rate_buckets to patchbay_system;

      -- Takes up to "want" of "allowed" per window. Time is the database's, so replicas with different clocks agree.
      create function take_tokens(bucket_key text, want int, allowed int, window_ms float8)
        returns table (granted int, wait_ms int, remaining int) language plpgsql as $$
        declare
          slot_ms float8 := window_ms / 60;
          now_ms float8;
          slot bigint;
          shift int;
          used int;
          oldest int;
          bucket rate_buckets;
        begin
          insert into rate_buckets (key, head, counts) values (bucket_key, 0, array_fill(0, array[61])) on conflict do nothing;
          select * into bucket from rate_buckets b where b.key = bucket_key for update;
          now_ms := extract(epoch from clock_timestamp()) * 1000;
          slot := greatest(floor(now_ms / slot_ms)::bigint, bucket.head);
          shift := least(slot - bucket.head, 61)::int;
          if shift > 0 then bucket.counts := bucket.counts[shift + 1:61] || array_fill(0, array[shift]); end if;
          used := (select sum(c) from unnest(bucket.counts) c);
          if bucket.paused_until > to_timestamp(now_ms / 1000) then
            granted := 0;
            wait_ms := ceil(extract(epoch from bucket.paused_until) * 1000 - now_ms)::int;
          else
            granted := greatest(0, least(want, allowed - used));
            wait_ms := 0;
            if granted = 0 and want > 0 then
              oldest := (select min(place) from unnest(bucket.counts) with ordinality as t (c, place) where c > 0);
              wait_ms := greatest(1, ceil((slot - 61 + oldest + 61) * slot_ms - now_ms))::int;
            end if;
          end if;
          remaining := greatest(0, allowed - used - granted);
          bucket.counts[61] := bucket.counts[61] + granted;
          update rate_buckets b set head = slot, counts = bucket.counts, touched_at = clock_timestamp() where b.key = bucket_key;
          return next;
        end $$;
      revoke all on function take_tokens(text, int, int, float8) from public;
      grant execute on function take_tokens(text, int, int, float8) to patchbay_system;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
