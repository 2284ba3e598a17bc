/** The queue of node runs. */
export const NODE_QUEUE = 'workflow-nodes';

/** Item of a row that stands for the node itself. */
export const NO_ITEM = -1;

/** A row of `workflow_node_runs`. */
export interface NodeRef {
  readonly workspaceId: string;
  readonly runId: string;
  readonly nodeId: string;
  /** -1: the node itself; else the index of a for-each's item. */
  readonly item: number;
}

export const keyOfNode = ({ runId, nodeId, item }: NodeRef): string => `${runId}/${nodeId}/${item}`;
