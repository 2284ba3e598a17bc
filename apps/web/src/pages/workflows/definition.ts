export const NODE_TYPES = ['action', 'condition', 'parallel', 'join', 'forEach', 'delay', 'transform', 'stop'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** A node as the canvas needs it; what its type adds is kept as it is. */
export interface NodeDraft {
  id: string;
  type: NodeType;
  name?: string;
  branches?: { id: string; when?: string }[];
  [more: string]: unknown;
}
export interface EdgeDraft {
  from: string;
  to: string;
  on?: string;
}
export interface WorkflowDraft {
  name: string;
  start: string;
  nodes: NodeDraft[];
  edges?: EdgeDraft[];
  layout?: Record<string, { x: number; y: number }>;
  inputSchema?: Record<string, unknown>;
  [more: string]: unknown;
}

/** A workflow that runs without any account. */
export const EXAMPLE: WorkflowDraft = {
  name: '',
  inputSchema: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
  start: 'size',
  nodes: [
    { id: 'size', type: 'condition', branches: [{ id: 'large', when: '{{input.amount}} > 100' }] },
    { id: 'pause', type: 'delay', seconds: 1 },
    { id: 'sum', type: 'transform', value: { amount: '{{input.amount}}', large: true } },
    { id: 'small', type: 'transform', value: { amount: '{{input.amount}}', large: false } },
  ],
  edges: [
    { from: 'size', to: 'pause', on: 'large' },
    { from: 'pause', to: 'sum' },
    { from: 'size', to: 'small', on: 'otherwise' },
  ],
};

const FRESH: Record<string, Record<string, unknown>> = {
  action: { connector: '', action: '', input: {} },
  condition: { branches: [{ id: 'yes', when: '{{input.amount}} > 0' }] },
  delay: { seconds: 60 },
  transform: { value: {} },
  forEach: { items: '{{input.list}}', body: { start: 'each_1', nodes: [{ id: 'each_1', type: 'transform', value: '{{item}}' }] } },
};

/** A node of a type that is new to the workflow. */
export function freshNode(type: NodeType, taken: readonly string[]): NodeDraft {
  let n = 1;
  while (taken.includes(`${type.toLowerCase()}_${n}`)) n += 1;
  return { id: `${type.toLowerCase()}_${n}`, type, ...FRESH[type] };
}

/** The ports a node is left by. */
export function portsOf(node: NodeDraft): string[] {
  switch (node.type) {
    case 'condition':
      return [...(node.branches ?? []).map(({ id }) => id), 'otherwise'];
    case 'stop':
      return [];
    case 'action':
    case 'forEach':
    case 'transform':
      return ['done', 'error'];
    default:
      return ['done'];
  }
}
