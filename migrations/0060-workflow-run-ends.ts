import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which runs ended since a moment: what a watcher that was away for a while has missed. */
export class WorkflowRunEnds0000000000060 implements MigrationInterface {
  name = 'WorkflowRunEnds0000000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index workflow_runs_ended on workflow_runs (workspace_id, finished_at) where finished_at is not null');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
