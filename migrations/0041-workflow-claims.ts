import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tells one claim of a node from another, and how often a node took its process with it. */
export class WorkflowClaims0000000000041 implements MigrationInterface {
  name = 'WorkflowClaims0000000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table workflow_node_runs
        -- Made anew with every claim: whoever holds an older one cannot send or end anything any more.
        add column claim_id uuid,
        -- Processes that died while they ran it.
        add column crashes int not null default 0;
      create index workflow_node_runs_claimed on workflow_node_runs (claimed_by) where status = 'running';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
