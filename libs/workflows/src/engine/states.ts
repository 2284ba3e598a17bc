/** States of a run. `parked`: a node's effect is unknown and waits for a person's decision; other branches may still go on. */
export const RUN_STATUSES = ['running', 'parked', 'succeeded', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The one table of a run's legal moves. An ended one goes on only when somebody retries its failed nodes. */
export const RUN_MOVES: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  running: ['parked', 'succeeded', 'failed', 'cancelled'],
  parked: ['running', 'failed', 'cancelled'],
  succeeded: [],
  failed: ['running'],
  cancelled: ['running'],
};

/**
 * States of a node, or of one item of a for-each. `queued`: due at its moment. `waiting`: a for-each whose items run. `pending`, `open`: an item not
 * begun, and one whose nodes run. `skipped`: no edge to it was taken. What did not succeed can be retried with its run; `unknown` is left by a
 * person's word alone, also in a run that has ended.
 */
export const NODE_STATUSES = [
  'queued',
  'running',
  'waiting',
  'pending',
  'open',
  'unknown',
  'succeeded',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type NodeStatus = (typeof NODE_STATUSES)[number];

/** The one table of a node's legal moves. `running → queued`: another try, a hand-back, or a dead process. */
export const NODE_MOVES: Readonly<Record<NodeStatus, readonly NodeStatus[]>> = {
  queued: ['running', 'cancelled'],
  running: ['succeeded', 'failed', 'queued', 'unknown', 'waiting', 'cancelled'],
  waiting: ['succeeded', 'failed', 'cancelled'],
  pending: ['open', 'cancelled'],
  open: ['succeeded', 'failed', 'cancelled'],
  unknown: ['succeeded', 'failed', 'queued'],
  succeeded: [],
  failed: ['queued', 'waiting', 'pending', 'open'],
  skipped: [],
  cancelled: ['queued', 'waiting', 'pending', 'open'],
};

/** The states from which a row may move to `to`: every update of a state names them. */
export function nodesBefore(to: NodeStatus): NodeStatus[] {
  return NODE_STATUSES.filter((from) => NODE_MOVES[from].includes(to));
}

export function runsBefore(to: RunStatus): RunStatus[] {
  return RUN_STATUSES.filter((from) => RUN_MOVES[from].includes(to));
}

/** A run in which nodes may still be started. */
export function isOpenRun(status: RunStatus): boolean {
  return status === 'running' || status === 'parked';
}

/** Nothing more happens to the node by itself. */
export function isSettled(status: NodeStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'skipped' || status === 'cancelled';
}
