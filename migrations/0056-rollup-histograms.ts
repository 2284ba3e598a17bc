import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Histograms as text that is passed on as it is: a summary of a month reads hundreds of thousands of slots, which Postgres is slow to take apart. */
export class RollupHistograms0000000000056 implements MigrationInterface {
  name = 'RollupHistograms0000000000056';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- slot:count pairs in rising order, "40:3,41:7"; see duration_slot().
      alter table execution_rollups add column histogram text not null default '';
      update execution_rollups set histogram = coalesce(
        (select string_agg(slot || ':' || n, ',' order by slot) from unnest(slots, counts) as h (slot, n)), '');
      alter table execution_rollups drop column slots, drop column counts, alter column histogram drop default;
      drop function merge_histogram(smallint[], bigint[], smallint[], bigint[]);
      -- As before, but in a form that Postgres can put into the query: a strict function is called for every row, which costs twenty times as much.
      create or replace function duration_slot(ms double precision) returns smallint language sql immutable parallel safe
        as $$ select case when ms is not null then (ceil(ln(least(greatest(ms, 0.004), 1e9)) / ln(2::double precision) * 8) - 1)::smallint end $$;
      -- Two histograms as one.
      create function merge_histogram(a text, b text) returns text language sql immutable parallel safe as $$
        select coalesce(string_agg(slot || ':' || n, ',' order by slot), '') from (
          select split_part(pair, ':', 1)::int as slot, sum(split_part(pair, ':', 2)::bigint) as n
          from string_to_table(a || ',' || b, ',') as pair where pair <> '' group by 1) summed $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
