import { expect, test } from '@jest/globals';
import { treeOf, type AgentSpan, type AgentSpanTree } from './agent-trace.js';

const span = (id: string, parentId: string | null): AgentSpan => ({ id, parentId }) as AgentSpan;
const shown = (trees: readonly AgentSpanTree[]): unknown[] =>
  trees.map(({ id, children }) => (children.length > 0 ? [id, shown(children)] : id));

test('a run has its steps below it and they their tool calls, in order', () => {
  expect(shown(treeOf([span('run', null), span('a', 'run'), span('a1', 'a'), span('b', 'run'), span('a2', 'a')]))).toEqual([
    ['run', [['a', ['a1', 'a2']], 'b']],
  ]);
});

test('spans without a known parent, their own parents and circles stand at the top: nothing is lost', () => {
  expect(shown(treeOf([span('a', 'gone'), span('b', 'b'), span('c', 'd'), span('d', 'c')]))).toEqual(['a', 'b', 'c', 'd']);
});
