import { Injectable } from '@nestjs/common';
import { ContactsService } from '@patchbay/contacts';
import { MAX_FILLED_CHARS, type Scope } from '@patchbay/http-connectors';
import type { JsonValue } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { ITEM_ROOTS } from '../definition/parse-workflow.js';
import type { RunFacts } from './node-run.js';
import { NO_ITEM } from './refs.js';

export interface ValuesAsk {
  readonly runId: string;
  /** The item whose nodes read; -1 outside of a for-each. */
  readonly item: number;
  /** The for-each the reading node stands in. */
  readonly owner: string | undefined;
  readonly roots: ReadonlySet<string>;
  readonly run: RunFacts;
}

const FIXED: ReadonlySet<string> = new Set(['input', 'contact', 'run', 'now', ...ITEM_ROOTS]);
const NO_SECRETS: ReadonlyMap<string, string> = new Map();

/** Reads from the run what one node's templates name, and nothing else: memory holds one node's data, however much the run has gathered. */
@Injectable()
export class RunValues {
  constructor(private readonly contacts: ContactsService) {}

  /** The contact is read anew: each node sees it as the one before left it. */
  async load(tx: Tx, ask: ValuesAsk): Promise<Scope> {
    const { roots, run, runId } = ask;
    const values = new Map<string, JsonValue>();
    const absent = new Map<string, string>();
    values.set('now', new Date().toISOString());
    if (roots.has('run')) values.set('run', { id: runId, workflowId: run.workflowId, version: run.version, trigger: { ...run.trigger } });
    if (roots.has('input')) values.set('input', await inputOf(tx, runId));
    if (roots.has('contact') && run.contactId !== null) {
      const contact = await this.contacts.find(tx, run.contactId);
      // Deleted meanwhile: what needs it says so itself.
      if (contact) values.set('contact', { ...contact });
    }
    if (ask.owner !== undefined && ITEM_ROOTS.some((root) => roots.has(root))) {
      values.set('index', ask.item);
      values.set('item', await itemOf(tx, { runId, owner: ask.owner, item: ask.item }));
    }
    const nodes = [...roots].filter((root) => !FIXED.has(root));
    if (nodes.length > 0) await readOutputs(tx, { ...ask, nodes }, { values, absent });
    return { roots: values, secrets: NO_SECRETS, absent, budgetChars: MAX_FILLED_CHARS };
  }
}

async function inputOf(tx: Tx, runId: string): Promise<JsonValue> {
  const { rows } = await tx.query<{ input: JsonValue }>('select input from workflow_runs where id = $1', [runId]);
  return rows[0]?.input ?? null;
}

async function itemOf(tx: Tx, at: { runId: string; owner: string; item: number }): Promise<JsonValue> {
  const { rows } = await tx.query<{ input: JsonValue }>(
    'select input from workflow_node_runs where run_id = $1 and node_id = $2 and item = $3',
    [at.runId, at.owner, at.item],
  );
  return rows[0]?.input ?? null;
}

async function readOutputs(
  tx: Tx,
  ask: { readonly runId: string; readonly item: number; readonly nodes: readonly string[] },
  into: { readonly values: Map<string, JsonValue>; readonly absent: Map<string, string> },
): Promise<void> {
  const { rows } = await tx.query<{ node_id: string; status: string; output: JsonValue; settled: boolean }>(
    `select node_id, status, output, output is not null as settled from workflow_node_runs
     where run_id = $1 and node_id = any($2::text[]) and item in ($3, ${NO_ITEM})`,
    [ask.runId, ask.nodes, ask.item],
  );
  for (const { node_id, status, output, settled } of rows) {
    if (settled) into.values.set(node_id, output);
    else into.absent.set(node_id, status === 'skipped' ? 'was skipped' : `is ${status}`);
  }
}
