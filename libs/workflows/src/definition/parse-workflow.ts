import { isJsonObject, type FieldProblem } from '@patchbay/kernel';
import { checkBounds, memberPath, parseShape, Problems, RESERVED_IDS } from '@patchbay/http-connectors';
import type { z } from 'zod';
import {
  NODES,
  TRIGGERS,
  WORKFLOW,
  type ForEachNode,
  type PlainNode,
  type Trigger,
  type WorkflowDefinition,
  type WorkflowNode,
} from './workflow.schema.js';

/** Roots of templates beside the nodes' ids. */
export const ROOTS = ['input', 'contact', 'run', 'now'] as const;
export const ITEM_ROOTS = ['item', 'index'] as const;
export const EVENT_ROOT = 'event';
const TAKEN: ReadonlySet<string> = new Set([...RESERVED_IDS, ...ROOTS, ...ITEM_ROOTS, EVENT_ROOT]);

/** A node and where it stands in the definition: `nodes[2]`, `nodes[3].body.nodes[0]`. */
export interface PlacedNode<Node extends WorkflowNode = WorkflowNode> {
  readonly node: Node;
  readonly path: string;
}

/**
 * Reads the shape of a definition: every member of every node and trigger, ids, nothing about how they hang together. Problems are collected.
 * Out: the definition with its defaults; undefined when a part has no shape.
 */
export function readWorkflow(json: unknown, problems: Problems): WorkflowDefinition | undefined {
  checkBounds(json, problems);
  if (!problems.none) return undefined;
  const sent = isJsonObject(json) ? json : {};
  const facts = parseShape(WORKFLOW, json, { path: '', problems });
  const nodes = readAll(facts?.nodes ?? listOf(sent['nodes']), 'nodes', (node, path) => readNode(node, path, problems));
  const triggers = readAll(facts?.triggers ?? listOf(sent['triggers']), 'triggers', (trigger, path) =>
    readTrigger(trigger, path, problems),
  );
  checkIds(nodes, problems);
  checkTriggerIds(triggers, problems);
  if (!facts || !problems.none) return undefined;
  return { ...facts, nodes: nodes.flatMap((node) => node ?? []), triggers: triggers.flatMap((trigger) => trigger ?? []) };
}

/** The nodes of the graph itself, with their places. */
export function placedNodes<Node extends WorkflowNode>(nodes: readonly Node[], path = 'nodes'): PlacedNode<Node>[] {
  return nodes.map((node, i) => ({ node, path: memberPath(path, i) }));
}

/** The problems of a definition's shape. */
export function shapeProblems(json: unknown): readonly FieldProblem[] {
  const problems = new Problems();
  readWorkflow(json, problems);
  return problems.list;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readAll<T>(values: readonly unknown[], path: string, read: (value: unknown, path: string) => T | undefined): (T | undefined)[] {
  return values.map((value, i) => read(value, memberPath(path, i)));
}

function readNode(json: unknown, path: string, problems: Problems): WorkflowNode | undefined {
  const type = typeOf(json, NODES, path, problems);
  if (type === undefined) return undefined;
  if (type !== 'forEach') return parseShape<PlainNode>(NODES[type] as z.ZodType<PlainNode>, json, { path, problems });
  const node = parseShape(NODES.forEach, json, { path, problems });
  if (!node) return undefined;
  const place = `${path}.body.nodes`;
  const inner = readAll(node.body.nodes, place, (member, at) => readBodyNode(member, at, problems));
  return { ...node, body: { ...node.body, nodes: inner.flatMap((member) => member ?? []) } } satisfies ForEachNode;
}

function readBodyNode(json: unknown, path: string, problems: Problems): PlainNode | undefined {
  const type = isJsonObject(json) ? json['type'] : undefined;
  if (type === 'forEach' || type === 'stop') {
    problems.add(memberPath(path, 'type'), `a ${type} cannot stand inside a for-each`);
    return undefined;
  }
  return readNode(json, path, problems) as PlainNode | undefined;
}

function readTrigger(json: unknown, path: string, problems: Problems): Trigger | undefined {
  const type = typeOf(json, TRIGGERS, path, problems);
  return type && parseShape<Trigger>(TRIGGERS[type] as z.ZodType<Trigger>, json, { path, problems });
}

function typeOf<Types extends object>(json: unknown, types: Types, path: string, problems: Problems): (keyof Types & string) | undefined {
  if (!isJsonObject(json)) {
    problems.add(path, 'must be an object');
    return undefined;
  }
  const type = json['type'];
  if (typeof type === 'string' && Object.hasOwn(types, type)) return type as keyof Types & string;
  const known = Object.keys(types).map((name) => JSON.stringify(name));
  problems.add(memberPath(path, 'type'), `${type === undefined ? 'is required and ' : ''}must be one of ${known.join(', ')}`);
  return undefined;
}

/** Ids are unique over the whole definition: a body's nodes too, because run records and templates name them alone. */
function checkIds(nodes: readonly (WorkflowNode | undefined)[], problems: Problems): void {
  const seen = new Set<string>();
  const check = (node: WorkflowNode | undefined, path: string): void => {
    if (!node) return;
    const place = memberPath(path, 'id');
    if (TAKEN.has(node.id)) problems.add(place, `"${node.id}" is a reserved word; choose another id`);
    else if (seen.has(node.id)) problems.add(place, `"${node.id}" is used twice; every node needs its own id`);
    seen.add(node.id);
    if (node.type === 'forEach') node.body.nodes.forEach((member, i) => check(member, `${path}.body.nodes[${i}]`));
    if (node.type === 'condition') checkBranchIds(node.branches, path, problems);
  };
  nodes.forEach((node, i) => check(node, memberPath('nodes', i)));
}

function checkBranchIds(branches: readonly { readonly id: string }[], path: string, problems: Problems): void {
  const seen = new Set<string>(['otherwise', 'error', 'done']);
  branches.forEach(({ id }, i) => {
    if (seen.has(id)) problems.add(`${path}.branches[${i}].id`, `"${id}" is taken; every branch needs its own id`);
    seen.add(id);
  });
}

function checkTriggerIds(triggers: readonly (Trigger | undefined)[], problems: Problems): void {
  const seen = new Set<string>();
  triggers.forEach((trigger, i) => {
    if (!trigger) return;
    if (seen.has(trigger.id)) problems.add(`triggers[${i}].id`, `"${trigger.id}" is used twice; every trigger needs its own id`);
    seen.add(trigger.id);
  });
}
