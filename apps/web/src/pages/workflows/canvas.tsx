import '@xyflow/react/dist/style.css';
import dagre from '@dagrejs/dagre';
import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  Controls,
  Handle,
  Position,
  ReactFlow,
  type Connection,
  type Edge,
  type Node,
  type NodeChange,
  type NodeProps,
} from '@xyflow/react';
import { useMemo } from 'react';
import { Status } from '../../shell/status.tsx';
import { workflows as t } from '../../strings/workflows.ts';
import classes from './canvas.module.css';
import { portsOf, type EdgeDraft, type NodeDraft, type WorkflowDraft } from './definition.ts';

const SIZE = { width: 190, height: 64 };

interface CanvasProps {
  draft: WorkflowDraft;
  /** What became of each node in a run, by its id. */
  states?: Record<string, string>;
  selected?: string | undefined;
  select?: (id: string | undefined) => void;
  connect?: (edge: EdgeDraft) => void;
  place?: (id: string, at: { x: number; y: number }) => void;
}

/** Where nodes stand that nobody has placed: from left to right along the edges. */
function arranged({ nodes, edges = [] }: WorkflowDraft): Record<string, { x: number; y: number }> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 80 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...SIZE });
  for (const { from, to } of edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  dagre.layout(graph);
  return Object.fromEntries(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
      return [id, { x: x - SIZE.width / 2, y: y - SIZE.height / 2 }];
    }),
  );
}

type Data = { node: NodeDraft; first: boolean; state?: string };

function Box({ data, selected }: NodeProps<Node<Data>>) {
  const { node, first, state } = data;
  const ports = portsOf(node);
  return (
    <div className={classes.node} data-selected={selected} data-state={state}>
      <Handle type="target" position={Position.Left} />
      <span className={classes.type}>
        {t.types[node.type] ?? node.type} {first ? `· ${t.start}` : ''}
      </span>
      <span className={classes.name}>{node.name ?? node.id}</span>
      {state ? <Status of={state} label={state === 'parked' ? t.parked : undefined} /> : null}
      {ports.map((port, i) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Right}
          style={{ top: `${((i + 1) / (ports.length + 1)) * 100}%` }}
          title={port}
        />
      ))}
    </div>
  );
}

const nodeTypes = { box: Box };

/** The graph: nodes are placed by hand, lines are drawn from port to node; without handlers it is only to be looked at. */
export function Canvas({ draft, states, selected, select, connect, place }: CanvasProps) {
  const dark = useComputedColorScheme('light') === 'dark';
  const places = useMemo(() => ({ ...arranged(draft), ...draft.layout }), [draft]);
  const nodes = draft.nodes.map((node): Node<Data> => {
    const state = states?.[node.id];
    return {
      id: node.id,
      type: 'box',
      position: places[node.id] ?? { x: 0, y: 0 },
      data: { node, first: node.id === draft.start, ...(state ? { state } : {}) },
      selected: node.id === selected,
      ariaLabel: `${t.types[node.type] ?? node.type} ${node.name ?? node.id}`,
    };
  });
  const edges = (draft.edges ?? []).map(({ from, to, on = 'done' }): Edge => ({
    id: `${from} ${on} ${to}`,
    source: from,
    target: to,
    sourceHandle: on,
    ...(on === 'done' ? {} : { label: on }),
  }));
  const moved = (changes: NodeChange<Node<Data>>[]) => {
    for (const change of changes) {
      if (change.type === 'position' && change.position) place?.(change.id, change.position);
      if (change.type === 'select' && change.selected) select?.(change.id);
    }
  };
  const drawn = ({ source, target, sourceHandle }: Connection) =>
    connect?.({ from: source, to: target, ...(sourceHandle && sourceHandle !== 'done' ? { on: sourceHandle } : {}) });
  return (
    <div className={classes.canvas}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={dark ? 'dark' : 'light'}
        onNodesChange={moved}
        onConnect={drawn}
        onPaneClick={() => select?.(undefined)}
        nodesDraggable={place !== undefined}
        nodesConnectable={connect !== undefined}
        deleteKeyCode={null}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
        minZoom={0.2}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
