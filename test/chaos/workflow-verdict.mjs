// What must be true of the workflow runs when the dust has settled. Each line is a promise of docs/workflows.md.
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { nameOf, NEVER_UNKNOWN, WRITES } from './workflow-graph.mjs';
import { isOpen } from './workflow-person.mjs';

/** Trouble with Postgres while what a dead process left is read. */
const PATIENCE_MS = 20_000;

/**
 * Notes, at every death of a process, which nodes were about to send or had sent a write whose execution has not ended: of these, and of no others, it may
 * be unknown whether they took effect. A dead process's rows stay as they are for 15 s.
 */
export class DeathRegister {
  #maybe = new Set();
  #reading = new Set();

  constructor(databaseUrl) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    this.pool.on('error', () => undefined);
  }

  note() {
    const reading = this.#read().finally(() => this.#reading.delete(reading));
    this.#reading.add(reading);
  }

  /** Whether the node's execution was under way when some process died. */
  has(executionId) {
    return this.#maybe.has(executionId);
  }

  /** Of runs with a problem: what stands in the tables, as lines of JSON. */
  async rowsOf(runs) {
    const lines = [];
    for (const [id, { key }] of runs.slice(0, 5)) {
      const nodes = await this.pool.query(
        `select to_jsonb(n) - 'input' - 'output' - 'workspace_id' as row from workflow_node_runs n where run_id = $1 order by n.created_at, item`,
        [id],
      );
      const calls = await this.pool.query(
        `select jsonb_build_object('id', id, 'run', input->>'run', 'status', status, 'error', error_code, 'sent', sent_at, 'ended', finished_at, 'attempts', json_array_length(attempts)) as row
         from executions where input->>'run' like $1 order by id`,
        [`${key}%`],
      );
      lines.push(id, ...[...nodes.rows, ...calls.rows].map(({ row }) => JSON.stringify(row)));
    }
    return `${lines.join('\n')}\n`;
  }

  async close() {
    await Promise.all(this.#reading);
    await this.pool.end();
  }

  async #read() {
    for (const end = Date.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
      try {
        const { rows } = await this.pool.query(
          `select n.execution_id as id from workflow_node_runs n left join executions e on e.workspace_id = n.workspace_id and e.id = n.execution_id
           where n.status = 'running' and n.sent_at is not null and (e.id is null or e.status = 'running')`,
        );
        for (const { id } of rows) this.#maybe.add(id);
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }
}

/** Out: broken promises as sentences. `expected`: by a run's `n`, what it yields when nobody is killed. */
export function problemsOf({ runs, expected, upstream, person, deaths }) {
  const problems = [];
  for (const [id, run] of runs) {
    if (isOpen(run)) problems.push(`${id} is ${run.status}: ${shown(run.nodes)}`);
    else if (run.status === 'succeeded') problems.push(...problemsOfSuccess(id, run, expected.get(run.n)));
    problems.push(...problemsOfEffects(id, run, upstream));
  }
  for (const found of person.unknown.values()) problems.push(...problemsOfUnknown(found, { upstream, deaths }));
  return problems;
}

function problemsOfSuccess(id, { output, nodes }, expected) {
  const open = nodes.filter(({ status }) => status !== 'succeeded' && status !== 'skipped');
  return [
    ...(isDeepStrictEqual(output, expected) ? [] : [`${id} yields ${JSON.stringify(output)} instead of ${JSON.stringify(expected)}`]),
    ...(open.length === 0 ? [] : [`${id} has succeeded with open nodes: ${shown(open)}`]),
  ];
}

/** A run that succeeded has had each effect once; one that was told to stop has had none twice, and each of the nodes that succeeded. */
function problemsOfEffects(id, { key, status, nodes = [] }, upstream) {
  return WRITES.flatMap((name) => {
    const { effects = 0, keys = new Set() } = upstream.runs.get(`${key}-${name}`) ?? {};
    const done = status === 'succeeded' || nodes.some((node) => node.nodeId === name && node.status === 'succeeded');
    const right = done ? effects === 1 : effects <= 1;
    return [
      ...(right ? [] : [`${name} of ${id} (${status}) took effect ${effects} times`]),
      ...(keys.size <= 1 ? [] : [`${name} of ${id} was sent under ${keys.size} provider keys`]),
    ];
  });
}

function problemsOfUnknown({ runId, key, nodeId, item, executionId }, { upstream, deaths }) {
  if (NEVER_UNKNOWN.has(nodeId)) return [`${nodeId} of ${runId} was left to a person although it can be repeated`];
  const lost = (upstream.runs.get(`${key}-${nameOf(nodeId, item)}`)?.lost ?? 0) > 0;
  return lost || deaths.has(executionId)
    ? []
    : [`${nameOf(nodeId, item)} of ${runId} was left to a person although no answer was lost and no process died with it (${executionId})`];
}

const shown = (nodes = []) => JSON.stringify(nodes.map(({ nodeId, status, error }) => ({ nodeId, status, error })));
