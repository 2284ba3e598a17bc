import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queued runs that wait for an account to be connected again. */
export class ParkedRuns0000000000031 implements MigrationInterface {
  name = 'ParkedRuns0000000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The connection whose account has to sign in again before the run is worth trying.
      alter table executions add column parked_on uuid;
      create index executions_parked on executions (workspace_id, parked_on) where parked_on is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
