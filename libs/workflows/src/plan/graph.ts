import type { Problems } from '@patchbay/http-connectors';
import { DONE, ERROR, OTHERWISE, type Edge, type WorkflowNode } from '../definition/workflow.schema.js';

/** What a graph is made of, and where it stands in the definition (`''` or `nodes[3].body`). */
export interface GraphSource<Node extends WorkflowNode> {
  readonly start: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly path: string;
}

/** Nodes and edges that hang together: no cycle, every node reached from the start. */
export class Graph<Node extends WorkflowNode = WorkflowNode> {
  readonly nodes: ReadonlyMap<string, Node>;
  private readonly into = new Map<string, Edge[]>();
  private readonly out = new Map<string, Edge[]>();
  private readonly above = new Map<string, ReadonlySet<string>>();

  constructor(
    readonly start: string,
    nodes: readonly Node[],
    edges: readonly Edge[],
  ) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    for (const edge of edges) {
      listAt(this.out, edge.from).push(edge);
      listAt(this.into, edge.to).push(edge);
    }
  }

  node(id: string): Node | undefined {
    return this.nodes.get(id);
  }

  incoming(id: string): readonly Edge[] {
    return this.into.get(id) ?? [];
  }

  outgoing(id: string): readonly Edge[] {
    return this.out.get(id) ?? [];
  }

  /** Whether something follows when the node fails. */
  hasErrorEdge(id: string): boolean {
    return this.outgoing(id).some(({ on }) => on === ERROR);
  }

  /** Every node from which the node can be reached. Only of a graph without cycles. */
  ancestors(id: string): ReadonlySet<string> {
    const known = this.above.get(id);
    if (known) return known;
    const found = new Set<string>();
    for (const { from } of this.incoming(id)) {
      found.add(from);
      for (const further of this.ancestors(from)) found.add(further);
    }
    this.above.set(id, found);
    return found;
  }
}

/** The graph, and its problems: unknown ids and ports, doubled edges, cycles, nodes nothing leads to. */
export function buildGraph<Node extends WorkflowNode>(source: GraphSource<Node>, problems: Problems): Graph<Node> | undefined {
  const { start, nodes, edges, path } = source;
  const at = (member: string): string => (path === '' ? member : `${path}.${member}`);
  const byId = new Map<string, Node>(nodes.map((node) => [node.id, node]));
  const before = problems.list.length;
  if (!byId.has(start)) problems.add(at('start'), `there is no node "${start}"`);
  const seen = new Set<string>();
  edges.forEach((edge, i) => checkEdge({ edge, place: at(`edges[${i}]`), byId, seen }, problems));
  const known = edges.filter(({ from, to }) => byId.has(from) && byId.has(to));
  const graph = new Graph(start, nodes, known);
  const cycle = findCycle(graph);
  if (cycle) problems.add(at('edges'), `go in a circle: ${cycle.join(' → ')}`);
  if (byId.has(start)) {
    const reached = reachedFrom(graph);
    nodes.forEach((node, i) => {
      if (!reached.has(node.id)) problems.add(`${at('nodes')}[${i}]`, `"${node.id}" is not reached from the start; connect or remove it`);
    });
  }
  return problems.list.length === before ? graph : undefined;
}

/** The ports a node can be left by. */
export function portsOf(node: WorkflowNode): readonly string[] {
  if (node.type === 'condition') return [...node.branches.map(({ id }) => id), OTHERWISE];
  if (node.type === 'stop') return [];
  return node.type === 'action' || node.type === 'transform' || node.type === 'forEach' ? [DONE, ERROR] : [DONE];
}

interface EdgeCheck {
  readonly edge: Edge;
  readonly place: string;
  readonly byId: ReadonlyMap<string, WorkflowNode>;
  readonly seen: Set<string>;
}

function checkEdge({ edge, place, byId, seen }: EdgeCheck, problems: Problems): void {
  const { from, to, on } = edge;
  const source = byId.get(from);
  if (!source) problems.add(`${place}.from`, `there is no node "${from}"`);
  if (!byId.has(to)) problems.add(`${place}.to`, `there is no node "${to}"`);
  if (source && !portsOf(source).includes(on)) {
    const ports = portsOf(source);
    const fix = ports.length === 0 ? 'nothing follows a stop' : `"${from}" is left by ${ports.map((port) => `"${port}"`).join(', ')}`;
    problems.add(`${place}.on`, fix);
  }
  const key = `${from}\n${on}\n${to}`;
  if (seen.has(key)) problems.add(place, 'is there twice');
  seen.add(key);
}

/** The nodes of one cycle, the first one repeated at the end. Iterative: a definition can hold a long chain. */
function findCycle(graph: Graph): string[] | undefined {
  const state = new Map<string, 'open' | 'done'>();
  for (const root of graph.nodes.keys()) {
    if (state.has(root)) continue;
    const stack: { id: string; next: number }[] = [{ id: root, next: 0 }];
    state.set(root, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = graph.outgoing(top.id)[top.next++];
      if (!edge) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(edge.to) === 'open') {
        const ids = stack.map(({ id }) => id);
        return [...ids.slice(ids.indexOf(edge.to)), edge.to];
      } else if (!state.has(edge.to)) {
        state.set(edge.to, 'open');
        stack.push({ id: edge.to, next: 0 });
      }
    }
  }
  return undefined;
}

function reachedFrom(graph: Graph): ReadonlySet<string> {
  const reached = new Set([graph.start]);
  for (const id of reached) for (const { to } of graph.outgoing(id)) reached.add(to);
  return reached;
}

function listAt(map: Map<string, Edge[]>, key: string): Edge[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
