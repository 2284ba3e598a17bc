import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins that happen at Nango: what is being waited for, and which deliveries of webhooks have been seen. */
export class NangoSessions0000000000030 implements MigrationInterface {
  name = 'NangoSessions0000000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table oauth_states
        -- Set: the sign-in happens at Nango, for this integration of it.
        add column nango_integration text,
        -- What came of the sign-in, of either kind.
        add column made_connection_id uuid,
        add column poll_at timestamptz,
        -- One process at a time makes a connection of what Nango has got.
        add column claimed_until timestamptz;
      create index oauth_states_to_poll on oauth_states (poll_at) where poll_at is not null and used_at is null;
      grant update on oauth_states to patchbay_system;

      -- Nango's deliveries carry no id and no time: the same bytes are taken once a day. Only hashes, of no workspace.
      create table nango_deliveries (
        hash bytea primary key,
        received_at timestamptz not null default now()
      );
      create index nango_deliveries_received on nango_deliveries (received_at);
      grant select, insert on nango_deliveries to patchbay_app;
      grant select, delete on nango_deliveries to patchbay_system;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
