import { checkInputSchema, compileInputSchema, parseTemplate, Problems } from '@patchbay/http-connectors';
import { invalidInput, type JsonObject } from '@patchbay/kernel';
import { checkTriggers } from '../definition/check-triggers.js';
import { ITEM_ROOTS, placedNodes, readWorkflow, ROOTS } from '../definition/parse-workflow.js';
import type { ForEachNode, PlainNode, WorkflowDefinition, WorkflowNode } from '../definition/workflow.schema.js';
import { checkExpression } from '../transform/expression.js';
import { buildGraph, Graph } from './graph.js';
import type { CheckedNode, ScopePlan, Step, WorkflowPlan } from './plan.js';
import { TemplateReader } from './template-reader.js';

/** A definition that was read and hangs together. */
export interface CompiledWorkflow {
  readonly definition: WorkflowDefinition;
  readonly plan: WorkflowPlan;
  /** Every node with what its templates read, for checks against the actions' schemas. */
  readonly nodes: readonly CheckedNode[];
}

interface Surroundings {
  readonly graph: Graph;
  readonly path: string;
  /** Roots of the place: `input`, …, and `item`, `index` in a body. */
  readonly roots: readonly string[];
  /** Nodes outside a body that its templates may read. */
  readonly outside: ReadonlySet<string>;
  readonly problems: Problems;
}

/** Reads, checks and compiles a definition. Out: undefined when it has problems, which are collected. */
export function compileWorkflow(json: unknown, problems: Problems): CompiledWorkflow | undefined {
  const definition = readWorkflow(json, problems);
  if (!definition) return undefined;
  checkInputSchema(definition.inputSchema as JsonObject, 'inputSchema', problems);
  checkTriggers(definition, problems);
  const nodes: CheckedNode[] = [];
  const whole = buildGraph({ ...definition, path: '' }, problems);
  // Templates are checked even when the graph has problems, so that all are told at once; what stands above what is then unknown.
  const graph = whole ?? new Graph(definition.start, definition.nodes, []);
  const top = compileScope(definition, { graph, path: '', roots: ROOTS, outside: whole ? NONE : allIds(graph), problems }, nodes);
  const bodies = new Map<string, ScopePlan>();
  const ownerOf = new Map<string, string>();
  for (const { node, path } of placedNodes(definition.nodes)) {
    if (node.type !== 'forEach') continue;
    bodies.set(node.id, compileBody(node, { graph, path: `${path}.body`, whole: whole !== undefined, problems }, nodes));
    for (const member of node.body.nodes) ownerOf.set(member.id, node.id);
  }
  if (!problems.none) return undefined;
  const validateInput = compileInputSchema(definition.inputSchema as JsonObject);
  return { definition, plan: { top, bodies, ownerOf, validateInput, triggers: definition.triggers }, nodes };
}

/** The plan of a stored version. Throws `input_invalid` when it is no valid definition. */
export function planOf(stored: unknown): WorkflowPlan {
  const problems = new Problems();
  const compiled = compileWorkflow(stored, problems);
  if (!compiled) throw invalidInput(problems.list);
  return compiled.plan;
}

const NONE: ReadonlySet<string> = new Set();
const allIds = (graph: Graph): ReadonlySet<string> => new Set(graph.nodes.keys());

function compileBody(
  node: ForEachNode,
  at: { graph: Graph; path: string; whole: boolean; problems: Problems },
  nodes: CheckedNode[],
): ScopePlan {
  const { path, problems } = at;
  const { body } = node;
  const built = buildGraph<PlainNode>({ ...body, path }, problems);
  const graph: Graph = built ?? new Graph<WorkflowNode>(body.start, body.nodes, []);
  const above = at.whole ? at.graph.ancestors(node.id) : allIds(at.graph);
  const outside = built ? above : new Set([...above, ...allIds(graph)]);
  return compileScope(body, { graph, path, roots: [...ROOTS, ...ITEM_ROOTS], outside, problems }, nodes);
}

function compileScope(
  scope: Pick<WorkflowDefinition, 'output'> & { readonly nodes: readonly WorkflowNode[] },
  at: Surroundings,
  nodes: CheckedNode[],
): ScopePlan {
  const { graph, path, problems } = at;
  const steps = new Map<string, Step>();
  for (const placed of placedNodes(scope.nodes, path === '' ? 'nodes' : `${path}.nodes`)) {
    const reader = new TemplateReader(problems, (root) => mayRead(root, at, placed.node.id));
    steps.set(placed.node.id, compileStep(placed.node, placed.path, reader, problems));
    nodes.push({ ...placed, references: reader.references });
  }
  if (scope.output === undefined) return { graph, steps, output: undefined };
  const reader = new TemplateReader(problems, (root) => mayRead(root, at, undefined));
  const render = reader.value(scope.output, path === '' ? 'output' : `${path}.output`);
  return { graph, steps, output: { roots: reader.roots, render } };
}

/** `id`: the reading node; undefined: the graph's own output, which reads every node of it. */
function mayRead(root: string, at: Surroundings, id: string | undefined): true | string {
  const { graph, roots, outside } = at;
  if (roots.includes(root) || outside.has(root)) return true;
  if (root === 'workspace') return 'workspace secrets are read by connectors only; name it in the connector';
  if (!graph.nodes.has(root))
    return `there is no node "${root}" here; known are ${[...roots, ...graph.nodes.keys()].slice(0, 12).join(', ')}`;
  if (id === undefined || graph.ancestors(id).has(root)) return true;
  return root === id ? 'a node cannot read itself' : `"${root}" does not come before "${id}"; connect it, or read another node`;
}

function compileStep(node: WorkflowNode, path: string, reader: TemplateReader, problems: Problems): Step {
  const reading = { roots: reader.roots };
  // Roots are complete only after the templates were read: they are taken last.
  const done = <S extends Step>(step: S): S => ({ ...step, roots: reader.roots });
  switch (node.type) {
    case 'action':
      return done({ ...reading, kind: 'action', node, input: reader.value(node.input, `${path}.input`) });
    case 'condition': {
      const branches = node.branches.map(({ id, when }, i) => ({ id, when: reader.condition(when, `${path}.branches[${i}].when`) }));
      return done({ ...reading, kind: 'condition', node, branches });
    }
    case 'transform':
      if (node.expression !== undefined) checkExpression(node.expression, `${path}.expression`, problems);
      return done({ ...reading, kind: 'transform', node, value: reader.value(node.value, `${path}.value`) });
    case 'forEach':
      checkItems(node.items, `${path}.items`, problems);
      return done({ ...reading, kind: 'forEach', node, items: reader.value(node.items, `${path}.items`) });
    case 'stop': {
      const message = node.message === undefined ? undefined : reader.value(node.message, `${path}.message`);
      const output = node.output === undefined ? undefined : reader.value(node.output, `${path}.output`);
      return done({ ...reading, kind: 'stop', node, message, output });
    }
    case 'delay':
      return { ...reading, kind: 'delay', node };
    default:
      return { ...reading, kind: node.type, node };
  }
}

function checkItems(items: string, place: string, problems: Problems): void {
  const template = problems.attempt(place, () => parseTemplate(items), undefined);
  if (template && !template.whole) problems.add(place, 'must be exactly one placeholder that reads a list, e.g. {{input.contacts}}');
}
