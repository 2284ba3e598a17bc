import { describe, expect, test } from '@jest/globals';
import { DONE, type Edge, type WorkflowNode } from '../definition/workflow.schema.js';
import { Graph } from '../plan/graph.js';
import { advance, type NodeState } from './advance.js';
import { NODE_MOVES, NODE_STATUSES, nodesBefore, RUN_MOVES, RUN_STATUSES } from './states.js';

const node = (id: string, type: WorkflowNode['type'] = 'delay'): WorkflowNode =>
  ({ id, type, seconds: 1, branches: [] }) as unknown as WorkflowNode;

/** `a-b a-c:error` */
function graph(text: string, types: Record<string, WorkflowNode['type']> = {}): Graph {
  const edges: Edge[] = text.split(' ').map((part) => {
    const [ends = '', on = DONE] = part.split(':');
    const [from = '', to = ''] = ends.split('-');
    return { from, to, on };
  });
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  return new Graph(
    'a',
    ids.map((id) => node(id, types[id])),
    edges,
  );
}

const states = (known: Record<string, string>): Map<string, NodeState> =>
  new Map(
    Object.entries(known).map(([id, text]) => {
      const [status = '', port] = text.split(':');
      return [id, { status: status as NodeState['status'], port: port ?? null }];
    }),
  );
const done = 'succeeded:done';

describe('what follows', () => {
  test('a run begins with its start', () => {
    expect(advance(graph('a-b'), new Map())).toMatchObject({ queue: ['a'], finished: false });
  });

  test('every edge of the port that was taken leads on, and what only the others lead to is skipped', () => {
    const g = graph('a-b:yes a-c:no c-d');
    expect(advance(g, states({ a: 'succeeded:yes' }))).toMatchObject({ queue: ['b'], skip: ['c', 'd'], finished: false });
  });

  test('branches that exclude each other meet in a node that runs once', () => {
    const g = graph('a-b:yes a-c:no b-d c-d');
    expect(advance(g, states({ a: 'succeeded:yes' }))).toMatchObject({ queue: ['b'], skip: ['c'] });
    expect(advance(g, states({ a: 'succeeded:yes', c: 'skipped', b: done }))).toMatchObject({ queue: ['d'], skip: [] });
  });

  test('parallel branches are waited for by the node in which they meet', () => {
    const g = graph('a-b a-c b-d c-d');
    expect(advance(g, states({ a: done, b: done, c: 'running' }))).toMatchObject({ queue: [], skip: [], finished: false });
    expect(advance(g, states({ a: done, b: done, c: done }))).toMatchObject({ queue: ['d'] });
  });

  test('a join and a parallel are passed at once and tell who arrived', () => {
    const g = graph('a-p p-b p-c b-j c-j j-d', { p: 'parallel', j: 'join' });
    expect(advance(g, states({ a: done }))).toMatchObject({ queue: ['b', 'c'], pass: [{ id: 'p', arrived: ['a'] }] });
    expect(advance(g, states({ a: done, p: done, b: 'failed', c: done }))).toMatchObject({
      queue: ['d'],
      pass: [{ id: 'j', arrived: ['c'] }],
    });
  });

  test('skips run through joins of which nothing arrives, however the edges are ordered', () => {
    const g = graph('j-e b-j c-j a-b:x a-c:x a-f', { j: 'join' });
    expect(advance(g, states({ a: done }))).toMatchObject({ queue: ['f'], skip: expect.arrayContaining(['b', 'c', 'j', 'e']) });
  });

  test('the port of a failure leads to its branch', () => {
    expect(advance(graph('a-b a-c:error'), states({ a: 'failed:error' }))).toMatchObject({ queue: ['c'], skip: ['b'] });
  });

  test('nothing is left when every node is settled', () => {
    expect(advance(graph('a-b a-c:error'), states({ a: done, b: done, c: 'skipped' })).finished).toBe(true);
    expect(advance(graph('a-b a-c:error'), states({ a: done, b: 'unknown', c: 'skipped' })).finished).toBe(false);
    expect(advance(graph('a-b a-c'), states({ a: done, b: done, c: 'waiting' })).finished).toBe(false);
  });

  test('whatever the graph, playing it node by node ends, and every node ends once', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    for (let round = 0; round < 200; round += 1) {
      const count = 2 + Math.floor(random() * 12);
      const ids = Array.from({ length: count }, (_, i) => (i === 0 ? 'a' : `n${i}`));
      const edges: Edge[] = ids
        .slice(1)
        .map((to, i) => ({ from: ids[Math.floor(random() * (i + 1))] ?? 'a', to, on: random() < 0.3 ? 'error' : DONE }));
      for (let extra = 0; extra < count; extra += 1) {
        const from = Math.floor(random() * (count - 1));
        const to = from + 1 + Math.floor(random() * (count - from - 1));
        edges.push({ from: ids[from] ?? '', to: ids[to] ?? '', on: random() < 0.3 ? 'error' : DONE });
      }
      const g = new Graph(
        'a',
        ids.map((id) => node(id, random() < 0.2 ? 'join' : 'delay')),
        edges,
      );
      const known = new Map<string, NodeState>();
      const open: string[] = [];
      let finished = false;
      for (let turn = 0; turn <= 2 * count + 2 && !finished; turn += 1) {
        const next = advance(g, known);
        for (const id of next.skip) known.set(id, { status: 'skipped', port: null });
        for (const { id } of next.pass) known.set(id, { status: 'succeeded', port: DONE });
        for (const id of next.queue) {
          expect(known.has(id)).toBe(false);
          known.set(id, { status: 'queued', port: null });
          open.push(id);
        }
        const ends = open.splice(Math.floor(random() * open.length), 1)[0];
        if (ends) known.set(ends, { status: 'succeeded', port: random() < 0.3 ? 'error' : DONE });
        const rest = advance(g, known);
        finished = rest.finished && rest.queue.length + rest.skip.length + rest.pass.length === 0;
      }
      expect(known.size).toBe(count);
      expect([...known.values()].every(({ status }) => status === 'succeeded' || status === 'skipped')).toBe(true);
    }
  });
});

describe('the tables of moves', () => {
  test('name known states only, and nothing leads out of success', () => {
    for (const status of NODE_STATUSES) expect(NODE_STATUSES).toEqual(expect.arrayContaining([...NODE_MOVES[status]]));
    for (const status of RUN_STATUSES) expect(RUN_STATUSES).toEqual(expect.arrayContaining([...RUN_MOVES[status]]));
    expect([...NODE_MOVES.succeeded, ...NODE_MOVES.skipped, ...RUN_MOVES.succeeded]).toEqual([]);
    expect(nodesBefore('unknown')).toEqual(['running']);
  });
});
