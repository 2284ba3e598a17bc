import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace table's row security: forced, and every row belongs to the current workspace. */
const ownRowsOnly = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy own on ${table} to patchbay_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
  create policy record on ${table} to patchbay_recorder using (true) with check (true);
  create policy sweep on ${table} for select to patchbay_system using (true);
  grant select on ${table} to patchbay_app, patchbay_system;
  grant select, insert on ${table} to patchbay_recorder;
`;

export class AgentsAndPrompts0000000000054 implements MigrationInterface {
  name = 'AgentsAndPrompts0000000000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What agents did: a run has steps, a step has tool calls. Rows of one run share run_id; parent_id is another row's id.
      create table agent_trace_history (
        workspace_id uuid not null,
        id uuid not null,
        run_id text not null,
        parent_id uuid,
        kind text not null check (kind in ('run', 'step', 'tool_call')),
        name text not null,
        agent text,
        status text not null check (status in ('succeeded', 'failed')),
        execution_id uuid,
        trace_id text,
        actor text not null,
        input json,
        output json,
        error json,
        started_at timestamptz not null,
        duration_ms double precision not null,
        primary key (workspace_id, id)
      ) partition by range (id);
      create table agent_trace_history_default partition of agent_trace_history default;
      create index agent_trace_history_by_run on agent_trace_history (workspace_id, run_id, id);
      ${ownRowsOnly('agent_trace_history')}

      -- Prompts without their texts: a hash, a MinHash signature, and the nearest one seen before. bands: only of prompts that none before
      -- them is near to, so that a text asked a million times is in the index once.
      create table prompt_similarity_logs (
        workspace_id uuid not null,
        id uuid not null,
        execution_id uuid not null,
        trace_id text not null,
        provider text not null,
        model text not null,
        prompt_hash bytea not null,
        chars int not null,
        signature int[] not null,
        bands bigint[],
        neighbour_id uuid,
        neighbour_execution_id uuid,
        score real,
        input_tokens bigint not null,
        output_tokens bigint not null,
        usd numeric,
        primary key (workspace_id, id)
      ) partition by range (id);
      create table prompt_similarity_logs_default partition of prompt_similarity_logs default;
      create index prompt_similarity_logs_by_hash on prompt_similarity_logs (workspace_id, prompt_hash, id);
      create index prompt_similarity_logs_by_band on prompt_similarity_logs using gin (bands) where bands is not null;
      ${ownRowsOnly('prompt_similarity_logs')}

      -- The share of equal values of two signatures: an estimate of the Jaccard similarity of the texts' shingles (Broder 1997).
      create function signature_match(a int[], b int[]) returns real language sql immutable strict parallel safe
        as $$ select (count(*) filter (where x = y))::real / greatest(count(*), 1) from unnest(a, b) as pairs (x, y) $$;

      select ensure_partitions('agent_trace_history', current_date - 1, 9), ensure_partitions('prompt_similarity_logs', current_date - 1, 9);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup instead.');
  }
}
