import type { Graph } from '../plan/graph.js';
import { isSettled, type NodeStatus } from './states.js';

/** What is known of a node in a run. */
export interface NodeState {
  readonly status: NodeStatus;
  /** The port it was left by; null: nothing follows. */
  readonly port: string | null;
}

export interface Advance {
  /** Nodes that are ready, in the order of the graph. */
  readonly queue: readonly string[];
  readonly skip: readonly string[];
  /** Joins and parallels need no work: they are over as soon as they are ready. `arrived`: the nodes whose edges were taken. */
  readonly pass: readonly { readonly id: string; readonly arrived: readonly string[] }[];
  /** Nothing is open and nothing follows. */
  readonly finished: boolean;
}

/**
 * What follows from the states of a graph's nodes. A node is ready when every edge to it is decided, and runs when one of them was taken; otherwise it is
 * skipped, and so are the edges that leave it (dead-path elimination: branches that meet again, exclusive or parallel, need no marks).
 */
export function advance(graph: Graph, known: ReadonlyMap<string, NodeState>): Advance {
  const states = new Map(known);
  const queue: string[] = [];
  const skip: string[] = [];
  const pass: { id: string; arrived: readonly string[] }[] = [];
  const candidates = new Set<string>(known.size === 0 ? [graph.start] : []);
  for (const [id, state] of known) if (isDecided(state)) for (const { to } of graph.outgoing(id)) candidates.add(to);
  // A set that grows while it is walked: what is passed or skipped decides the edges behind it.
  for (const id of candidates) {
    if (states.has(id)) continue;
    const edges = graph.incoming(id);
    const sources = edges.map(({ from }) => states.get(from));
    if (!sources.every((state) => state !== undefined && isDecided(state))) continue;
    const arrived = edges.filter(({ from, on }) => states.get(from)?.port === on).map(({ from }) => from);
    const runs = edges.length === 0 || arrived.length > 0;
    const type = graph.node(id)?.type;
    if (!runs) skip.push(id);
    else if (type === 'join' || type === 'parallel') pass.push({ id, arrived });
    else queue.push(id);
    states.set(id, runs ? (PASSED[type ?? ''] ?? { status: 'queued', port: null }) : { status: 'skipped', port: null });
    if (!runs || type === 'join' || type === 'parallel') {
      for (const { to } of graph.outgoing(id)) {
        // Looked at again, behind what is in the set already.
        candidates.delete(to);
        candidates.add(to);
      }
    }
  }
  return { queue, skip, pass, finished: [...states.values()].every(({ status }) => isSettled(status)) };
}

const PASSED: Readonly<Record<string, NodeState>> = {
  join: { status: 'succeeded', port: 'done' },
  parallel: { status: 'succeeded', port: 'done' },
};

/** Whether it is known which of its edges are taken. */
function isDecided({ status }: NodeState): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'skipped';
}
